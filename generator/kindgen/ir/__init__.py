"""The representation of a package: frozen facts, one file a concept."""
