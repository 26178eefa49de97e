"""The corpus of our own reports: its form, its checks, and that what is in the repository passes them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from training.corpus.check import problems
from training.corpus.marks import Mark, MarkError, plain
from training.corpus.reports import CorpusError, part, read

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
REPORT = """=== kidal-1
plot: kidal
date: 2013-05-14
register: wire
region: africa
& sall | person | MLI | MIL | colonel
& mali | state | MLI | GOV

# [Malian|PEOPLE] [colonel|NOM sall] <visits|e1> [Kidal|PLACE kidal]
@ e1 CONSULT.visit actual; by=sall; to=mali; on=2013-05-13; at=kidal

[Col.|TITLE] [Moussa Sall|PERSON sall] <came|e1> on [Monday|DATE 2013-05-13].
@ e1 CONSULT.visit actual; by=sall; to=mali; on=2013-05-13
{[He|PRON sall] rests|s1}, [an aide|NOM] <said|s1>.
@ s1 who=?; indirect; asserts
"""


def wrong(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    return [what for report in read([file]) for what in problems(report)]


def test_marks_are_cut_out_and_keep_their_places() -> None:
    text, marks = plain("[the [Iraqi|PEOPLE] minister|NOM m] <met|e1 s1> him")
    assert text == "the Iraqi minister met him"
    assert marks == [Mark(0, 18, "[", "NOM m"), Mark(4, 9, "[", "PEOPLE"), Mark(19, 22, "<", "e1 s1")]


@pytest.mark.parametrize("marked", ["[a|PERSON", "a|b", "[a]", "[|PERSON]", "[a|PERSON>", "a]"])
def test_marks_that_cannot_be_read_are_told(marked: str) -> None:
    with pytest.raises(MarkError):
        plain(marked)


def test_a_report_is_read_with_offsets_into_its_text(tmp_path: Path) -> None:
    assert wrong(tmp_path, REPORT) == []
    (report,) = read([tmp_path / "a.txt"])
    assert report.text.startswith("Malian colonel visits Kidal\n\nCol. Moussa Sall came on Monday. He rests")
    for sentence in report.sentences:
        assert report.text[sentence.start :].startswith(sentence.text)
    assert part(report) in ("train", "dev", "test")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("|PLACE kidal", "|TOWN kidal", "TOWN is no mention type"),
        (
            "CONSULT.visit actual; by=sall; to=mali; on=2013-05-13; at",
            "CONSULT.tour actual; by=sall; at",
            "no mode “tour”",
        ),
        ("by=sall; to=mali; on=2013-05-13; at", "by=bah; to=mali; on=2013-05-13; at", "by=bah: no line"),
        ("on=2013-05-13; at", "on=May 13; at", "no EDTF date"),
        ("<said|s1>", "<said|s2>", "has s2"),
        ("| MLI | MIL", "| MAL | MIL", "no alpha-3 code"),
        ("register: wire", "register: radio", "the register is not one of"),
        ("He|PRON sall] rests|s1}", "He|PRON sall] rests}", "closes a mark without a label"),
    ],
)
def test_the_check_tells_file_and_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    found = wrong(tmp_path, REPORT.replace(old, new, 1))
    assert any(message in what for what in found)
    assert all(what.startswith(f"{tmp_path / 'a.txt'}:") for what in found)


def test_a_file_begins_with_a_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A sentence.\n", "utf-8")
    with pytest.raises(CorpusError, match=r"a\.txt:1"):
        list(read([tmp_path / "a.txt"]))


def test_the_corpus_has_no_problems() -> None:
    reports = list(read([CORPUS]))
    assert [what for report in reports for what in problems(report)] == []
    assert max(Counter(report.name for report in reports).values()) == 1
