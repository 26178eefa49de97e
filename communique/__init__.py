"""communique reads reports about states, armies and armed groups, and keeps the record of what they say."""

from __future__ import annotations

__version__ = "0.1.0"
