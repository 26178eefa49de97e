"""Sayings as the sentence gives them: the word of saying, who speaks, what is said; for statements.py."""
