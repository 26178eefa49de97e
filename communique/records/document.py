"""The report itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from communique.errors import RecordError
from communique.records.ids import content_id


@dataclass(frozen=True)
class Document:
    """One report as it was read.

    `text` is what all offsets of all records point into. `published` is an ISO 8601 date, or a date and
    time with its zone, or None: it is never guessed. `sha256` is of the raw bytes the report came from;
    left empty, it is that of the text in UTF-8. `file` is the name of the file it came from, with the line
    where a file holds many ("reports.jsonl:12"). The id is a hash of text, title, source and url;
    of a report that could not be read, which has no text, of its raw bytes and file name.
    """

    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    file: str | None = None
    sha256: str = ""
    id: str = field(init=False)

    def __post_init__(self) -> None:
        for name in ("published", "retrieved"):
            check_moment(getattr(self, name), name)
        raw = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", self.sha256 or raw)
        content = (self.text,) if self.text else (self.sha256, self.file)
        object.__setattr__(self, "id", content_id("document", *content, self.title, self.source, self.url))

    @property
    def published_day(self) -> date | None:
        """The calendar day of publication in the zone it was given in, or None."""
        return date.fromisoformat(self.published[:10]) if self.published else None


def check_moment(value: str | None, name: str) -> None:
    """Raise RecordError unless `value` is None, YYYY-MM-DD, or an ISO date and time with a zone."""
    if value is None:
        return
    hint = f"{name} {value!r} is not YYYY-MM-DD or an ISO 8601 date and time with its zone"
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            date.fromisoformat(value)
        elif datetime.fromisoformat(value).tzinfo is None:
            raise RecordError(f"{hint} (the zone is missing)")
    except ValueError as error:
        raise error if isinstance(error, RecordError) else RecordError(hint) from error
