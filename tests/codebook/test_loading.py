"""Lines of entries in TOML files are found for error messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.codebook.loading import check_keys, fail, line_of, load, rows, shown
from communique.codebook.plover import FOLDER
from communique.errors import CodebookError

TEXT = '''\
type = "A"
text = """
[quads]
quad = 2
"""
quad = 9

[modes.third-party]  # with a remark
definition = "x"

[modes."x.y"]
score = 3

[[rule]]
name = "go-on"

[[rule]]
name = "stop"
lemmas = [
  "a",
]
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "some.toml"
    file.write_text(TEXT, "utf-8")
    return file


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("type", 1),
        ("quad", 6),
        ("modes.third-party", 8),
        ("modes.third-party.definition", 9),
        ("modes.third-party.score", 8),
        (("modes", "x.y", "score"), 12),
        ("go-on", 15),
        ("stop", 18),
        (("rule", 0), 14),
        (("rule", 1, "lemmas"), 19),
        ("nowhere", 1),
    ],
)
def test_line_of_an_entry(path: Path, key: str | tuple[str | int, ...], line: int) -> None:
    assert line_of(path, key) == line


def test_fail_names_file_and_line(path: Path) -> None:
    with pytest.raises(CodebookError, match=r"some\.toml line 18: no such thing$"):
        fail(path, "stop", "no such thing")


def test_files_of_ours_are_named_short() -> None:
    assert shown(FOLDER / "events" / "AGREE.toml") == "events/AGREE.toml"


def test_an_unknown_key_is_reported_where_it_stands(path: Path) -> None:
    modes = load(path)["modes"]
    with pytest.raises(
        CodebookError, match=r"line 9: unknown key 'definition'.*did you mean 'definitions'\?"
    ):
        check_keys(path, "modes.third-party", modes["third-party"], required=("definitions",))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a = 1\nb = \n", r"line 2: not valid TOML"),
        (b"a = 1\nb = [1,\n", r"line 3: not valid TOML"),
        (b"a = '\xff'\n", r"not UTF-8 text"),
        (None, "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "bad.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CodebookError, match=rf"bad\.toml.*{says}"):
        load(file)


def test_rows_come_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "some.tsv"
    file.write_text("# a remark\nname\tcountry\n\nA\tMLI\nB\t\n", "utf-8")
    assert list(rows(file, ("name", "country"))) == [
        (4, {"name": "A", "country": "MLI"}),
        (5, {"name": "B", "country": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name\tland\nA\tMLI\n", "line 1: the columns are to be name, country, not name, land"),
        ("name\tcountry\nA\tMLI\nB\n", "line 3: 1 values with tabs between them, there are to be 2"),
    ],
)
def test_wrong_rows_are_told_by_line(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "some.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(CodebookError, match=why):
        list(rows(file, ("name", "country")))
