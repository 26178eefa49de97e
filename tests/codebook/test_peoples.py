"""Peoples that tell a country, and names of places as datelines print them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from communique.codebook import countries, country_of_demonym, lookup, states_of_people
from communique.errors import CodebookError

peoples = import_module("communique.codebook.peoples")


def test_peoples_of_one_state_and_of_several() -> None:
    assert states_of_people("Chechens") == ("RUS",)
    assert {"MLI", "NER"} <= set(states_of_people("Tuareg"))
    assert states_of_people("Tuesday") == ()


def test_no_people_is_that_of_a_whole_state() -> None:
    assert [name for name in peoples.peoples() if country_of_demonym(name)] == []
    assert {code for states in peoples.peoples().values() for code in states} <= set(countries())


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("A\tMAL", "line 2: unknown country 'MAL'"),
        ("A\tMLI|", "line 2: unknown country ''"),
        ("A\tMLI\nA\tNER", "line 3: the people 'A' stands twice"),
    ],
)
def test_wrong_peoples_are_told_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, why: str
) -> None:
    (tmp_path / "peoples.tsv").write_text(f"name\tcountries\n{rows}\n", "utf-8")
    monkeypatch.setattr(peoples, "ACTORS", tmp_path)
    with pytest.raises(CodebookError, match=why):
        peoples.peoples.__wrapped__()


@pytest.mark.parametrize(
    ("printed", "country"),
    [
        ("PHNOM PENH", "KHM"),
        ("PORT-AU-PRINCE", "HTI"),
        ("N’DJAMENA", "TCD"),
        ("SANA'A", "YEM"),
        ("RIO DE JANEIRO", "BRA"),
    ],
)
def test_places_in_capitals_are_those_of_the_dateline(printed: str, country: str) -> None:
    assert lookup(printed)[0].country == country


@pytest.mark.parametrize(
    ("name", "country"), [("Orissa", "IND"), ("Heilongjiang", "CHN"), ("Cologne", "DEU"), ("Raqqa", "SYR")]
)
def test_regions_and_towns_go_by_the_names_that_news_has(name: str, country: str) -> None:
    assert lookup(name)[0].country == country


def test_a_bare_point_of_the_compass_is_no_place() -> None:
    assert lookup("South") == lookup("Center") == ()
