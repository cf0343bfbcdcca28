"""What program staff open."""
