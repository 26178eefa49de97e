"""Who speaks between the quotation marks.

A quotation is speech when it holds a clause and is set off from the sentence around it. Its speaker is looked
for behind it (“…,” she said), before it (she said: “…”), and else in what the paragraph has just told: a
quotation that nobody introduces goes on with the speaker before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.coding.attributions import Attribution, Quoted, addressed, cue_span
from communique.coding.clauses import is_passive
from communique.coding.cues import CueRule, cue_rules, is_form_of, rules_at
from communique.coding.frames import is_finite, saying
from communique.coding.quotations import Quotation
from communique.coding.reading import Reading
from communique.coding.speakers import (
    is_said,
    nearest_name,
    quoted_person,
    quoting_outlet,
    source_span,
    sources,
)
from communique.records import ROOT, Span

# How far behind a quotation its word of saying may stand: “…,” + a name with its titles + said.
REACH = 30
SCORE_GOING_ON = 0.8


@dataclass
class Speech:
    """What one speaker says in one go, while it is being put together."""

    spans: list[Span]
    last: int  # the last token of the quotation or of its cue's sentence
    rule: str
    score: float
    stance: str = "asserts"
    cue_token: int | None = None
    cue: Span | None = None
    source: tuple[int, ...] = ()
    source_span: Span | None = None
    addressed: tuple[int, ...] = field(default=())


def direct_attributions(quoted: Quoted, indirect: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The sayings that are given between quotation marks, in text order."""
    reading = quoted.reading
    speeches: list[Speech] = []
    for number, quotation in enumerate(quoted.quotations):
        extent = _extent(quoted, number)
        if extent is None or not _is_speech(quoted, number, extent):
            continue
        if quotation.resumes and speeches:
            _go_on(speeches[-1], quotation, extent)
            cue = _cue_behind(quoted, number, extent)
            if cue is not None and speeches[-1].cue_token is None:
                _introduce(reading, speeches[-1], cue, extent)
            continue
        cue = _cue_behind(quoted, number, extent) or _cue_before(quoted, number, extent)
        if cue is not None:
            same = speeches and speeches[-1].cue_token == cue
            speech = speeches[-1] if same else Speech([], extent[1] - 1, "", 1.0)
            _go_on(speech, quotation, extent)
            if not same:
                _introduce(reading, speech, cue, extent)
                speeches.append(speech)
            continue
        _without_cue(quoted, speeches, indirect, quotation, extent)
    return tuple(_attribution(speech) for speech in speeches)


def _extent(quoted: Quoted, number: int) -> tuple[int, int] | None:
    """First token inside a quotation, and the first behind its closing mark."""
    reading, quotation = quoted.reading, quoted.quotations[number]
    first = reading.token_at(quotation.inner.start)
    if first is None:
        return None
    past = reading.token_at(quotation.outer.end)
    past = len(reading) if past is None else past
    return (first, past) if past > first else None


def _is_speech(quoted: Quoted, number: int, extent: tuple[int, int]) -> bool:
    """Whether somebody is heard here: not a title, a single quoted word, or words inside a clause."""
    reading, quotation = quoted.reading, quoted.quotations[number]
    if quotation.left_open or quotation.resumes:
        return True
    words = [t for t in range(*extent) if quoted.number(t) == number and reading.upos[t] != "PUNCT"]
    if not words:
        return False
    before = _word_before(reading, quotation)
    set_off = before is None or reading.upos[before] == "PUNCT" or bool(_quoting_rules(reading, before))
    if not set_off:
        return False
    starts_big = (
        reading.text[quotation.inner.start].isupper() or not reading.text[quotation.inner.start].isalpha()
    )
    ends = reading.text[quotation.inner.end - 1] in ",.?!…—-"
    whole = before is None or reading.lower[before] in (":", ".", "?", "!", "”", '"')
    if any(is_finite(reading, token) for token in words):
        return whole or starts_big or ends or len(words) > 5
    return ends and starts_big and (before is None or whole or bool(_quoting_rules(reading, before)))


def _word_before(reading: Reading, quotation: Quotation) -> int | None:
    """The token before the opening mark in the same sentence and paragraph, or None."""
    opening = reading.token_at(quotation.outer.start)
    if opening is None or opening == 0:
        return None
    between = reading.text[reading.analysis.ends[opening - 1] : quotation.outer.start]
    if "\n" in between or reading.sentence_of(opening - 1) != reading.sentence_of(opening):
        return None
    return opening - 1


def _quoting_rules(reading: Reading, token: int) -> tuple[CueRule, ...]:
    """The rules by which the word at `token` may bring in a quotation."""
    return tuple(rule for rule in rules_at(reading, token) if {"quote", "clause"} & set(rule.frames))


def _cue_behind(quoted: Quoted, number: int, extent: tuple[int, int]) -> int | None:
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


