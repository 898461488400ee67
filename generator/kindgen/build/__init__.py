"""Makes the representation of a checked document."""
