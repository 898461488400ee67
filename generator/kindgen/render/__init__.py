"""From the representation and the templates to the text of each file."""
