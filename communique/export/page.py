"""The parts of the page a person reads, one function a section, each giving something rich can print."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.export.sentences import sentence_of
from communique.export.words import (
    STATUS_MEANS,
    clean,
    code_of,
    counted,
    dated,
    days,
    heading,
    located,
    names,
    nothing,
    provenance,
    quoted,
    said_by,
    spoken,
    when_of,
    who,
    who_whom,
)
from communique.records import Actor, Agreement, CodedDocument, Event, Meeting, Problem, Span, Statement

STATUS_STYLE = {
    "actual": "bold green",
    "historical": "blue",
    "future": "bold cyan",
    "hypothetical": "yellow",
    "negated": "bold red",
}
STANCE_STYLE = {"asserts": "", "denies": "bold red", "doubts": "yellow"}
HEADING = "bold underline"
REACH = 240  # characters of a very long sentence shown on either side of its trigger


def full_page(coded: CodedDocument) -> Iterator[RenderableType]:
    """Everything coded from one report."""
    yield title(coded)
    if coded.actors:
        yield _section("Who is who", who_is_who(coded))
    if coded.events:
        yield _section("What happened", _numbered([_event(coded, event) for event in coded.events]))
    else:
        yield _indented(Text(nothing(coded), "italic"))
    if coded.statements:
        yield _section("Who said what", _numbered([_statement(coded, item) for item in coded.statements]))
    if coded.meetings:
        yield _section("Meetings", _numbered([_meeting(coded, item) for item in coded.meetings]))
    if coded.agreements:
        yield _section("Agreements", _numbered([_agreement(coded, item) for item in coded.agreements]))
    if coded.problems:
        yield _section("Problems", Group(*(_problem(problem) for problem in coded.problems)))


def compact_page(coded: CodedDocument) -> Iterator[RenderableType]:
    """One report in a few lines: an event a line, the rest counted."""
    yield title(coded)
    if coded.events:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for event in coded.events:
            code, status = Text(code_of(event), "bold"), _status(event.status)
            grid.add_row(code, status, days(event.when), Text(who_whom(coded, event)))
        yield _indented(grid)
    else:
        yield _indented(Text(nothing(coded), "italic"))
    rest = (
        (len(coded.actors), "actor"),
        (len(coded.statements), "statement"),
        (len(coded.meetings), "meeting"),
        (len(coded.agreements), "agreement"),
    )
    if any(number for number, _ in rest):
        yield _indented(Text(", ".join(counted(number, noun) for number, noun in rest if number), "dim"))
    for problem in coded.problems:
        yield _indented(_problem(problem))


def title(coded: CodedDocument) -> RenderableType:
    """Headline, and below it outlet, date and file."""
    return Group(Text(heading(coded.document), "bold reverse"), Text(provenance(coded.document), "dim"))


def legend() -> Text:
    """What colours and signs mean."""
    text = Text("Status: ", "dim")
    for number, (status, meaning) in enumerate(STATUS_MEANS.items()):
        text.append(" · " if number else "", "dim").append(status, STATUS_STYLE[status])
        text.append(f" ({meaning})", "dim")
    return text.append(". → who to whom, ↔ with each other, «word» what the entry rests on.", "dim")


def who_is_who(coded: CodedDocument) -> Table:
    """The actors, with what the report says they are."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim", padding=(0, 1))
    table.add_column("name", style="bold", ratio=3)
    table.add_column("what", ratio=2)
    table.add_column("country", no_wrap=True)
    table.add_column("office", ratio=4)
    table.add_column("also called", ratio=4, style="dim")
    table.add_column("times", justify="right", no_wrap=True)
    for actor in coded.actors:
        table.add_row(
            Text(clean(actor.label)),
            Text(spoken(actor.kind)),
            actor.country or "",
            Text(_offices(coded, actor)),
            Text(_also(coded, actor)),
            str(len(actor.mentions)),
        )
    return table


def _offices(coded: CodedDocument, actor: Actor) -> str:
    titles = [
        f"{'former ' if office.former else ''}{clean(coded.cut(office.title))}" for office in actor.offices
    ]
    return "; ".join(dict.fromkeys(titles))


def _also(coded: CodedDocument, actor: Actor) -> str:
    forms = [clean(coded.cut(mention)) for mention in actor.mentions if mention.form != "pronoun"]
    known = {actor.label.casefold()}
    kept = [form for form in dict.fromkeys(forms) if form.casefold() not in known]
    return ", ".join(kept[:4]) + (", …" if len(kept) > 4 else "")


