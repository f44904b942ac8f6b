"""What the house is measured and checked with; no part of the product imports it."""
