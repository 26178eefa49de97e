"""The coder sees the same countries whichever a sentence names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.coding.neutral import neutral


def test_a_country_its_people_and_its_capital_become_one_other() -> None:
    words = ["Iraqi", "troops", "left", "Kuwait", ",", "and", "Iraqis", "cheered", "in", "Baghdad"]
    assert neutral(words) == [
        "Peruvian",
        "troops",
        "left",
        "Norway",
        ",",
        "and",
        "Peruvians",
        "cheered",
        "in",
        "Lima",
    ]


@pytest.mark.parametrize("word", ["turkey", "us", "jordan", "Jordanes", "polish"])
def test_words_that_name_no_country_stay(word: str) -> None:
    assert neutral([word]) == [word]


@given(st.lists(st.text(min_size=1)))
def test_there_are_as_many_words_as_before(words: list[str]) -> None:
    assert len(neutral(words)) == len(words)


def test_other_countries_get_the_same_scores() -> None:
    first, second = "Kenya shelled Somalia on Monday.", "Ghana shelled Angola on Monday."
    one, other = (
        communique.relate(t, source=(0, 5), target=(14, 14 + n)) for t, n in ((first, 7), (second, 6))
    )
    assert one == other
