"""What every exporter promises: all records arrive, under a header, as text that survives."""

from __future__ import annotations

import csv
import json
import re
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from builder import hostile_report, ministers_meet, quiet_report, report, unreadable_report

from communique.errors import UsageError
from communique.export import EXPORTERS, exporter, exporter_for
from communique.export.schema import TABLES
from communique.records import CodedDocument
from communique.records.json import from_line

Rows = dict[str, list[dict[str, object]]]


def reports() -> list[CodedDocument]:
    return [ministers_meet(), quiet_report(), unreadable_report(), hostile_report()]


def read_csv(folder: Path) -> Rows:
    found: Rows = {}
    for table in TABLES:
        with open(folder / f"{table.name}.csv", encoding="utf-8", newline="") as stream:
            found[table.name] = [
                {key: value or None for key, value in row.items()} for row in csv.DictReader(stream)
            ]
    return found


def read_parquet(folder: Path) -> Rows:
    found: Rows = {}
    for table in TABLES:
        result = duckdb.sql(f"SELECT * FROM '{folder / table.name}.parquet'")
        found[table.name] = [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]
    return found


TABULAR: list[tuple[str, Callable[[Path], Rows]]] = [
    ("csv", read_csv),
    ("csv-raw", read_csv),
    ("parquet", read_parquet),
]
FILES = ["table", "jsonl", "csv", "parquet"]


def written(name: str, folder: Path, documents: list[CodedDocument] | None = None) -> Path:
    target = folder / {"jsonl": "out.jsonl", "table": "out.txt"}.get(name, "out")
    EXPORTERS[name].write(iter(reports() if documents is None else documents), target)
    return target


def all_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in ([path] if path.is_file() else sorted(path.iterdir())))


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_same_documents_same_bytes(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert all_bytes(written(name, tmp_path / "a")) == all_bytes(written(name, tmp_path / "b"))


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_run_that_breaks_off_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    target = written(name, tmp_path)
    before = all_bytes(target)

    def broken() -> Iterator[CodedDocument]:
        yield quiet_report()
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        EXPORTERS[name].write(broken(), target)
    assert all_bytes(target) == before
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_documents_are_not_held(name: str, tmp_path: Path) -> None:
    """A later document is asked for only when the exporter is done with the earlier ones, but for a few."""
    alive: list[weakref.ref[CodedDocument]] = []
    most = 0

    def stream() -> Iterator[CodedDocument]:
        nonlocal most
        for _ in range(30):
            coded = quiet_report()
            alive.append(weakref.ref(coded))
            yield coded
            del coded
            most = max(most, sum(ref() is not None for ref in alive))

    EXPORTERS[name].write(stream(), tmp_path / "out")
    assert len(alive) == 30
    assert most <= 8


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_every_record_arrives(name: str, read: Callable[[Path], Rows], tmp_path: Path) -> None:
    found = read(written(name, tmp_path))
    documents = reports()
    for table, count in {
        "documents": len(documents),
        "actors": sum(len(d.actors) for d in documents),
        "mentions": sum(len(a.mentions) for d in documents for a in d.actors),
        "offices": sum(len(a.offices) for d in documents for a in d.actors),
        "events": sum(len(d.events) for d in documents),
        "event_participants": sum(len(e.actors + e.recipients) for d in documents for e in d.events),
        "statements": sum(len(d.statements) for d in documents),
        "meetings": sum(len(d.meetings) for d in documents),
        "meeting_participants": sum(len(m.participants) for d in documents for m in d.meetings),
        "agreements": sum(len(d.agreements) for d in documents),
        "agreement_parties": sum(len(a.parties) for d in documents for a in d.agreements),
        "problems": sum(len(d.problems) for d in documents),
    }.items():
        assert count > 0, table
        assert len(found[table]) == count, table


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_header_and_keys(name: str, read: Callable[[Path], Rows], tmp_path: Path) -> None:
    found = read(written(name, tmp_path))
    for table in TABLES:
        rows = found[table.name]
        assert tuple(rows[0]) == table.header
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys), table.name


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_no_table_has_lost_its_header_when_there_is_nothing(
    name: str, read: Callable[[Path], Rows], tmp_path: Path
) -> None:
    found = read(written(name, tmp_path, documents=[]))
    assert set(found) == {table.name for table in TABLES}
    assert not any(found.values())


@pytest.mark.parametrize("name", FILES)
def test_the_word_none_is_never_written(name: str, tmp_path: Path) -> None:
    content = all_bytes(written(name, tmp_path))
    assert not re.search(rb"\b(None|nan|NaN)\b", content)


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_offsets_cut_out_the_words(name: str, read: Callable[[Path], Rows], tmp_path: Path) -> None:
    texts = {coded.document.id: coded.document.text for coded in reports()}
    rows = read(written(name, tmp_path))["evidence"]
    assert len(rows) > 40
    for row in rows:
        words = texts[str(row["document_id"])][int(str(row["start"])) : int(str(row["end"]))]
        assert str(row["text"]).removeprefix("'") == words
        guarded = name == "csv" and words.startswith(("=", "@"))
        assert str(row["text"]).startswith("'") == guarded


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_codes_are_text_and_other_scripts_survive(
    name: str, read: Callable[[Path], Rows], tmp_path: Path
) -> None:
    found = read(written(name, tmp_path))
    assert [row["cameo"] for row in found["events"]] == ["040", None, "042", "194", None]
    assert "Jorun Belaš" in {row["label"] for row in found["actors"]}
    assert "<script>alert(1)</script> 北京" in {row["name"] for row in found["actors"]}
    assert "lies;\nthen … مرحبا" in str(found["statements"][-1]["content"])