def _event(coded: CodedDocument, event: Event) -> RenderableType:
    head = Text().append(code_of(event), "bold").append(" · ", "dim").append_text(_status(event.status))
    head.append(" · ", "dim").append(dated(coded, event.when))
    where = f"in {located(event.where)}" if event.where else None
    context = ", ".join(spoken(context) for context in event.contexts)
    rest = " · ".join(part for part in (where, said_by(coded, event), context) if part)
    sentence = sentence_of(coded, event)
    return Group(
        head,
        Text(who_whom(coded, event)),
        *([Text(rest, "dim")] if rest else []),
        _marked(coded, sentence, event.trigger),
    )


def _statement(coded: CodedDocument, statement: Statement) -> RenderableType:
    speaker = who(coded.actor(statement.speaker)) if statement.speaker else "somebody not named"
    head = Text().append(speaker, "bold")
    if statement.cue:
        head.append(f" «{clean(coded.cut(statement.cue))}»", "bold magenta")
    head.append(f" · {statement.directness} · ", "dim")
    head.append(statement.stance, STANCE_STYLE[statement.stance])
    if statement.relayed_by:
        head.append(f" · relayed by {who(coded.actor(statement.relayed_by))}", "dim")
    lines = [head, Text(f"“{quoted(coded, statement.content)}”", "italic")]
    if statement.disputes:
        lines.append(Text(f"disputes: “{quoted(coded, statement.disputes)}”", "red"))
    return Group(*lines)


def _meeting(coded: CodedDocument, meeting: Meeting) -> RenderableType:
    when = when_of(coded, meeting)
    level = "" if meeting.level == "unknown" else f" · {meeting.level} level"
    head = (
        Text().append(meeting.form, "bold").append(f"{level} · ", "dim").append_text(_status(meeting.status))
    )
    head.append(" · ", "dim").append(days(when) if when else "date not known")
    if meeting.place:
        head.append(" · ", "dim").append(f"in {located(meeting.place)}")
    others = tuple(i for i in meeting.participants if i not in meeting.visitors + meeting.hosts)
    roles = (("visitor", meeting.visitors), ("host", meeting.hosts), ("with", others))
    lines = [head, Text(" · ".join(f"{role}: {names(coded, ids)}" for role, ids in roles if ids))]
    if meeting.topics:
        lines.append(Text("about: " + "; ".join(clean(coded.cut(span)) for span in meeting.topics), "italic"))
    return Group(*lines)


def _agreement(coded: CodedDocument, agreement: Agreement) -> RenderableType:
    name = clean(coded.cut(agreement.name))
    kind = " · " if agreement.kind in name.casefold() else f" · {agreement.kind} · "
    head = Text().append(name, "bold").append(kind, "dim").append(spoken(agreement.stage), "bold")
    head.append(" · ", "dim").append_text(_status(agreement.status))
    lines = [head, Text(names(coded, agreement.parties) or "parties not named")]
    if agreement.subject:
        lines.append(Text(f"about: {clean(coded.cut(agreement.subject))}", "italic"))
    return Group(*lines)


def _problem(problem: Problem) -> Text:
    style = "bold red" if problem.fatal else "yellow"
    return (
        Text().append(f"! {problem.step}: ", style).append(f"{clean(problem.why)} ({clean(problem.where)})")
    )


def _status(status: str) -> Text:
    return Text(status, STATUS_STYLE[status])


def _marked(coded: CodedDocument, sentence: Span, trigger: Span) -> Text:
    text = coded.document.text
    start, end = max(sentence.start, trigger.start - REACH), min(sentence.end, trigger.end + REACH)
    before, after = text[start : trigger.start], text[trigger.end : end]
    marked = Text("“" + ("… " if start > sentence.start else ""), "italic")
    marked.append(_kept_spaces(before)).append(f"«{clean(coded.cut(trigger))}»", "bold reverse")
    return marked.append(_kept_spaces(after)).append(("…" if end < sentence.end else "") + "”")


def _kept_spaces(text: str) -> str:
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{clean(text)}{trail}"


def _numbered(items: list[RenderableType]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for number, item in enumerate(items, start=1):
        grid.add_row(f"{number}.", Padding(item, (0, 0, 1 if number < len(items) else 0, 0)))
    return grid


def _section(name: str, body: RenderableType) -> RenderableType:
    return Group(Text(), Text(name, HEADING), _indented(body))


def _indented(body: RenderableType) -> RenderableType:
    return Padding(body, (0, 0, 0, 2))
