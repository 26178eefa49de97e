"""Tables of organisations and places: every row is right, wrong rows are told by their line."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from communique.codebook import country_named, gazetteer, lookup
from communique.errors import CodebookError

organisations = import_module("communique.codebook.organisations")

HEAD = "name\tnames\tkind\tcountry\tsectors\tfrom\tto\n"


def written(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / name).write_text(text, "utf-8")
    module = organisations if name.startswith("org") else gazetteer
    monkeypatch.setattr(module, "ACTORS", folder)


def test_all_rows_of_ours_are_right() -> None:
    assert organisations.organisations.__wrapped__()["FARC"].country == "COL"
    assert gazetteer._own_list.__wrapped__()["Darfur"].country == "SDN"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A\t\tpartei\tMLI\tPTY\t\t", "line 2: unknown kind of actor 'partei'; did you mean 'party'"),
        ("A\t\tparty\tMAL\tPTY\t\t", "line 2: unknown country 'MAL'"),
        ("A\t\tparty\tMLI\tPTX\t\t", "line 2: unknown sector 'PTX'"),
        ("A\t\tparty\tMLI\tPTY\t90\tnow", "line 2: 'now' is no year"),
        ("A\tB\tparty\tMLI\tPTY\t\t\nB\t\tparty\tMLI\tPTY\t\t", "line 3: the name 'B' stands twice"),
    ],
)
def test_wrong_organisations_are_told_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, why: str
) -> None:
    written(tmp_path, "organisations.tsv", HEAD + row + "\n", monkeypatch)
    with pytest.raises(CodebookError, match=why):
        organisations.organisations.__wrapped__()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A\tMAL\t1\t2", "line 2: unknown country 'MAL'"),
        ("A\tMLI\tnorth\t2", "line 2: 'north' is no number of degrees"),
        ("A\tMLI\t91\t2", "line 2: 91 degrees are more than 90"),
        ("A\tMLI\t1\t2\nA\tMLI\t1\t2", "line 3: the place 'A' stands twice"),
    ],
)
def test_wrong_places_are_told_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, why: str
) -> None:
    written(tmp_path, "places.tsv", "name\tcountry\tlatitude\tlongitude\n" + row + "\n", monkeypatch)
    with pytest.raises(CodebookError, match=why):
        gazetteer._own_list.__wrapped__()


def test_zanzibar_is_a_place_of_tanzania() -> None:
    assert country_named("Zanzibar") is None
    assert lookup("Zanzibar")[0].country == "TZA"
