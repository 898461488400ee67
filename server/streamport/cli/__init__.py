"""The command `streamport`. It uses the generated package; nothing else of ours imports it."""
