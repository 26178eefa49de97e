"""The sentence around an entry, for people to read.

A coded document keeps no sentences, only the spans its entries rest on. Where those spans do not already
enclose a whole sentence, its ends are looked for in the text: good enough for a page, not for coding.
"""

from __future__ import annotations

import re
from functools import lru_cache

from communique.records import CodedDocument, Event, Span

# A full stop after these, or after a single capital letter ("J. Doe", "U.S. forces"), ends no sentence.
_ABBREVIATIONS = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "prof", "hon", "rev", "sen", "rep", "gov", "st"),
        *("gen", "col", "lt", "maj", "capt", "sgt", "cmdr", "adm", "brig"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
        *("no", "vs", "inc", "ltd", "co", "corp", "approx", "est"),
    )
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?\w)|[。！？؟।]+[”」』]*|\n\s*\n|$")


@lru_cache(maxsize=4)  # one document is asked for once for each of its events
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, without the white space around them."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match.end() <= start or not _ends(text, match):
            continue
        piece = text[start : match.end()]
        if piece.strip():
            found.append(Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = match.end()
    return tuple(found)


def sentence_of(coded: CodedDocument, event: Event) -> Span:
    """The sentence that `event` rests on: its evidence around the trigger, else looked for in the text."""
    trigger = event.trigger
    wider = [span for span in event.evidence.spans if span.covers(trigger) and not trigger.covers(span)]
    if wider:
        return max(wider, key=lambda span: span.end - span.start)
    return next((span for span in sentences(coded.document.text) if span.covers(trigger)), trigger)


def _ends(text: str, match: re.Match[str]) -> bool:
    if not match.group().startswith("."):
        return True
    following = text[match.end() : match.end() + 5].lstrip("\"'“‘«([ \t\n")[:1]
    if following.islower():
        return False
    word = re.search(r"[\w.]*$", text[max(0, match.start() - 20) : match.start()])
    before = word.group() if word else ""
    return not (before.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)*[A-Z]", before))
