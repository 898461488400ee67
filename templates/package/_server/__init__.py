"""The parts of the server stub: HTTP, bodies, queries, discovery, operations."""
