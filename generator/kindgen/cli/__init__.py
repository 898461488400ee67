"""The command `kindgen`: one module for each verb, with its flags and what it does."""

from .command import main as main

__all__ = ["main"]
