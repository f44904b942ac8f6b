"""One module per subject: find → form → one operation → done. What only the office does goes through `office.desk`."""
