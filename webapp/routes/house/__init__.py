"""What house managers open."""
