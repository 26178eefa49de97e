"""Web pages, as saved by a browser or a crawler.

Extraction runs in a process that is killed after COMMUNIQUE_HTML_SECONDS and held to 2 GB: a page of 258 kB
with 30,000 attributes on one tag was measured to hold the parser for 28 s, and pages that crash it are known.
One process serves page after page.
"""

from __future__ import annotations

import atexit
import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from communique import settings
from communique.documents.decoding import decode
from communique.documents.read import Place, Read, report, unreadable, whole
from communique.errors import UnreadableError
from communique.processes import Child, ChildFailedError, ChildLostError

if TYPE_CHECKING:
    from communique.documents.page import Page

_MEMORY = 2 << 30  # a 19 MB page of plain paragraphs took 0.53 GB
_ATTRIBUTES = 2000  # on one tag; the most on 182 real pages was 141
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}charset|\?xml[^>]{0,100}encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

_pages = Child("communique.documents.page:read_page", memory=_MEMORY)
atexit.register(_pages.close)


def read_html(stream: IO[bytes], name: str, *, date: str | None = None) -> Iterator[Read]:
    """The one report on a web page."""
    place = Place(name)
    try:
        raw, place = whole(stream, name)
        declared = _DECLARED.search(raw[:4096])
        decoded = decode(raw, declared=declared[1].decode() if declared else None)
        _refuse_bombs(decoded.text)
        page = _extract(decoded.text)
    except UnreadableError as error:
        yield unreadable(place, str(error))
        return
    remarks = (decoded.remark, *page.remarks) if decoded.remark else page.remarks
    yield report(page.text, page.said, place, date=date, remarks=remarks)


def _refuse_bombs(source: str) -> None:
    """Say at once what the wall clock would only say after its time. Raises UnreadableError."""
    for tag in _TAG.findall(source):
        attributes = len(_QUOTED.sub("", tag).split())
        if attributes > _ATTRIBUTES:
            raise UnreadableError(
                f"one tag of the page has {attributes:,} attributes; {_ATTRIBUTES:,} are read"
            )


def _extract(source: str) -> Page:
    seconds = settings.current().html_seconds
    try:
        page: Page = _pages.call(source, seconds=seconds)
    except ChildLostError as error:
        raise UnreadableError(f"the page could not be read: {error} (COMMUNIQUE_HTML_SECONDS)") from error
    except (ChildFailedError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableError(f"the page could not be read: {type(error).__name__}: {error}") from error
    return page
