"""JSON Lines: one report a line, under the keys reports are commonly kept under.

The text is kept exactly as it stands in the JSON, line ends too, so that offsets counted elsewhere stay
right. Our own output is read again: the document in it, not what was coded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import IO, Any

from communique import settings
from communique.documents.read import STEP, Place, Read, Said, report, sound, unreadable
from communique.errors import RecordError, UnreadableError
from communique.records import Document, Problem

TEXT_KEYS = ("text", "body", "content", "fulltext")
SAID_KEYS = {
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher"),
    "date": ("date", "published", "publication_date", "date_published"),
    "url": ("url",),
    "language": ("language",),
    "licence": ("licence", "license"),
}
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Line:
    """One line of a file: its number from 1, and its bytes, or None where it is longer than allowed."""

    number: int
    raw: bytes | None


def read_jsonl(stream: IO[bytes], name: str, *, date: str | None = None) -> Iterator[Read]:
    """The report on each line, as the line comes; a line that is none costs only itself."""
    limit = settings.current().max_bytes
    empty = True
    for line in lines(stream, limit):
        if line.raw is not None and not line.raw.strip():
            continue
        empty = False
        place = Place(f"{name}:{line.number}")
        if line.raw is None:
            why = f"the line is longer than {limit:,} bytes; COMMUNIQUE_MAX_BYTES sets the limit"
            yield unreadable(place, why)
            continue
        place = replace(place, sha256=hashlib.sha256(line.raw).hexdigest())
        try:
            yield _line(_parse(line.raw), place, date)
        except UnreadableError as error:
            yield unreadable(place, str(error))
    if empty:
        yield unreadable(Place(name), "it holds no text")


def lines(stream: IO[bytes], limit: int) -> Iterator[Line]:
    """The lines of a stream without their ends; of one longer than `limit` bytes nothing is kept."""
    number = 0
    while raw := stream.readline(limit + 2):
        number += 1
        cut_short = len(raw) == limit + 2 and not raw.endswith(b"\n")
        while cut_short and not raw.endswith(b"\n"):
            if not (raw := stream.readline(_CHUNK)):
                break
        content = raw.removesuffix(b"\n").removesuffix(b"\r")
        yield Line(number, None if cut_short or len(content) > limit else content)


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"the line is not UTF-8 at byte {error.start}") from error
    except ValueError as error:
        raise UnreadableError(f"the line is not JSON: {error}") from error
    except RecursionError as error:
        raise UnreadableError("the line is not JSON that can be read: it is nested too deep") from error
    if not isinstance(plain, dict):
        raise UnreadableError('the line is not a JSON object, such as {"text": "..."}')
    return plain


def _line(plain: dict[str, Any], place: Place, date: str | None) -> Read:
    if isinstance(plain.get("document"), dict):
        return _our_own(plain["document"], place, date)
    key = next((key for key in TEXT_KEYS if key in plain), None)
    if key is None:
        raise UnreadableError(f"the line has none of the keys {', '.join(TEXT_KEYS)}")
    if not isinstance(plain[key], str):
        raise UnreadableError(f"{key!r} is not a string")
    said, remarks = _said(plain)
    return report(plain[key], said, place, date=date, remarks=remarks)


def _said(plain: dict[str, Any]) -> tuple[Said, tuple[str, ...]]:
    """What the line says about its report, and a remark on each value that is not a string."""
    found: dict[str, str] = {}
    remarks = []
    for field, keys in SAID_KEYS.items():
        for key in keys:
            value = plain.get(key)
            if field == "date" and type(value) is int:
                value = str(value)  # 20240515
            if isinstance(value, str) and value.strip():
                found.setdefault(field, value)
            elif value is not None and not isinstance(value, str):
                remarks.append(f"{key!r} is not a string and was set aside")
    return Said(**found), tuple(remarks)


def _our_own(plain: dict[str, Any], place: Place, date: str | None) -> Read:
    """The document of a coded line, with all it knew of itself."""
    known = {field.name: plain.get(field.name) for field in fields(Document) if field.init}
    if not isinstance(known["text"], str) or not all(v is None or isinstance(v, str) for v in known.values()):
        raise UnreadableError(
            "its 'document' is not one of ours: text is missing, or a value is not a string"
        )
    if not known["text"].strip():
        return unreadable(place, "it holds no text")
    try:
        document = Document(**{key: value for key, value in known.items() if value is not None})
    except RecordError as error:
        raise UnreadableError(f"its 'document' contradicts itself: {error}") from error
    text, remarks = sound(document.text)
    document = replace(
        document, text=text, published=document.published or date, file=document.file or place.file
    )
    return Read(document, tuple(Problem(STEP, place.where, why) for why in remarks))
