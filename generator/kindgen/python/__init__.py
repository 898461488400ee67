"""Words of Python that know nothing of schemas: names, literals, black."""