def _cue_before(quoted: Quoted, number: int, extent: tuple[int, int]) -> int | None:
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
    if quoted.number(token) >= 0 or not _quoting_rules(reading, token):
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


def _go_on(speech: Speech, quotation: Quotation, extent: tuple[int, int]) -> None:
    speech.spans.append(quotation.inner)
    speech.last = max(speech.last, extent[1] - 1)


def _introduce(reading: Reading, speech: Speech, cue: int, extent: tuple[int, int]) -> None:
    """Enter the cue, its rule and its source."""
    rule = _quoting_rules(reading, cue)[0]
    sentence = reading.sentences[reading.sentence_of(cue)]
    if rule.pos == "ADP":
        source = tuple(t for t in (reading.heads[cue],) if t != ROOT)
        speech.cue = reading.span(cue, min(cue + 2, sentence[1]))
    else:
        quotes = rule.name == "quoted-as"
        source = quoted_person(reading, cue) if quotes else sources(reading, cue)
        source = tuple(token for token in source if not extent[0] <= token < extent[1])
        if not source and not (is_passive(reading, cue) and not quotes):
            first = extent[1] if cue >= extent[1] else sentence[0]
            source = nearest_name(reading, cue, first, min(cue + 6, sentence[1]))
        outlets = quoting_outlet(reading, cue) if quotes else addressed(reading, cue)
        speech.addressed = tuple(token for token in outlets if token not in source)
        speech.cue = cue_span(reading, cue, rule)
    inside = tuple(range(*extent))
    speech.rule, speech.score, speech.stance = f"rule:{rule.name}", rule.score, "asserts"
    speech.cue_token, speech.source = cue, source
    speech.source_span = source_span(reading, source, avoid=(*inside, cue))
    speech.last = max(speech.last, sentence[1] - 1)


def _without_cue(
    quoted: Quoted,
    speeches: list[Speech],
    indirect: tuple[Attribution, ...],
    quotation: Quotation,
    extent: tuple[int, int],
) -> None:
    """A quotation that nobody introduces: the speaker before goes on, or the clause before a colon speaks."""
    reading = quoted.reading
    if any(quotation.outer.overlaps(span) for attribution in indirect for span in attribution.content):
        return
    opening = max(extent[0] - 1, 0)
    introduced = opening > 0 and reading.words[opening - 1] == ":"
    if not (introduced or quotation.left_open or _is_whole(reading, opening, extent[1])):
        return
    if speeches and not introduced and _adjoins(reading, speeches[-1].last, opening):
        before = speeches[-1]
        if _same_paragraph(reading, before.spans[-1].end, quotation.outer.start):
            _go_on(before, quotation, extent)
            return
        source, span = before.source, before.source_span
    else:
        source, span = _told_before(quoted, indirect, opening)
    speech = Speech([], extent[1] - 1, "rule:quote-goes-on", SCORE_GOING_ON)
    speech.source, speech.source_span = source, span
    _go_on(speech, quotation, extent)
    speeches.append(speech)


def _is_whole(reading: Reading, opening: int, past: int) -> bool:
    """Whether a quotation is made of whole sentences."""
    starts = reading.sentences[reading.sentence_of(opening)][0] == opening
    return starts and (past >= len(reading) or reading.sentence_of(past) != reading.sentence_of(past - 1))


def _adjoins(reading: Reading, last: int, opening: int) -> bool:
    return reading.sentence_of(opening) - reading.sentence_of(min(last, len(reading) - 1)) <= 1


def _same_paragraph(reading: Reading, start: int, end: int) -> bool:
    return "\n" not in reading.text[start:end]


def _told_before(
    quoted: Quoted, indirect: tuple[Attribution, ...], opening: int
) -> tuple[tuple[int, ...], Span | None]:
    """The speaker of the sentence before, or of the words before a colon: who is quoted next."""
    reading = quoted.reading
    sentence = reading.sentence_of(opening)
    start = reading.sentences[sentence][0]
    if sentence > 0 and (opening == start or reading.words[opening - 1] != ":"):
        if not _same_paragraph(reading, reading.analysis.starts[start - 1], reading.analysis.starts[opening]):
            return (), None
        sentence -= 1
    first, last = reading.sentences[sentence]
    last = min(last, opening)
    before = [a for a in indirect if a.cue_token is not None and a.source and first <= a.cue_token < last]
    if before:
        return before[-1].source, before[-1].source_span
    root = next((t for t in range(first, last) if reading.heads[t] == ROOT), None)
    head = sources(reading, root) if root is not None else ()
    return head, source_span(reading, head)


def _attribution(speech: Speech) -> Attribution:
    version = cue_rules()[0].version
    return Attribution(
        speech.rule,
        version,
        speech.score,
        speech.stance,
        speech.cue_token,
        speech.cue,
        speech.source,
        speech.source_span,
        tuple(speech.spans),
        "direct",
        speech.addressed,
    )
