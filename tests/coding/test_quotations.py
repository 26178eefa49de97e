"""Quotation marks are paired as a newspaper reader pairs them."""

from __future__ import annotations

import pytest

from communique.coding.quotations import find_quotations, paragraphs

CASES = [
    ("“We agree,” she said, “for now.”", ["We agree,", "for now."]),
    ('"We agree," she said.', ["We agree,"]),
    ("«We agree», she said.", ["We agree"]),
    ("``We agree,'' she said.", ["We agree,"]),
    ("''We agree,'' she said, ''for now.''", ["We agree,", "for now."]),
    ("The envoy’s aide said ‘we agree’ twice.", ["we agree"]),
    ("The envoy's aide said 'the ministers' talks went well' twice.", ["the ministers' talks went well"]),
    ("The ministers' talks and the envoys' dinner.", []),
    ("“He told me ‘never again’ and left,” she said.", ["He told me ‘never again’ and left,"]),
    ("It has “rumors” that are “untrue.”", ["rumors", "untrue."]),
    ("“One. Two? Three!” he said.", ["One. Two? Three!"]),
    ('“One," he said, "two.”', ["One,", "two."]),
    ("The 6'2\" guard stood there.", []),
    ("A stray ” and no more.", []),
    ("“First paragraph.\n\n“Second paragraph.”\n\nEnd.", ["First paragraph.", "Second paragraph."]),
    ("He said: “It goes on\nover the line.”", ["It goes on\nover the line."]),
    ("He said: “Never closed.\n\nNext paragraph.", ["Never closed."]),
    ("A “stray mark and “a word” later.", ["a word"]),
    ("Nothing “” between.", []),
    ("Don't tell 'em it's the 'old' road.", ["old"]),
    ("“A“, he said, “b“.", ["A", "b"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_outermost_pairs_are_found(text: str, expected: list[str]) -> None:
    assert [quotation.inner.cut(text) for quotation in find_quotations(text)] == expected


def test_a_quotation_over_paragraphs_says_where_it_goes_on() -> None:
    found = find_quotations("“One.\n\n“Two.\n\n“Three,” he said. “Four.”")
    assert [(q.left_open, q.resumes) for q in found] == [
        (True, False),
        (True, True),
        (False, True),
        (False, False),
    ]


def test_the_outer_span_includes_the_marks() -> None:
    text = "so “ so ” so"
    (found,) = find_quotations(text)
    assert (found.outer.cut(text), found.inner.cut(text)) == ("“ so ”", "so")


def test_paragraphs_end_at_empty_lines_and_after_sentences() -> None:
    text = "One line\nwrapped.\nTwo.\n\nThree"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One line\nwrapped.", "Two.", "Three"]
