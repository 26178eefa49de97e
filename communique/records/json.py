"""Records to JSON and back, without loss.

A span is written as {"start", "end", "text"}: the text makes a line readable by itself and is checked
against the offsets when the line is read again. Evidence is a list of spans; tuples are lists.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from communique.errors import RecordError
from communique.records.coded import CodedDocument
from communique.records.spans import Evidence, Span


def to_json(coded: CodedDocument) -> dict[str, Any]:
    """The plain-JSON form of one coded document; keys as in the fields of the records."""
    plain = encode(coded, coded.document.text)
    assert isinstance(plain, dict)
    return plain


def to_line(coded: CodedDocument) -> str:
    """One line of JSON Lines, without the line end."""
    return json.dumps(to_json(coded), ensure_ascii=False, separators=(",", ":"))


def from_json(plain: dict[str, Any]) -> CodedDocument:
    """The records that `to_json` wrote. Raises RecordError where part of them is missing or contradicts itself."""
    try:
        text = plain["document"]["text"]
        coded = _decode(CodedDocument, plain, text)
    except (KeyError, TypeError, AttributeError) as error:
        raise RecordError(f"not a coded document: {error!r}") from error
    assert isinstance(coded, CodedDocument)
    return coded


def from_line(line: str) -> CodedDocument:
    """The coded document on one line of JSON Lines. Raises RecordError where it is none."""
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise RecordError(f"not JSON: {error}") from error
    return from_json(plain)


def encode(value: object, text: str) -> object:
    """The plain-JSON form of any record or part of one; `text` is the document's, to cut spans from."""
    if isinstance(value, Evidence):
        return encode(value.spans, text)
    if isinstance(value, tuple):
        return [encode(item, text) for item in value]
    if is_dataclass(value):
        plain = {field.name: encode(getattr(value, field.name), text) for field in fields(value)}
        if isinstance(value, Span):
            plain["text"] = value.cut(text)
        return _id_first(plain)
    return value


def _id_first(plain: dict[str, object]) -> dict[str, object]:
    return {"id": plain.pop("id"), **plain} if "id" in plain else plain


def _decode(kind: Any, plain: Any, text: str) -> Any:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        return None if plain is None else _decode(typing.get_args(kind)[0], plain, text)
    if origin is tuple:
        return tuple(_decode(typing.get_args(kind)[0], item, text) for item in plain)
    if kind is Evidence:
        return Evidence(tuple(_decode(Span, item, text) for item in plain))
    if is_dataclass(kind):
        return _decode_record(kind, plain, text)
    return plain


def _decode_record(kind: Any, plain: dict[str, Any], text: str) -> Any:
    hints = _hints(kind)
    told = (f for f in fields(kind) if f.init and (f.name in plain or f.default is MISSING))
    given = {f.name: _decode(hints[f.name], plain[f.name], text) for f in told}
    record = kind(**given)
    if "id" in hints and record.id != plain["id"]:
        raise RecordError(f"{kind.__name__} {plain['id']}: the id does not fit its content ({record.id})")
    if isinstance(record, Span) and record.cut(text) != plain["text"]:
        raise RecordError(f"span {record.start}:{record.end} is not {plain['text']!r} in the text")
    return record


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)
