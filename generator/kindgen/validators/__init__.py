"""From rules to the functions of the modules validators and defaults."""
