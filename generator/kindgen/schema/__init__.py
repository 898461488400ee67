"""Text to checked documents, and from those to one graph."""
