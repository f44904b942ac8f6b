"""Official documents: kinds, numbering, layout, register."""
