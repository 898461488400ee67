"""What the public modules stand on: they import from here, users need not."""
