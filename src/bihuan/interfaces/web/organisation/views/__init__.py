"""One module per page family: find → form → one operation → done."""
