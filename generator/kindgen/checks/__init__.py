"""Finds what is wrong with a schema although its form is right."""
