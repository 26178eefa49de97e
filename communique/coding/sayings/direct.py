"""Who speaks between the quotation marks.

A quotation is speech when it holds a clause and is set off from the sentence around it. Its speaker is looked
for behind it (“…,” she said), before it (she said: “…”), and else in what the paragraph has just told: a
quotation that nobody introduces goes on with the speaker before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.coding.clauses import is_passive
from communique.coding.quotations import Quotation
from communique.coding.reading import Reading
from communique.coding.sayings.attributions import Attribution, addressed, cue_span
from communique.coding.sayings.contents import Quoted
from communique.coding.sayings.cues import cue_rules
from communique.coding.sayings.introductions import (
    cue_before,
    cue_behind,
    extent_of,
    is_speech,
    quoting_rules,
)
from communique.coding.sayings.labels import signature
from communique.coding.sayings.speakers import (
    nearest_name,
    quoted_person,
    quoting_outlet,
    source_span,
    sources,
)
from communique.records import ROOT, Span

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
        extent = extent_of(quoted, number)
        if extent is None or not is_speech(quoted, number, extent):
            continue
        if quotation.resumes and speeches:
            _go_on(speeches[-1], quotation, extent)
            cue = cue_behind(quoted, number, extent)
            if cue is not None and speeches[-1].cue_token is None:
                _introduce(reading, speeches[-1], cue, extent)
            continue
        cue = cue_behind(quoted, number, extent) or cue_before(quoted, number, extent)
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


def _go_on(speech: Speech, quotation: Quotation, extent: tuple[int, int]) -> None:
    speech.spans.append(quotation.inner)
    speech.last = max(speech.last, extent[1] - 1)


def _introduce(reading: Reading, speech: Speech, cue: int, extent: tuple[int, int]) -> None:
    """Enter the cue, its rule and its source."""
    rule = quoting_rules(reading, cue)[0]
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
    signed = signature(quoted, extent[1])
    if not (introduced or signed or quotation.left_open or _is_whole(reading, opening, extent[1])):
        return
    if speeches and not (introduced or signed) and _adjoins(reading, speeches[-1].last, opening):
        before = speeches[-1]
        if _same_paragraph(reading, before.spans[-1].end, quotation.outer.start):
            _go_on(before, quotation, extent)
            return
        source, span = before.source, before.source_span
    else:
        source, span = _told_before(quoted, indirect, opening)
    if signed:
        source, span = signed, source_span(reading, signed)
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
