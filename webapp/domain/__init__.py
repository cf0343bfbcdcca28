"""The rules. Standard library only; no clock, no input or output, no randomness."""
