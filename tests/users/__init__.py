"""Programs as users write them: type checkers have nothing to say about them, and they run."""
