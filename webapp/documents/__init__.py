"""Things to scan or print: domain values in, bytes or markup out."""
