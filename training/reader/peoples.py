"""Words that name peoples (nationalities, ethnic and religious groups), and words that are titles."""

from __future__ import annotations

import tomllib
from pathlib import Path


def words(name: str) -> list[str]:
    """One list of words.toml, in its order."""
    table: dict[str, str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return table[name].split()


_bases = [*words("nations"), *words("groups"), *words("plurals")]
PEOPLES = frozenset([*_bases, *(f"{name}s" for name in _bases)]) - frozenset(words("not_peoples"))
TITLES = frozenset(words("titles"))
FIRST_TITLES = frozenset(words("first_titles"))
