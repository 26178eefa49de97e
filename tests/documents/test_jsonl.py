"""JSON Lines: keys, bad lines, long lines, our own output."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.jsonl import read_jsonl
from communique.documents.read import Read
from communique.records import CodedDocument, Document
from communique.records.json import to_line


def read(raw: bytes) -> list[Read]:
    return list(read_jsonl(io.BytesIO(raw), "a.jsonl"))


def line(**values: object) -> bytes:
    return json.dumps(values).encode() + b"\n"


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("title", "title"),
        ("headline", "title"),
        ("source", "source"),
        ("outlet", "source"),
        ("publisher", "source"),
        ("url", "url"),
        ("language", "language"),
        ("licence", "licence"),
        ("license", "licence"),
    ],
)
def test_common_keys_reach_the_document(key: str, field: str) -> None:
    (found,) = read(line(text="They met.", **{key: "value"}))
    assert getattr(found.document, field) == "value"


@pytest.mark.parametrize("key", ["text", "body", "content", "fulltext"])
def test_the_text_may_be_under_any_common_key(key: str) -> None:
    (found,) = read(line(**{key: "They met.\r\n"}))
    assert found.document.text == "They met.\r\n"  # as it is: offsets counted elsewhere must stay right


@pytest.mark.parametrize("key", ["date", "published", "publication_date", "date_published"])
@pytest.mark.parametrize(
    ("value", "published"),
    [("2024-05-15", "2024-05-15"), (20240515, "2024-05-15"), (None, None), (float("nan"), None), ("", None)],
)
def test_the_date_may_be_under_any_common_key(key: str, value: object, published: str | None) -> None:
    (found,) = read(line(text="They met.", **{key: value}))
    assert found.document.published == published
    assert found.problems == ()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b'{"text": "They m', "not JSON"),
        (b'{"text": "They met."', "not JSON"),
        (b"They met.", "not JSON"),
        (b'["They met."]', "not a JSON object"),
        (b'{"title": "Talks"}', "text, body, content, fulltext"),
        (b'{"text": 5}', "not a string"),
        (b'{"text": null}', "not a string"),
        (b'{"text": " "}', "no text"),
        (b'{"text": "caf\xe9"}', "not UTF-8 at byte 13"),
        (b'{"a":' * 100_000, "too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"document": {"text": null}}', "not one of ours"),
        (b'{"document": {"text": "They met.", "published": "soon"}}', "contradicts itself"),
    ],
)
def test_a_bad_line_costs_only_itself(bad: bytes, why: str) -> None:
    reads = read(line(text="One.") + bad + b"\n" + line(text="Three."))
    assert [found.document.text for found in reads] == ["One.", "", "Three."]
    assert [found.fatal for found in reads] == [False, True, False]
    assert reads[1].problems[0].where == "a.jsonl:2"
    assert why in reads[1].problems[0].why


def test_every_report_is_named_by_its_line_and_empty_lines_are_none() -> None:
    reads = read(
        b"\xef\xbb\xbf" + line(text="One.") + b"\n  \r\n" + line(text="Four.").replace(b"\n", b"\r\n")
    )
    assert [found.document.file for found in reads] == ["a.jsonl:1", "a.jsonl:4"]


def test_a_last_line_without_its_end_is_read() -> None:
    assert [found.document.text for found in read(b'{"text": "One."}')] == ["One."]


def test_values_that_are_not_strings_are_set_aside_and_said() -> None:
    (found,) = read(line(text="They met.", source={"name": "The Harbour Post"}, title="Talks", url=7))
    assert (found.document.title, found.document.source, found.document.url) == ("Talks", None, None)
    assert [problem.why.split()[0] for problem in found.problems] == ["'source'", "'url'"]


def test_half_a_character_is_replaced_and_offsets_stay() -> None:
    (found,) = read(b'{"text": "A\\ud83dB\\u0000C"}\n')
    assert found.document.text == "A\ufffdB\ufffdC"
    assert "2" in found.problems[0].why


@pytest.mark.parametrize(
    ("length", "fatal"), [(99, False), (100, False), (101, True), (102, True), (103, True), (5_000_000, True)]
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_over_the_limit_is_passed_over(
    length: int, fatal: bool, end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "100")
    long = b'{"text": "' + b"x" * (length - 12) + b'"}'
    assert len(long) == length
    reads = read(long + end + line(text="Next."))
    assert [found.fatal for found in reads] == [fatal, False]
    assert [found.document.file for found in reads] == ["a.jsonl:1", "a.jsonl:2"]


def test_reports_come_as_the_lines_come() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            one = line(text="Again.")[: len(buffer)]
            buffer[: len(one)] = one
            return len(one)

    reads = read_jsonl(io.BufferedReader(Endless()), "a.jsonl")  # type: ignore[type-var]
    assert [next(reads).document.text for _ in range(10_000)] == ["Again."] * 10_000


def test_our_own_output_is_read_as_the_documents_it_was_made_from() -> None:
    document = Document(
        "They met.\r\n",
        title="Talks",
        source="The Harbour Post",
        url="https://example.org/a",
        language="en",
        published="2024-05-15",
        retrieved="2024-05-16T10:00:00+00:00",
        licence="CC0-1.0",
        file="talks.html",
        sha256="0" * 64,
    )
    (found,) = read(to_line(CodedDocument(document)).encode())
    assert found == Read(document)


@given(st.binary(max_size=200))
def test_any_bytes_end_as_documents_or_reasons(raw: bytes) -> None:
    for found in read(raw):
        assert found.fatal == (found.document.text == "")


_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["text", "date", "source", "document", "url", "title"]), _plain))
def test_any_json_object_ends_as_a_document_or_a_reason(values: dict[str, object]) -> None:
    (found,) = read(line(**values))
    assert found.fatal == (found.document.text == "")
