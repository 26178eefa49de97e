"""The sentence around an entry, looked for in the text where the evidence does not give it."""

from __future__ import annotations

import pytest
from builder import report

from communique.export.sentences import sentence_of, sentences

CASES = [
    ("One. Two? Three!", ["One.", "Two?", "Three!"]),
    ("Mr. Smith met Gen. J. Doe. They talked.", ["Mr. Smith met Gen. J. Doe.", "They talked."]),
    ("U.S. troops left on Jan. 5 at 5 p.m. local time. Nobody was hurt.", 2),
    ("He said: “We go. We stay.” Then he left.", ["He said: “We go.", "We stay.”", "Then he left."]),
    ("Losses rose 3.5 percent. That was all", ["Losses rose 3.5 percent.", "That was all"]),
    (
        "A headline without a stop\n\nThe first sentence.",
        ["A headline without a stop", "The first sentence."],
    ),
    ("双方会谈。随后离开。", ["双方会谈。", "随后离开。"]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences(text: str, expected: list[str] | int) -> None:
    found = [span.cut(text) for span in sentences(text)]
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_evidence_wider_than_the_trigger_is_the_sentence() -> None:
    draft = report("They met. Then they signed it, and left.")
    narrow = draft.event("signed", "AGREE")
    coded = draft.coded()
    assert coded.cut(sentence_of(coded, narrow)) == "Then they signed it, and left."
    wide = draft.event("left", "RETREAT", evidence=["signed it, and left"])
    coded = draft.coded()
    assert coded.cut(sentence_of(coded, wide)) == "signed it, and left"
