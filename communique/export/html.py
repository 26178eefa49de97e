"""One coded report as a piece of HTML for notebooks: the text with its entries marked, the events below.

Self-contained: no scripts, nothing fetched. Everything that comes from the report is escaped. Colours are
translucent and the text keeps the colour of the page, so that dark notebooks stay readable.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from communique.export import words
from communique.records import CodedDocument, Event, Span

STYLE = """
.communique { max-width: 52em; line-height: 1.7; }
.communique h3 { margin: .2em 0 0; } .communique .from { opacity: .65; margin-bottom: .6em; }
.communique .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.communique .actor { background: rgba(66, 133, 244, .22); border-radius: 2px; }
.communique .event { background: rgba(244, 160, 0, .45); font-weight: 600; border-radius: 2px; }
.communique .statement { border-bottom: 2px dotted rgba(126, 87, 194, .9); }
.communique .cue { color: rgb(126, 87, 194); font-weight: 600; }
.communique .date { background: rgba(52, 168, 83, .25); border-radius: 2px; }
.communique .place { background: rgba(0, 172, 193, .22); border-radius: 2px; }
.communique .agreement { text-decoration: underline double rgba(216, 27, 96, .8); }
.communique table { margin-top: .8em; border-collapse: collapse; font-size: .92em; }
.communique th, .communique td { text-align: left; padding: .15em .8em .15em 0; vertical-align: top; }
.communique .negated, .communique .fatal { color: rgb(211, 47, 47); }
.communique .legend span { margin-right: .8em; padding: 0 .2em; }
"""
KINDS = ("actor", "event", "statement", "cue", "date", "place", "agreement")


@dataclass(frozen=True)
class Mark:
    """A stretch of text that belongs to an entry: its kind (one of KINDS) and what the tooltip says."""

    span: Span
    kind: str
    tip: str


def to_html(coded: CodedDocument) -> str:
    """The report and what was coded from it as one HTML element."""
    title, source = words.heading(coded.document), words.provenance(coded.document)
    parts = [
        f"<style>{STYLE}</style>",
        f"<h3>{escape(title)}</h3>",
        f'<div class="from">{escape(source)}</div>',
        f'<div class="text" dir="auto">{marked_text(coded.document.text, list(marks(coded)))}</div>',
        _legend(),
        _events(coded),
        *(_problem(problem.why, fatal=problem.fatal) for problem in coded.problems),
    ]
    return f'<div class="communique">{"".join(parts)}</div>'


def show(coded: CodedDocument) -> None:
    """Show a report: in a notebook as HTML, elsewhere as the page that `communique code` prints."""
    display = _notebook_display()
    if display is None:
        from communique.export import table

        table.write([coded], sys.stdout)
    else:
        display({"text/html": to_html(coded), "text/plain": repr(coded.document.title)}, raw=True)


def marks(coded: CodedDocument) -> Iterator[Mark]:
    """Every stretch of text that an entry names."""
    for actor in coded.actors:
        titles = ", ".join(coded.cut(office.title) for office in actor.offices)
        tip = " · ".join(part for part in (words.who(actor), words.spoken(actor.kind), titles) if part)
        yield from (Mark(mention, "actor", tip) for mention in (actor.name, *actor.mentions))
    for statement in coded.statements:
        speaker = words.who(coded.actor(statement.speaker)) if statement.speaker else "somebody not named"
        tip = f"said by {speaker} · {statement.directness} · {statement.stance}"
        yield from (Mark(span, "statement", tip) for span in statement.content)
        if statement.cue:
            yield Mark(statement.cue, "cue", tip)
    for event in coded.events:
        yield Mark(event.trigger, "event", _event(coded, event))
        if event.when.span:
            yield Mark(event.when.span, "date", words.dated(coded, event.when))
        if event.where:
            yield Mark(event.where.span, "place", words.located(event.where))
    for meeting in coded.meetings:
        if meeting.place:
            yield Mark(meeting.place.span, "place", words.located(meeting.place))
    for agreement in coded.agreements:
        parties = words.names(coded, agreement.parties)
        tip = f"{agreement.kind} · {words.spoken(agreement.stage)} · {parties}"
        yield Mark(agreement.name, "agreement", tip)


def marked_text(text: str, found: list[Mark]) -> str:
    """The text with the marks as spans; where marks overlap, the piece they share carries all of them."""
    borders = sorted({0, len(text), *(m.span.start for m in found), *(m.span.end for m in found)})
    opening = sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, mark.kind, mark.tip))
    pieces, active, waiting = [], list[Mark](), 0
    for start, end in pairwise(borders):
        active = [mark for mark in active if mark.span.end > start]
        while waiting < len(opening) and opening[waiting].span.start <= start:
            active.append(opening[waiting])
            waiting += 1
        pieces.append(_piece(text[start:end], active))
    return "".join(pieces)


def _piece(text: str, active: list[Mark]) -> str:
    if not active:
        return escape(text)
    kinds = " ".join(kind for kind in KINDS if any(mark.kind == kind for mark in active))
    tips = "\n".join(dict.fromkeys(mark.tip for mark in active))
    return f'<span class="{kinds}" title="{escape(tips)}">{escape(text)}</span>'


def _event(coded: CodedDocument, event: Event) -> str:
    return f"{words.code_of(event)} · {event.status} · {words.who_whom(coded, event)}"


def _events(coded: CodedDocument) -> str:
    if not coded.events:
        return f"<p>{escape(words.nothing(coded))}</p>"
    rows = ["<tr><th>what</th><th>status</th><th>who → whom</th><th>when</th><th>where</th></tr>"]
    for event in coded.events:
        cells = [words.code_of(event), event.status, words.who_whom(coded, event)]
        cells.append(words.dated(coded, event.when))
        cells.append(words.located(event.where) if event.where else "")
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr class="{event.status}">{row}</tr>')
    return f"<table>{''.join(rows)}</table>"


def _legend() -> str:
    names = "".join(f'<span class="{kind}">{kind}</span>' for kind in KINDS)
    return f'<div class="legend">{names}</div>'


def _problem(why: str, *, fatal: bool) -> str:
    return f'<p class="{"fatal" if fatal else "problem"}">! {escape(why)}</p>'


def _notebook_display() -> Callable[..., object] | None:
    """IPython's display function where a notebook kernel runs, else None. IPython is never imported first."""
    module: Any = sys.modules.get("IPython")
    shell = module.get_ipython() if module else None
    if shell is None or type(shell).__name__ == "TerminalInteractiveShell":
        return None
    display: Callable[..., object] = importlib.import_module("IPython.display").display
    return display
