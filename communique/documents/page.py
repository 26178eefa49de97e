"""A web page to the report on it: article text, headline, outlet, date, address.

Runs in a process of its own (see html.py), for hostile pages hold the parser for minutes or crash it; so it
may import trafilatura, lxml and htmldate at once. It never goes to the network.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import trafilatura
from lxml import html
from trafilatura.baseline import html2txt
from trafilatura.metadata import extract_metadata

from communique.documents.moments import read_moment
from communique.documents.read import Said

logging.disable(logging.CRITICAL)  # what these libraries report is in what they return

# The fast search gave 5 wrong dates for 70 pages and none for 6; the extensive search 8 wrong ones and none
# for 0. The latest day it may find is today unless set, and a page would then be read otherwise tomorrow.
_DATE_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_DATE_METAS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='parsely-pub-date' or @name='dc.date.issued' or @name='DC.date.issued']/@content",
)


@dataclass(frozen=True)
class Page:
    """What a page gave: its article's text (empty where there is none), what it says of it, and remarks."""

    text: str
    said: Said
    remarks: tuple[str, ...] = ()


def read_page(source: str) -> Page:
    """The article on a page of HTML."""
    tree, remarks = _parse(source)
    if tree is None:
        return Page("", Said())
    said = _said(tree)
    found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    text: str = getattr(found, "text", None) or ""
    if not text.strip():
        text = html2txt(tree)
        remarks = (*remarks, "no article was found on the page; all of its text was taken")
    return Page(_paragraphs(text), said, remarks)


def _paragraphs(text: str) -> str:
    """The text with a blank line between paragraphs, which the extractor parts by a line end alone."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _parse(source: str) -> tuple[Any, tuple[str, ...]]:
    """The tree, which has no more than 2,048 levels; the parser's usual limit of 256 lost real pages."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, ValueError):
        return None, ()
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return tree, ("tags are nested too deep; what stands after that point was not read",)
    return tree, ()


def _said(tree: Any) -> Said:
    metadata = extract_metadata(tree, date_config=dict(_DATE_SEARCH))
    url = _first(tree, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    return Said(
        title=metadata.title,
        source=metadata.sitename,
        date=_stated_date(tree, metadata.date),
        url=url if url and url.startswith(("http://", "https://")) else None,
        language=_first(tree, "/html/@lang", "/html/@xml:lang", "//meta[@property='og:locale']/@content"),
        licence=metadata.license,
    )


def _stated_date(tree: Any, found: str | None) -> str | None:
    """When the page says it was published, with time and zone where it gives them, else what was found."""
    values = [*_json_dates(tree), *(str(value) for path in _DATE_METAS for value in tree.xpath(path))]
    stated = next(filter(None, map(read_moment, values)), None)
    if stated and found and _same_moment(stated, found):
        return found
    return stated or found or next(iter(values), None)


def _same_moment(stated: str, day: str) -> bool:
    """Whether `stated` is in universal time, on another day than `day`, and yet was `day` in some zone.

    Servers stamp pages in universal time; the day in an article's address or byline is that of its readers,
    and the one its "on Tuesday" counts from.
    """
    moment = datetime.fromisoformat(stated)
    if moment.utcoffset() != timedelta(0) or stated[:10] == day:
        return False
    zones = (timezone(timedelta(hours=hours)) for hours in range(-12, 15))
    return day in {moment.astimezone(zone).date().isoformat() for zone in zones}


def _json_dates(tree: Any) -> Iterator[str]:
    """The dates of publication in the page's JSON-LD, in their order; broken JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            plain = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _dates_in(plain)


def _dates_in(plain: object) -> Iterator[str]:
    waiting = [plain]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            date = part.get("datePublished")
            if isinstance(date, str):
                yield date
            waiting.extend(part.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _first(tree: Any, *paths: str) -> str | None:
    """The first value any of the paths finds."""
    for path in paths:
        for value in tree.xpath(path):
            if value.strip():
                return str(value.strip())
    return None
