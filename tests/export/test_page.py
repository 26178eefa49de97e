"""The page people read: everything is on it, it fits the width, and nothing in a report can disturb it."""

from __future__ import annotations

import io

import pytest
from builder import hostile_report, ministers_meet, quiet_report, unreadable_report
from rich.cells import cell_len

from communique.export import table
from communique.records import CodedDocument

WIDTHS = [80, 100, 140]


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def printed(*documents: CodedDocument, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    table.write(iter(documents), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "Defence ministers of Orvania and Tavia meet in Port Elin",
        "Elin Courier · 2024-05-15",
        "Who is who",
        "Orvanian Defence Minister",
        "What happened",
        "CONSULT · actual · 2024-05-14 (relative: “on Tuesday”)",
        "Lena Marsk (ORV) ↔ Jorun Belaš (TAV)",
        "in Port Elin, ORV · according to Orvapress (ORV)",
        "AGREE · actual · 2024-05-08 to 2024-05-15 (from the publication date)",
        "CONSULT visit · future · 2024-06 (relative: “next month”)",
        "Jorun Belaš (TAV) → Orvania (ORV)",
        "Orvanian troops had «shelled» the border town of Wyk",
        "Who said what",
        "Lena Marsk (ORV) «told» · direct · asserts",
        "Lena Marsk (ORV) «denied» · indirect · denies",
        "disputes: “Orvanian troops had shelled the border town of Wyk”",
        "talks · minister level · actual · 2024-05-14 · in Port Elin, ORV",
        "visitor: Jorun Belaš (TAV) · host: Lena Marsk (ORV)",
        "memorandum · signed · actual",
        "about: mine clearance",
        "! dates: the year of",
        "1 report, 4 sentences: 6 actors, 4 events, 3 statements, 1 meeting, 1 agreement, 1 problem",
        "Events: 2 actual, 1 future, 1 negated; 2 CONSULT, 1 AGREE, 1 ASSAULT",
    ],
)
def test_everything_is_on_the_page(words: str, coded: CodedDocument) -> None:
    assert words in printed(coded)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = printed(ministers_meet(), hostile_report(), *[ministers_meet()] * 5).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_a_report_without_events_says_what_was_looked_at(
    quiet: CodedDocument, unreadable: CodedDocument
) -> None:
    assert "No codable event found in 3 sentences." in printed(quiet)
    assert "1 report, 3 sentences: nothing found" in printed(quiet)
    could_not = printed(unreadable)
    assert "Could not be coded" in could_not
    assert "the file ends in the middle; fetch it again (broken.pdf)" in could_not
    assert "No codable event" not in could_not
    assert "1 report could not be coded" in could_not


def test_many_reports_take_a_line_an_event() -> None:
    page = printed(*[ministers_meet()] * 4, quiet_report(), unreadable_report())
    assert "Who is who" not in page
    assert page.count("CONSULT visit          future   2024-06 ") == 4
    assert page.count("6 actors, 3 statements, 1 meeting, 1 agreement\n") == 4
    assert "6 reports, 19 sentences: 24 actors, 16 events" in page


def test_nothing_is_printed_for_no_reports() -> None:
    assert printed() == ""


def test_plain_when_piped_and_coloured_on_a_terminal(
    coded: CodedDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in printed(coded)
    coloured = printed(coded, stream=Terminal())
    assert "\x1b[1;31mnegated" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in printed(coded, stream=Terminal())


def test_a_report_cannot_move_the_cursor_or_use_markup() -> None:
    page = printed(hostile_report(), stream=Terminal())
    assert "\x1b[31mred" not in page
    assert '[bold]"Title", with line end[/bold]' in page


def test_no_line_ends_in_blanks(coded: CodedDocument) -> None:
    assert not [line for line in printed(coded).splitlines() if line.endswith(" ")]
