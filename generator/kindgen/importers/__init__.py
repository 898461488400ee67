"""Schemas of other kinds, brought into our dialect."""
