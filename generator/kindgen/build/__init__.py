"""What makes the representation of a checked document."""
