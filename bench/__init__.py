"""Measurements: what communique reads and codes right, how fast, in how much memory. Floors in floors.toml."""
