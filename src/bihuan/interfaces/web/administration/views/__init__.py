"""One module per console page: find → form → one operation → done."""
