"""Small worlds that tests begin from, made by the product's own operations."""
