"""Training of the reader: one small encoder with heads for tags, lemmas, dependencies and mentions."""
