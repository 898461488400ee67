"""Writes what people read of a schema: the reference page, explain, the tree."""
