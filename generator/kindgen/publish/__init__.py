"""A package on disk: put in its place, recorded, compared, copied."""
