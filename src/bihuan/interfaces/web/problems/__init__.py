"""Pages of the ledger: the grid, one problem with its whole story, the steps, many at once, Excel in and out."""
