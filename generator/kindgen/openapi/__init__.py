"""OpenAPI documents of what a package serves."""
