"""The learned coder: what one marked actor does to another, learnt from our own corpus."""