def test_csv_cells_cannot_be_formulas_unless_asked_for(tmp_path: Path) -> None:
    for name, expected in (("csv", "'+cmd|' /C calc'!A0"), ("csv-raw", "+cmd|' /C calc'!A0")):
        rows = read_csv(written(name, tmp_path / name))
        assert rows["documents"][-1]["source"] == expected
    places = read_csv(tmp_path / "csv" / "out")["events"]
    assert places[0]["longitude"] == "-3.25"  # a number is no formula


def test_parquet_is_typed(tmp_path: Path) -> None:
    folder = written("parquet", tmp_path)
    result = duckdb.sql(f"SELECT * FROM '{folder}/events.parquet'")
    types = dict(zip(result.columns, map(str, result.types), strict=True))
    expected = {"cameo": "VARCHAR", "date_low": "DATE", "quad": "INTEGER", "score": "DOUBLE"}
    assert {name: types[name] for name in expected} == expected
    compression = duckdb.sql(f"SELECT DISTINCT compression FROM parquet_metadata('{folder}/events.parquet')")
    assert compression.fetchall() == [("ZSTD",)]


def test_events_carry_what_a_table_user_needs(tmp_path: Path) -> None:
    met, _, visit, shelled, _ = read_csv(written("csv", tmp_path))["events"]
    assert met["actor_labels"] == "Lena Marsk;Jorun Belaš"
    assert met["actor_countries"] == "ORV;TAV"
    assert met["said_by_label"] == "Orvapress"
    assert (met["date_low"], met["date_basis"], met["date_text"]) == ("2024-05-14", "relative", "on Tuesday")
    assert (visit["recipient_labels"], visit["date_high"]) == ("Orvania", "2024-06-30")
    assert shelled["status"] == "negated"
    assert shelled["sentence"] == (
        "She denied that Orvanian troops had shelled the border town of Wyk in 2021."
    )


def test_a_separator_inside_a_name_does_not_split_it(tmp_path: Path) -> None:
    last = read_csv(written("csv", tmp_path))["events"][-1]
    assert str(last["actor_labels"]).split(";") == ['\'=HYPERLINK("x")', "<script>,北京"]


def test_jsonl_reads_back_without_loss(tmp_path: Path) -> None:
    lines = written("jsonl", tmp_path).read_text("utf-8").splitlines()
    assert [from_line(line) for line in lines] == reports()


def test_jsonl_keeps_what_has_no_utf8_form(tmp_path: Path) -> None:
    coded = report("a lone \udc80 surrogate").coded()
    line = written("jsonl", tmp_path, documents=[coded]).read_text("utf-8")
    assert json.loads(line)["document"]["text"] == "a lone \udc80 surrogate"


@pytest.mark.parametrize(
    ("file", "header"),
    [
        ("events.csv", "document_id,event_id,"),
        ("all.csv", "document_id,event_id,"),
        ("actors.csv", "document_id,actor_id,label"),
    ],
)
def test_csv_writes_one_table_to_a_file(file: str, header: str, tmp_path: Path) -> None:
    EXPORTERS["csv"].write(iter(reports()), tmp_path / file)
    assert [path.name for path in tmp_path.iterdir()] == [file]
    assert (tmp_path / file).read_text("utf-8").startswith(header)


def test_files_of_other_names_stay_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "events.csv").write_text("old")
    folder = written("csv", tmp_path)
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "events.csv").read_text("utf-8") != "old"


def test_targets_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a folder"):
        EXPORTERS["jsonl"].write(iter(reports()), tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        EXPORTERS["csv"].write(iter(reports()), tmp_path / "file")
    with open(tmp_path / "stream", "w") as stream, pytest.raises(UsageError, match="not text"):
        EXPORTERS["parquet"].write(iter(reports()), stream)


@pytest.mark.parametrize(
    ("given", "meant"), [("josnl", "jsonl"), ("JSONL", "jsonl"), ("parket", "parquet"), ("tabel", "table")]
)
def test_a_misspelt_format_is_answered_with_the_one_meant(given: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"Did you mean '{meant}'"):
        exporter(given)


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.jsonl", "jsonl"), ("a.CSV", "csv"), ("a.parquet", "parquet"), ("a.txt", "table"), ("a", None)],
)
def test_the_ending_of_a_file_says_the_format(path: str, name: str | None) -> None:
    assert exporter_for(Path(path)) == name


@pytest.mark.parametrize(("name", "read"), TABULAR)
def test_very_long_cells_arrive_whole(name: str, read: Callable[[Path], Rows], tmp_path: Path) -> None:
    csv.field_size_limit(2**24)  # of Python's reader
    draft = report('"Words, \n' * 400_000 + "they met")
    draft.statement('"Words, \n' * 400_000, cue="met")
    rows = read(written(name, tmp_path, documents=[draft.coded()]))
    assert len(str(rows["statements"][0]["content"])) == 9 * 400_000
