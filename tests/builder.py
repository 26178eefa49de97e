"""Coded reports built by hand, for tests that need records and no model.

    draft = report("Defence Minister Ana Roth visited Ankara.", published="2024-05-02")
    roth = draft.actor("Ana Roth", country="DEU", titles=("Defence Minister",))
    draft.event("visited", "CONSULT", "visit", actors=[roth])
    coded = draft.coded()

Words are found in the text; where they occur more than once, `nth` says which occurrence is meant ("roth#2"
in lists of words). Everything that is not given has a plain default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from communique.records import (
    Actor,
    Agreement,
    CodedDocument,
    Document,
    Event,
    Evidence,
    Meeting,
    Mention,
    Office,
    Origin,
    Place,
    Problem,
    Span,
    Statement,
    When,
)

ORIGIN = Origin("hand", "1", 1.0)
UNKNOWN = When(None, None, "unknown", "unknown")
QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}


def report(text: str, **fields: Any) -> Draft:
    """A draft to which records are added; `fields` are those of Document."""
    return Draft(Document(text, **fields))


@dataclass
class Draft:
    """A coded document in the making: each method adds a record and returns it."""

    document: Document
    actors: list[Actor] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def coded(self) -> CodedDocument:
        """The finished document."""
        lists = (self.actors, self.events, self.statements, self.meetings, self.agreements, self.problems)
        return CodedDocument(self.document, *(tuple(records) for records in lists))

    def span(self, words: str, nth: int = 1) -> Span:
        """Where `words` stand for the `nth` time; "words#2" is the second time."""
        words, _, number = words.partition("#")
        start = -1
        for _ in range(int(number or nth)):
            start = self.document.text.index(words, start + 1)
        return Span(start, start + len(words))

    def spans(self, *words: str) -> tuple[Span, ...]:
        """One span for each."""
        return tuple(self.span(item) for item in words)

    def evidence(self, *words: str) -> Evidence:
        """Evidence in these words."""
        return Evidence(self.spans(*words))

    def actor(
        self,
        name: str,
        kind: str = "person",
        *,
        label: str | None = None,
        country: str | None = None,
        sectors: Sequence[str] = (),
        titles: Sequence[str] = (),
        also: Sequence[tuple[str, str]] = (),
    ) -> Actor:
        """An actor; `also` are further mentions as (words, form)."""
        span = self.span(name)
        forms = [(name, "name"), *also]
        mentions = [Mention(self.span(w).start, self.span(w).end, form) for w, form in forms]
        actor = Actor(
            self.document.id,
            span,
            label or name.partition("#")[0],
            tuple(sorted(mentions)),
            kind,
            country,
            tuple(sectors),
            tuple(self.office(title, country=country) for title in titles),
            Evidence((span,)),
            ORIGIN,
        )
        self.actors.append(actor)
        return actor

    def office(self, title: str, *, country: str | None = None, former: bool = False) -> Office:
        """A title, for `actor`."""
        span = self.span(title)
        role = title.partition("#")[0].lower()
        return Office(span, role, None, country, None, former, Evidence((span,)), ORIGIN)

    def when(self, words: str | None, earliest: str, latest: str | None = None, **fields: str) -> When:
        """An interval of days; `fields` are `precision` (day) and `basis` (stated)."""
        span = self.span(words) if words else None
        known = {"precision": "day", "basis": "stated", **fields}
        return When(earliest, latest or earliest, known["precision"], known["basis"], span)

    def place(self, words: str, country: str | None = None, **fields: Any) -> Place:
        """A place; `fields` are `latitude`, `longitude` and `geonames`."""
        known = {"latitude": None, "longitude": None, "geonames": None, **fields}
        return Place(self.span(words), words.partition("#")[0], country, **known)

    def event(
        self,
        trigger: str,
        type: str,
        mode: str | None = None,
        *,
        status: str = "actual",
        actors: Sequence[Actor] = (),
        recipients: Sequence[Actor] = (),
        when: When = UNKNOWN,
        where: Place | None = None,
        said_by: Statement | None = None,
        contexts: Sequence[str] = (),
        score: float = 0.0,
        cameo: str | None = None,
        evidence: Sequence[str] = (),
    ) -> Event:
        """An event resting on its trigger, or on the words given as evidence."""
        span = self.span(trigger)
        event = Event(
            self.document.id,
            type,
            mode,
            tuple(contexts),
            status,
            span,
            tuple(actor.id for actor in actors),
            tuple(actor.id for actor in recipients),
            when,
            where,
            said_by.id if said_by else None,
            QUADS[type],
            score,
            cameo,
            self.evidence(*evidence) if evidence else Evidence((span,)),
            ORIGIN,
        )
        self.events.append(event)
        return event

    def statement(
        self,
        *content: str,
        speaker: Actor | None = None,
        cue: str | None = None,
        directness: str = "indirect",
        stance: str = "asserts",
        relayed_by: Actor | None = None,
        disputes: Sequence[str] = (),
    ) -> Statement:
        """A statement of these words."""
        statement = Statement(
            self.document.id,
            speaker.id if speaker else None,
            self.span(cue) if cue else None,
            self.spans(*content),
            directness,
            relayed_by.id if relayed_by else None,
            stance,
            self.spans(*disputes),
            self.evidence(*content),
            ORIGIN,
        )
        self.statements.append(statement)
        return statement

    def meeting(
        self,
        *events: Event,
        form: str = "talks",
        participants: Sequence[Actor] = (),
        visitors: Sequence[Actor] = (),
        hosts: Sequence[Actor] = (),
        level: str = "unknown",
        topics: Sequence[str] = (),
    ) -> Meeting:
        """A meeting with the place and status of its first event; visitors and hosts also participate."""
        everybody = dict.fromkeys(actor.id for actor in [*visitors, *hosts, *participants])
        meeting = Meeting(
            self.document.id,
            tuple(everybody),
            tuple(actor.id for actor in visitors),
            tuple(actor.id for actor in hosts),
            events[0].where,
            level,
            form,
            self.spans(*topics),
            events[0].status,
            tuple(event.id for event in events),
            events[0].evidence,
            ORIGIN,
        )
        self.meetings.append(meeting)
        return meeting

    def agreement(
        self,
        name: str,
        kind: str = "agreement",
        *,
        stage: str = "signed",
        status: str = "actual",
        parties: Sequence[Actor] = (),
        subject: str | None = None,
        events: Sequence[Event] = (),
    ) -> Agreement:
        """An agreement."""
        agreement = Agreement(
            self.document.id,
            self.span(name),
            tuple(actor.id for actor in parties),
            kind,
            self.span(subject) if subject else None,
            stage,
            status,
            tuple(event.id for event in events),
            self.evidence(name),
            ORIGIN,
        )
        self.agreements.append(agreement)
        return agreement

    def problem(self, step: str, where: str, why: str, *, fatal: bool = False) -> Problem:
        """Something set aside."""
        problem = Problem(step, where, why, fatal)
        self.problems.append(problem)
        return problem


TEXT = """\
Orvanian Defence Minister Lena Marsk met her Tavian counterpart Jorun Belaš in Port Elin on Tuesday, the \
state agency Orvapress reported. The two ministers signed a memorandum on mine clearance, and Belaš is due \
to visit Orvania next month.

