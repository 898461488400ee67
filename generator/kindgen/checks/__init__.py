"""What is wrong with a schema that its form allows."""
