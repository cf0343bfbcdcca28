"""What pages read: one function per page, a constant number of statements, domain values out."""
