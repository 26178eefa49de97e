"""Speakers named without a word of saying: "Hatami: We are ready" in headlines and interviews; “…” — Name."""

from __future__ import annotations

from communique.coding.quotations import paragraphs
from communique.coding.reading import DASHES, Reading
from communique.coding.sayings.attributions import Attribution
from communique.coding.sayings.contents import Quoted, trimmed
from communique.coding.sayings.cues import cue_rules
from communique.coding.sayings.parts import is_finite
from communique.records.analysis import BODIES

# A headline's claim is given to a name in so few words; more before a colon is a sentence of its own.
NAME_WORDS = 6
SPEAKING = BODIES | {"PERSON", "PEOPLE"}


def labelled(quoted: Quoted) -> tuple[Attribution, ...]:
    """Paragraphs that begin with a name and a colon, where no quotation mark follows."""
    found = []
    for start, end in paragraphs(quoted.reading.text):
        attribution = _labelled(quoted, start, end)
        if attribution is not None:
            found.append(attribution)
    return tuple(found)


def signature(quoted: Quoted, past: int) -> tuple[int, ...]:
    """The head of the name that signs a quotation, a dash before it; `past`: the token behind the quotation."""
    reading = quoted.reading
    if past + 1 >= len(reading) or reading.words[past] not in DASHES:
        return ()
    for mention in reading.analysis.mentions:
        if mention.first == past + 1 and mention.type in SPEAKING:
            behind = reading.text[reading.analysis.ends[mention.last - 1] :]
            ends = mention.last >= len(reading) or behind.lstrip(" .\xa0").startswith("\n")
            return (_head(reading, mention.first, mention.last),) if ends else ()
    return ()


def _labelled(quoted: Quoted, start: int, end: int) -> Attribution | None:
    reading = quoted.reading
    first, stop = reading.token_at(start), reading.token_at(end)
    if first is None or reading.upos[first] == "PUNCT":
        return None
    last = len(reading) if stop is None else stop
    colon = next(
        (t for t in range(first, min(first + NAME_WORDS + 1, last)) if reading.words[t] == ":"), None
    )
    if colon is None or colon == first or colon + 1 >= last or not _names(reading, first, colon):
        return None
    said = range(colon + 1, last)
    if (
        quoted.number(colon + 1) >= 0
        or quoted.opens(colon + 1)
        or not any(is_finite(reading, t) for t in said)
    ):
        return None
    content = trimmed(quoted, (colon + 1, last - 1), -1)
    if content is None:
        return None
    head = _head(reading, first, colon)
    source, cue = reading.span(first, colon), reading.span(colon)
    version = cue_rules()[0].version
    return Attribution(
        "rule:name-colon", version, 1.0, "asserts", colon, cue, (head,), source, (content,), "indirect"
    )


def _names(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are a name that can speak, with nothing but titles beside it."""
    if any(reading.upos[token] in ("VERB", "AUX", "ADP", "PUNCT") for token in range(first, last)):
        return False
    mentions = reading.analysis.mentions
    return any(first <= m.first and m.last <= last and m.type in SPEAKING for m in mentions)


def _head(reading: Reading, first: int, last: int) -> int:
    return next((t for t in range(first, last) if not first <= reading.heads[t] < last), first)
