"""spaCy's CNN pipeline trained on our data, to compare with; not part of the package and not needed by it."""
