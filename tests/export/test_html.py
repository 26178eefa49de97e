"""The notebook view: marked text that is safe to embed."""

from __future__ import annotations

import re
import sys
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from builder import hostile_report, ministers_meet, quiet_report, report, unreadable_report

from communique.export.html import Mark, marked_text, to_html
from communique.records import CodedDocument, Span

CASES = [
    ("abcdef", [], "abcdef"),
    ("abcdef", [(1, 3, "actor", "x")], 'a<span class="actor" title="x">bc</span>def'),
    (
        "abcdef",
        [(0, 6, "statement", "s"), (2, 4, "actor", "a")],
        '<span class="statement" title="s">ab</span><span class="actor statement" title="s\na">cd</span>'
        '<span class="statement" title="s">ef</span>',
    ),
    (
        "abcd",
        [(0, 3, "actor", "a"), (1, 4, "date", "d")],
        '<span class="actor" title="a">a</span><span class="actor date" title="a\nd">bc</span>'
        '<span class="date" title="d">d</span>',
    ),
    ("a<b", [(1, 2, "actor", '"&<')], 'a<span class="actor" title="&quot;&amp;&lt;">&lt;</span>b'),
    ("ab", [(0, 2, "actor", "x"), (0, 2, "actor", "x")], '<span class="actor" title="x">ab</span>'),
]


@pytest.mark.parametrize(("text", "spans", "expected"), CASES)
def test_marks_nest_and_overlap(text: str, spans: list[tuple[int, int, str, str]], expected: str) -> None:
    assert marked_text(text, [Mark(Span(a, b), kind, tip) for a, b, kind, tip in spans]) == expected


class Balance(HTMLParser):
    """Fails where a tag is closed that is not open; collects the tags it met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.met.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("make", [ministers_meet, quiet_report, unreadable_report, hostile_report])
def test_the_html_is_whole_and_self_contained(make: type[CodedDocument]) -> None:
    coded = make()  # type: ignore[call-arg]
    parser = Balance()
    parser.feed(to_html(coded))
    assert not parser.open
    assert not parser.met & {"script", "img", "link", "iframe", "object"}
    assert "url(" not in to_html(coded)


def test_the_whole_text_is_shown_unchanged(coded: CodedDocument) -> None:
    shown = re.search(r'<div class="text" dir="auto">(.*?)</div>', to_html(coded), re.DOTALL)
    assert shown
    assert unescape(re.sub(r"</?span[^>]*>", "", shown.group(1))) == coded.document.text


def test_nothing_found_is_said(quiet: CodedDocument) -> None:
    assert "No codable event found in 3 sentences." in to_html(quiet)


def test_a_coded_document_shows_itself(
    coded: CodedDocument, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert coded._repr_html_() == to_html(coded)
    coded.show()
    assert "What happened" in capsys.readouterr().out

    shown = []
    kernel = type("ZMQInteractiveShell", (), {})()
    fake = SimpleNamespace(get_ipython=lambda: kernel)
    display = SimpleNamespace(display=lambda data, raw: shown.append((data["text/html"], raw)))
    monkeypatch.setitem(sys.modules, "IPython", fake)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "IPython.display", display)  # type: ignore[arg-type]
    coded.show()
    assert shown == [(to_html(coded), True)]
    assert not capsys.readouterr().out


def test_a_report_in_another_direction_keeps_its_letters() -> None:
    text = "قال الوزير: «لن نشارك»."
    assert text in to_html(report(text).coded())
