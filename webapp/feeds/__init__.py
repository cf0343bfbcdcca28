"""Lists of meetings that others keep: fetched with care, read without trust."""
