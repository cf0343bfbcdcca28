"""What people do: one verb a file, one short transaction each, facts added and never changed."""