“We will not take part in any blockade,” Marsk told reporters. She denied that Orvanian troops had shelled \
the border town of Wyk in 2021.
"""


def ministers_meet() -> CodedDocument:
    """A report with an entry of every kind, of four statuses; countries and codes are invented."""
    draft = report(
        TEXT,
        title="Defence ministers of Orvania and Tavia meet in Port Elin",
        source="Elin Courier",
        url="https://example.org/elin/1?a=b&c=d",
        language="en",
        published="2024-05-15",
        licence="CC0-1.0",
        file="reports/elin.txt",
    )
    marsk = draft.actor(
        "Lena Marsk",
        country="ORV",
        titles=("Orvanian Defence Minister",),
        also=(("Marsk#2", "name"), ("She", "pronoun")),
    )
    belas = draft.actor("Jorun Belaš", country="TAV", titles=("counterpart",), also=(("Belaš#2", "name"),))
    agency = draft.actor("Orvapress", "media", country="ORV", also=(("state agency", "description"),))
    orvania = draft.actor("Orvania#2", "state", label="Orvania", country="ORV")
    troops = draft.actor("Orvanian troops", "military", country="ORV")
    town = draft.actor("border town of Wyk", "people", label="Wyk")
    said = draft.statement(
        "Orvanian Defence Minister Lena Marsk met her Tavian counterpart Jorun Belaš in Port Elin on Tuesday",
        speaker=agency,
        cue="reported",
    )
    met = draft.event(
        "met",
        "CONSULT",
        actors=[marsk, belas],
        when=draft.when("on Tuesday", "2024-05-14", basis="relative"),
        where=draft.place("Port Elin", "ORV", latitude=12.5, longitude=-3.25, geonames=99),
        said_by=said,
        score=3.5,
        cameo="040",
    )
    signed = draft.event(
        "signed",
        "AGREE",
        actors=[marsk, belas],
        when=draft.when(None, "2024-05-08", "2024-05-15", precision="interval", basis="publication"),
    )
    draft.event(
        "visit",
        "CONSULT",
        "visit",
        status="future",
        actors=[belas],
        recipients=[orvania],
        when=draft.when("next month", "2024-06-01", "2024-06-30", precision="month", basis="relative"),
        cameo="042",
    )
    draft.statement("We will not take part in any blockade", speaker=marsk, cue="told", directness="direct")
    denial = draft.statement(
        "Orvanian troops had shelled the border town of Wyk in 2021",
        speaker=marsk,
        cue="denied",
        stance="denies",
        disputes=("Orvanian troops had shelled the border town of Wyk",),
    )
    draft.event(
        "shelled",
        "ASSAULT",
        "heavy-weapons",
        status="negated",
        actors=[troops],
        recipients=[town],
        when=draft.when("in 2021", "2021-01-01", "2021-12-31", precision="year"),
        said_by=denial,
        score=-9.0,
        cameo="194",
    )
    draft.meeting(met, visitors=[belas], hosts=[marsk], level="minister", topics=("mine clearance",))
    draft.agreement(
        "memorandum", "memorandum", parties=[marsk, belas], subject="mine clearance", events=[signed]
    )
    draft.problem("dates", "character 180", "the year of “next month” follows from the publication date only")
    return draft.coded()


def quiet_report() -> CodedDocument:
    """A report in which nothing is to be found, and of which little is known."""
    return report("The museum opens at nine. Tickets are sold at the door. It closes at five.").coded()


def unreadable_report() -> CodedDocument:
    """A file that could not be read."""
    draft = report("", file="broken.pdf")
    draft.problem("reading", "broken.pdf", "the file ends in the middle; fetch it again", fatal=True)
    return draft.coded()


def hostile_report() -> CodedDocument:
    """Texts that break careless writers: formulas, markup, escapes, line ends, quotes, other scripts."""
    draft = report(
        '=HYPERLINK("x") accused @SUM(1) of \x1b[31mred\x1b[0m lies;\n'
        "then <script>alert(1)</script> 北京 said: “مرحبا”.",
        title='[bold]"Title", with \n line end[/bold]',
        source="+cmd|' /C calc'!A0",
        file="-1.txt",
    )
    first = draft.actor('=HYPERLINK("x")', "unknown")
    second = draft.actor("@SUM(1)", "unknown")
    third = draft.actor("<script>alert(1)</script> 北京", "unknown", label="<script>;北京")
    draft.event("accused", "ACCUSE", actors=[first, third], recipients=[second])
    draft.statement("\x1b[31mred\x1b[0m lies;\nthen", "مرحبا", speaker=third, cue="said", directness="mixed")
    return draft.coded()
