"""Scores the date coder on TimeML: spans and values of TIMEX3, given the creation time of each document.

    python -m bench.dates --data DIR [--errors]

DIR holds *.tml files at any depth (TimeBank, AQUAINT, TempEval). Scored are TIMEX3 of type DATE and of type
TIME, whose value is cut to its day. What we read where the gold has a DURATION or a SET is set aside and
counted apart; so are values that no calendar knows (PAST_REF, 199X). Spans are compared without the signal
words ("since", "by") that TimeML leaves outside. A value is right where the interval is the gold unit, or,
for gold with MOD START, MID or END, lies inside it; behind a signal one end has to agree.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from communique.coding.date_calendar import Stretch, around, months, years
from communique.coding.dates import DateExpression, find_dates
from communique.coding.reading import Reading
from communique.records import ROOT, Analysis, Document

_TOKEN = re.compile(r"\w+(?:[.'’]\w+)*|[^\w\s]")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“`])|\n\s*\n")
_SIGNAL = re.compile(r"(?i)(?:since|until|till|by|before|after)\s+")
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True)
class Gold:
    """One TIMEX3: character offsets, type, value as an interval (None where there is none), and MOD."""

    start: int
    end: int
    type: str
    value: str
    stretch: Stretch | None
    mod: str


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser(description="Score dates on TimeML.")
    options.add_argument("--data", type=Path, required=True, help="folder of .tml files")
    options.add_argument("--errors", action="store_true", help="list what was missed, invented or misread")
    chosen = options.parse_args()
    counts: Counter[str] = Counter()
    paths = sorted(chosen.data.rglob("*.tml"))
    for path in paths:
        _score(path, counts, chosen.errors)
    print(f"{len(paths)} documents, {counts['gold']} dates in gold, {counts['found']} found")
    print(f"set aside: {counts['aside']} found on durations and sets")
    for kind in ("exact", "overlap"):
        precision, recall = counts[kind] / counts["found"], counts[kind] / counts["gold"]
        f1 = 2 * precision * recall / (precision + recall)
        print(f"spans {kind}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    print(
        f"values right, of {counts['valued']} overlapping with a calendar value: {_share(counts, 'valued')}"
    )
    for unit in ("day", "week", "month", "season", "year", "decade"):
        print(f"  {unit}: {_share(counts, unit)} of {counts[unit]}")


def _share(counts: Counter[str], key: str) -> str:
    return f"{counts[key + '+'] / counts[key]:.3f}" if counts[key] else "-"


def _score(path: Path, counts: Counter[str], errors: bool) -> None:
    document, golds = read_timeml(path)
    found = find_dates(unparsed(document))
    dates = [g for g in golds if g.type in ("DATE", "TIME")]
    others = [g for g in golds if g.type not in ("DATE", "TIME")]
    taken: set[int] = set()
    for expression in found:
        gold = _partner(expression, document.text, dates, taken)
        if gold is None and any(_overlaps(expression, other) for other in others):
            counts["aside"] += 1
            continue
        counts["found"] += 1
        if gold is None:
            if errors:
                print(f"{path.name}\tinvented\t{_cut(document, expression)}\t{_around(document, expression)}")
            continue
        taken.add(dates.index(gold))
        counts["overlap"] += 1
        counts["exact"] += _bare(expression, document.text) == (gold.start, gold.end)
        _score_value(path, document, expression, gold, counts, errors)
    counts["gold"] += len(dates)
    if errors:
        for number, gold in enumerate(dates):
            if number not in taken:
                context = document.text[max(0, gold.start - 30) : gold.end + 20].replace("\n", " ")
                print(
                    f"{path.name}\tmissed\t{document.text[gold.start : gold.end]!r}\t{gold.value}\t{context}"
                )


def _score_value(
    path: Path, document: Document, found: DateExpression, gold: Gold, counts: Counter[str], errors: bool
) -> None:
    if gold.stretch is None:
        return
    right = agrees(found, gold, document.text)
    for key in ("valued", gold.stretch.precision):
        counts[key] += 1
        counts[f"{key}+"] += right
    if errors and not right:
        when, published = found.when, document.published
        print(
            f"{path.name}\tmisread\t{_cut(document, found)}\t{gold.value} {gold.mod}"
            f"\t{when.edtf or when.note}\tpublished {published}\t{_around(document, found)}"
        )


def agrees(found: DateExpression, gold: Gold, text: str) -> bool:
    """Whether the days found are those of the gold value."""
    stretch, when = gold.stretch, found.when
    if stretch is None or (when.earliest is None and when.latest is None):
        return False
    first, last = str(stretch.first), str(stretch.last)
    words = when.span.cut(text) if when.span else ""
    if _SIGNAL.match(words):
        next_day = str(stretch.last + timedelta(days=1)) if stretch.last else ""
        day_before = str(stretch.first - timedelta(days=1)) if stretch.first else ""
        return when.earliest in (first, next_day) or when.latest in (last, day_before)
    if gold.mod in ("START", "MID", "END"):
        return first <= (when.earliest or "") and (when.latest or "9") <= last
    return (when.earliest, when.latest) == (first, last)


def _partner(found: DateExpression, text: str, golds: list[Gold], taken: set[int]) -> Gold | None:
    free = [g for n, g in enumerate(golds) if n not in taken and _overlaps(found, g)]
    return max(free, key=lambda g: _bare(found, text) == (g.start, g.end), default=None)


def _overlaps(found: DateExpression, gold: Gold) -> bool:
    span = found.when.span
    return span is not None and span.start < gold.end and gold.start < span.end


def _bare(found: DateExpression, text: str) -> tuple[int, int]:
    span = found.when.span
    assert span is not None
    signal = _SIGNAL.match(text, span.start, span.end)
    return (signal.end() if signal else span.start), span.end


def _cut(document: Document, found: DateExpression) -> str:
    return repr(found.when.span.cut(document.text)) if found.when.span else ""


def _around(document: Document, found: DateExpression) -> str:
    span = found.when.span
    assert span is not None
    return document.text[max(0, span.start - 50) : span.end + 30].replace("\n", " ")


def unparsed(document: Document) -> Reading:
    """The document cut into sentences and tokens, without a parse."""
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    edges = [0, *(m.end() for m in _SENTENCE_END.finditer(document.text)), len(document.text)]
    for begin, end in pairwise(edges):
        first = len(starts)
        for match in _TOKEN.finditer(document.text, begin, end):
            starts.append(match.start())
            ends.append(match.end())
        if len(starts) > first:
            sentences.append((first, len(starts)))
    n = len(starts)
    empty = ("",) * n
    columns = (empty, ("X",) * n, empty, empty, (ROOT,) * n, ("dep",) * n)
    return Reading(
        document, Analysis(document.id, tuple(sentences), tuple(starts), tuple(ends), *columns, ())
    )


def read_timeml(path: Path) -> tuple[Document, list[Gold]]:
    """The text of a TimeML file with its creation day as day of publication, and its TIMEX3."""
    root = ET.parse(path).getroot()
    created = root.find("./DCT/TIMEX3")
    value = created.get("value", "")[:10] if created is not None else ""
    published = value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    body = root.find("TEXT")
    pieces: list[str] = []
    golds: list[Gold] = []
    if body is not None:
        _collect(body, pieces, golds)
    return Document(text="".join(pieces), published=published), golds


def _collect(element: ET.Element, pieces: list[str], golds: list[Gold]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces, golds)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        value = element.get("value", "")
        end = sum(map(len, pieces))
        golds.append(
            Gold(start, end, element.get("type", ""), value, stretch_of(value), element.get("mod", ""))
        )


def stretch_of(value: str) -> Stretch | None:
    """The interval of a TIMEX3 value: day, week, weekend, month, quarter, half, season, year, decade."""
    value = value.split("T")[0]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return around(date.fromisoformat(value), "day")
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            weekend = Stretch(monday + timedelta(days=5), monday + timedelta(days=6), "week")
            return weekend if match[3] else around(monday, "week")
        if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return months(int(match[1]), int(match[2]), 1, "month")
        if match := re.fullmatch(r"(?:FY)?(\d{4})-Q([1-4])", value):
            return months(int(match[1]), int(match[2]) * 3 - 2, 3, "season")
        if match := re.fullmatch(r"(\d{4})-H([12])", value):
            return months(int(match[1]), int(match[2]) * 6 - 5, 6, "season")
        if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
            return months(int(match[1]), _SEASON_MONTH[match[2]], 3, "season")
        if match := re.fullmatch(r"(?:FY)?(\d{4})", value):
            return years(int(match[1]), int(match[1]), "year")
        if match := re.fullmatch(r"(\d{3})X?", value):
            return years(int(match[1]) * 10, int(match[1]) * 10 + 9, "decade")
    except ValueError:
        return None
    return None


if __name__ == "__main__":
    main()
