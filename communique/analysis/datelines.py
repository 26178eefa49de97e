"""Datelines: "GENEVA, May 15 (Reuters) - Talks resume": the head of a wire report is no part of its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_TOKENS = 14
DASHES = frozenset({"-", "–", "—", "--"})
_WORD_OF_DATELINE = re.compile(r"[A-Z][\w'’.-]*|\d{1,4}(?:st|nd|rd|th)?|[,()/]|al|of|de|el|in")


def dateline_end(words: Sequence[str], start: int) -> int | None:
    """The token after the dash that ends a dateline opening at `start`; None where there is none.

    The first word must be in capitals ("GENEVA", "PORT-AU-PRINCE"); up to the dash only capitalised words, dates and
    brackets may stand.
    """
    if start >= len(words) or not _in_capitals(words[start]):
        return None
    for token in range(start + 1, min(start + MOST_TOKENS, len(words) - 1)):
        if words[token] in DASHES and words[token + 1][:1].isalnum():
            return token + 1
        if not _WORD_OF_DATELINE.fullmatch(words[token]):
            return None
    return None


def _in_capitals(word: str) -> bool:
    return len(word) > 2 and word.isupper() and word.isalpha()
