"""A word of saying put into or behind the sentence it reports, as news does: "Prices, he said, rose".

The parse of such sentences is often a guess, their punctuation is not: a comma, who says it, the word of
saying, perhaps when or where, and a comma or the sentence's end. What is said is the rest of the sentence.
"""

from __future__ import annotations

from communique.coding.reading import Reading
from communique.coding.sayings.cues import is_form_of, rules_at

COMMAS = (",", "–", "—", "--", "-", "(")
ENDS = (",", ".", ";", "–", "—", "--", ")", "?", "!")
# How many words may name the source, and say when or where it spoke.
SOURCE_WORDS, SETTING_WORDS = 14, 9
NOMINAL = ("NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ")
TOLD = ("tell", "inform", "assure", "remind", "notify")


def inserted(reading: Reading, cue: int) -> tuple[int, int] | None:
    """First token and end of the inserted words without the commas around them; None where there are none."""
    if reading.xpos[cue] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    first, last = reading.sentences[reading.sentence_of(cue)]
    start, turned = _start(reading, cue, first)
    if start is None:
        return None
    end = _end(reading, cue, last, turned)
    if end is None:
        return None
    return (start, end) if _says_something(reading, first, start, end, last) else None


def around(reading: Reading, cue: int) -> tuple[int, ...]:
    """What is said: the sentence without the inserted words and without a participle that goes on."""
    place = inserted(reading, cue)
    if place is None:
        return ()
    first, last = reading.sentences[reading.sentence_of(cue)]
    before, behind = range(first, place[0] - 1), range(place[1], last)
    words = [token for token in behind if reading.upos[token] != "PUNCT"]
    if words and reading.xpos[words[0]] == "VBG" and rules_at(reading, words[0]):
        behind = range(0)
    return tuple(token for token in (*before, *behind) if not _leads_in(reading, token, first))


def _start(reading: Reading, cue: int, first: int) -> tuple[int | None, bool]:
    """Where the insertion begins, and whether its source stands behind the cue (", said the mayor,")."""
    if cue > first and reading.lower[cue - 1] in COMMAS:
        return cue, True
    for token in range(cue - 1, max(first, cue - SOURCE_WORDS) - 1, -1):
        if reading.lower[token] in COMMAS and token > first:
            named = any(reading.upos[place] in NOMINAL for place in range(token + 1, cue))
            return (token + 1, False) if named else (None, False)
        if reading.upos[token] in ("VERB", "SCONJ", "CCONJ") or reading.lower[token] in (
            "who",
            "which",
            "that",
        ):
            break
    return None, False


def _end(reading: Reading, cue: int, last: int, turned: bool) -> int | None:
    """Where the insertion ends: before the next comma or the sentence's end."""
    names_follow = turned or is_form_of(reading, cue, *TOLD)
    limit = min(last, cue + 1 + (SOURCE_WORDS if names_follow else SETTING_WORDS))
    if not names_follow and not _may_follow(reading, cue + 1, last):
        return None
    for token in range(cue + 1, limit):
        if reading.lower[token] in ENDS:
            return token
        if (
            reading.upos[token] in ("VERB", "AUX")
            or reading.base(token) == "mark"
            or reading.lower[token] == ":"
        ):
            return None
    return last if last <= limit and not turned else None


def _may_follow(reading: Reading, token: int, last: int) -> bool:
    """Whether a word right behind the cue tells when or where it was said, and is not what was said."""
    if token >= last or reading.lower[token] in ENDS:
        return True
    dated = any(m.first <= token < m.last and m.type == "DATE" for m in reading.analysis.mentions)
    return dated or reading.upos[token] in ("ADP", "ADV") or reading.base(token) == "obl"


def _says_something(reading: Reading, first: int, start: int, end: int, last: int) -> bool:
    rest = (*range(first, start), *range(end, last))
    return any(reading.upos[token] in ("VERB", "AUX") for token in rest)


def _leads_in(reading: Reading, token: int, first: int) -> bool:
    return token == first and reading.upos[token] == "CCONJ"
