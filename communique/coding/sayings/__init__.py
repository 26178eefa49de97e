"""Sayings as the sentence gives them: the words of saying, who speaks, what is said. Used by statements.py."""
