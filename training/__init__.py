"""Builds the weights that communique ships, from open data. Not part of the installed package."""
