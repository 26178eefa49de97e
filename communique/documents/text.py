"""Plain text files, with or without a block of headers at the top.

    Title: Ministers meet in Geneva
    Date: 2024-05-15

    The two ministers met ...

The block is read only where the file's first line is one of the headers. It ends at the first line that is
none, and one empty line after it is dropped with it; offsets count from the text that follows. Of the text
only the line ends are changed: CR LF and CR become LF, as when Python opens a text file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from communique.documents.decoding import decode
from communique.documents.read import Place, Read, Said, report, unreadable, whole
from communique.errors import UnreadableError

_HEADERS = {
    "title": "title",
    "source": "source",
    "date": "date",
    "url": "url",
    "language": "language",
    "licence": "licence",
    "license": "licence",
}
_HEADER = re.compile(rf"({'|'.join(_HEADERS)})[ \t]*:(.*)", re.IGNORECASE)


def read_text(stream: IO[bytes], name: str, *, date: str | None = None) -> Iterator[Read]:
    """The one report in a text file."""
    place = Place(name)
    try:
        raw, place = whole(stream, name)
        decoded = decode(raw)
    except UnreadableError as error:
        yield unreadable(place, str(error))
        return
    said, text, remarks = _headers(_plain_line_ends(decoded.text))
    remarks = (decoded.remark, *remarks) if decoded.remark else remarks
    yield report(text, said, place, date=date, remarks=remarks)


def _plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _headers(text: str) -> tuple[Said, str, tuple[str, ...]]:
    """What the headers say, the text after them, and a remark on each header that was there before."""
    found: dict[str, str] = {}
    remarks = []
    start = 0
    while match := _HEADER.match(text, start):
        key, value = _HEADERS[match[1].lower()], match[2].strip()
        if key in found:
            remarks.append(f"a second header {match[1]!r} was set aside: {value[:80]!r}")
        found.setdefault(key, value)
        start = min(match.end() + 1, len(text))
    if found and text.startswith("\n", start):
        start += 1
    return Said(**found), text[start:], tuple(remarks)
