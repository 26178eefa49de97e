"""Which quotations are speech, and the word of saying that brings each in.

A quotation is speech when it holds a clause and is set off from the sentence around it. Its word of saying is
looked for behind it (“…,” she said), then before it (she said: “…”).
"""

from __future__ import annotations

from communique.coding.quotations import Quotation
from communique.coding.reading import Reading
from communique.coding.sayings.contents import Quoted
from communique.coding.sayings.cues import CueRule, is_form_of, rules_at
from communique.coding.sayings.frames import saying
from communique.coding.sayings.parts import is_finite
from communique.coding.sayings.speakers import is_said

# How far behind a quotation its word of saying may stand: “…,” + a name with its titles + said.
REACH = 30


def extent_of(quoted: Quoted, number: int) -> tuple[int, int] | None:
    """First token inside a quotation, and the first behind its closing mark."""
    reading, quotation = quoted.reading, quoted.quotations[number]
    first = reading.token_at(quotation.inner.start)
    if first is None:
        return None
    past = reading.token_at(quotation.outer.end)
    past = len(reading) if past is None else past
    return (first, past) if past > first else None


def is_speech(quoted: Quoted, number: int, extent: tuple[int, int]) -> bool:
    """Whether somebody is heard here: not a title, a single quoted word, or words inside a clause."""
    reading, quotation = quoted.reading, quoted.quotations[number]
    if quotation.left_open or quotation.resumes:
        return True
    words = [t for t in range(*extent) if quoted.number(t) == number and reading.upos[t] != "PUNCT"]
    if not words:
        return False
    before = _word_before(reading, quotation)
    set_off = before is None or reading.upos[before] == "PUNCT" or bool(quoting_rules(reading, before))
    if not set_off:
        return False
    starts_big = (
        reading.text[quotation.inner.start].isupper() or not reading.text[quotation.inner.start].isalpha()
    )
    ends = reading.text[quotation.inner.end - 1] in ",.?!…—-"
    whole = before is None or reading.lower[before] in (":", ".", "?", "!", "”", '"')
    if any(is_finite(reading, token) for token in words):
        return whole or starts_big or ends or len(words) > 5
    return ends and starts_big and (before is None or whole or bool(quoting_rules(reading, before)))


def _word_before(reading: Reading, quotation: Quotation) -> int | None:
    """The token before the opening mark in the same sentence and paragraph, or None."""
    opening = reading.token_at(quotation.outer.start)
    if opening is None or opening == 0:
        return None
    between = reading.text[reading.analysis.ends[opening - 1] : quotation.outer.start]
    if "\n" in between or reading.sentence_of(opening - 1) != reading.sentence_of(opening):
        return None
    return opening - 1


def quoting_rules(reading: Reading, token: int) -> tuple[CueRule, ...]:
    """The rules by which the word at `token` may bring in a quotation."""
    return tuple(rule for rule in rules_at(reading, token) if {"quote", "clause"} & set(rule.frames))


def cue_behind(quoted: Quoted, number: int, extent: tuple[int, int]) -> int | None:
    """The word of saying behind a quotation: “…,” said the minister; “…,” according to the minister."""
    reading, past = quoted.reading, extent[1]
    if past >= len(reading) or not _sentence_goes_on(quoted, number, past):
        return None
    return _shallowest(quoted, range(past, min(_zone_end(quoted, past), past + REACH)), behind=True)


def _sentence_goes_on(quoted: Quoted, number: int, past: int) -> bool:
    reading, quotation = quoted.reading, quoted.quotations[number]
    between = reading.text[quotation.outer.end : reading.analysis.starts[past]]
    if "\n" in between:
        return False
    last = reading.text[quotation.inner.end - 1]
    behind = reading.words[past]
    if last == "." and not behind[0].islower() and behind != ",":
        return False
    if last in "?!…—-," or behind in (",", "–", "—", "-"):
        return True
    return reading.sentence_of(past) == reading.sentence_of(past - 1) or behind[0].islower()


def _zone_end(quoted: Quoted, past: int) -> int:
    """Where the words behind a quotation end: with the sentence, or where the next quotation opens."""
    reading = quoted.reading
    end = reading.sentences[reading.sentence_of(past)][1]
    return next((token for token in range(past, end) if quoted.number(token) >= 0), end)


def cue_before(quoted: Quoted, number: int, extent: tuple[int, int]) -> int | None:
    """The word of saying before a quotation: she said: “…”; the minister added, “…”."""
    reading, quotation = quoted.reading, quoted.quotations[number]
    opening = reading.token_at(quotation.outer.start)
    if opening is None:
        return None
    start = reading.sentences[reading.sentence_of(opening)][0]
    if start == opening and opening > 0 and reading.words[opening - 1] == ":":
        start = reading.sentences[reading.sentence_of(opening - 1)][0]
    first = next((t + 1 for t in range(opening - 1, start - 1, -1) if quoted.number(t) >= 0), start)
    zone = [t for t in range(first, opening) if _may_quote(quoted, t)]
    for token in reversed(zone):
        if not _says_something_else(reading, token, opening):
            return token
    return None


def _says_something_else(reading: Reading, cue: int, opening: int) -> bool:
    """Whether the cue before a quotation already has a clause of its own that ends before it."""
    clauses = [c for c in reading.children(cue, "ccomp") if c > cue]
    return any(reading.subtree(c)[-1] < opening - 1 and c < opening for c in clauses)


def _may_quote(quoted: Quoted, token: int) -> bool:
    reading = quoted.reading
    if quoted.number(token) >= 0 or not quoting_rules(reading, token):
        return False
    if is_form_of(reading, token, "quote", "cite"):
        return saying(reading, token) is not None
    if reading.upos[token] == "VERB":
        return is_said(reading, token)
    return reading.lower[token] == "according"


def _shallowest(quoted: Quoted, zone: range, *, behind: bool) -> int | None:
    """Of the words of saying in a zone the one highest in the parse, the first of several."""
    found = [token for token in zone if _may_quote(quoted, token)]
    if not found:
        return None
    depths = {token: sum(1 for _ in quoted.reading.ancestors(token)) for token in found}
    best = min(found, key=lambda token: (depths[token], token))
    first = found[0]
    # A first cue that is not inside the speaker's own relative clause is the nearer one.
    above = (first, *quoted.reading.ancestors(first))
    relative = any(quoted.reading.deprels[token] == "acl:relcl" for token in above)
    return best if behind and relative else first
