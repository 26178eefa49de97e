"""Scores the statements coder on PolNeAR: who says what, in political news.

    python -m bench.statements --data DIR [--limit N] [--errors N]

DIR holds the unpacked archive `quote`; its part polnear/dev has `text/` and `attributions/` (brat-like .ann). Of
several annotators of a document the first in name order counts. PolNeAR marks wishes, beliefs and acts as well as
sayings and never marks one attribution inside another: so the outermost of ours are scored, and recall is given twice,
over all attributions and over those whose cue holds a word that rules/statements.toml knows.

Ours and theirs are paired by the content they share, the largest share first. A part (source, cue, content)
is right by overlap when the paired parts share a character, and exactly when they are the same after
quotation marks, closing points and a leading "that" are left out. Spans marked Discuss or Discard are left
out of the score.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from communique.analysis import analyse
from communique.coding.reading import Reading
from communique.coding.sayings.attributions import Attribution
from communique.coding.sayings.cues import rules_at
from communique.coding.statements import find_attributions
from communique.records import Document, Span

PART = Path("quote") / "polnear" / "dev"
PARTS = ("source", "cue", "content")
LEADING = re.compile(r"[\s\"“”‘'«»,.:;–—-]*(?:(?:that|to)\b[\s\"“”‘'«»]*)?", re.IGNORECASE)
TRAILING = re.compile(r"[\s\"“”’'«»,.:;?!–—-]*$")


@dataclass(frozen=True)
class Gold:
    """One attribution of the corpus: part → spans (empty where it has none)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """One document of the corpus with its attributions and the spans that are left out."""

    name: str
    text: str
    gold: tuple[Gold, ...]
    left_out: tuple[Span, ...]


def read_corpus(folder: Path, limit: int | None = None) -> Iterable[Report]:
    """The documents in name order, each with its first annotator's attributions."""
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        found = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if found:
            text = path.read_bytes().decode("utf-8")
            gold, left_out = read_annotations(found[0].read_text("utf-8"))
            yield Report(path.stem, text, gold, left_out)


def read_annotations(text: str) -> tuple[tuple[Gold, ...], tuple[Span, ...]]:
    """Attributions, and the spans marked Discuss or Discard."""
    spans: dict[str, tuple[Span, ...]] = {}
    left_out: list[Span] = []
    events = []
    for line in text.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            kind, _, places = rest.partition("\t")[0].partition(" ")
            spans[key] = tuple(Span(*map(int, place.split())) for place in places.split(";"))
            if kind in ("Discuss", "Discard"):
                left_out.extend(spans[key])
        elif key.startswith("E"):
            events.append([pair.partition(":")[::2] for pair in rest.split()[1:]])
    gold = []
    for event in events:
        parts = {part: _gather(event, part.capitalize(), spans) for part in PARTS}
        if parts["content"]:
            gold.append(Gold(**parts))
    return tuple(gold), tuple(left_out)


def _gather(event: list[tuple[str, str]], role: str, spans: dict[str, tuple[Span, ...]]) -> tuple[Span, ...]:
    found = [span for name, key in event if name.rstrip("0123456789") == role for span in spans[key]]
    return tuple(sorted(found))


def ours(reading: Reading, left_out: tuple[Span, ...]) -> list[Attribution]:
    """The outermost sayings, without those on spans that are left out."""
    found = find_attributions(reading)
    return [a for a in found if not _is_inside(a, found) and not _touches(a.content, left_out)]


def _is_inside(attribution: Attribution, others: tuple[Attribution, ...]) -> bool:
    if attribution.cue is None:
        return False
    return any(
        span.covers(attribution.cue) for other in others if other is not attribution for span in other.content
    )


def _touches(spans: Iterable[Span], others: tuple[Span, ...]) -> bool:
    return any(span.overlaps(other) for span in spans for other in others)


def parts_of(attribution: Attribution) -> dict[str, tuple[Span, ...]]:
    """Part → spans of one of our sayings."""
    source = (attribution.source_span,) if attribution.source_span else ()
    cue = (attribution.cue,) if attribution.cue else ()
    return {"source": source, "cue": cue, "content": attribution.content}


def pair(gold: tuple[Gold, ...], found: list[Attribution]) -> list[tuple[int, int]]:
    """Numbers of the attributions that belong together, each in one pair."""
    shares = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            both = _characters(one.content) & _characters(other.content)
            if both:
                all_of_them = len(_characters(one.content)) + len(_characters(other.content))
                shares.append((-2 * len(both) / all_of_them, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(shares):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def plain(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The words of a part, quotation marks and a leading "that" left out, stretches joined."""
    words = " ".join(span.cut(text) for span in spans)
    words = TRAILING.sub("", words[LEADING.match(words).end() :])  # type: ignore[union-attr]
    return tuple(re.findall(r"\w+", words))


def score(report: Report, reading: Reading, counts: Counter[str]) -> list[str]:
    """Adds one document to the counts; gives a line for every difference."""
    found = ours(reading, report.left_out)
    gold = tuple(one for one in report.gold if not _touches(one.content, report.left_out))
    pairs = pair(gold, found)
    known = {i for i, one in enumerate(gold) if _cue_is_known(reading, one)}
    counts["gold known"] += len(known)
    counts["right known"] += len(known & {i for i, _ in pairs})
    for part in PARTS:
        counts[f"{part} gold"] += sum(bool(getattr(one, part)) for one in gold)
        counts[f"{part} found"] += sum(bool(parts_of(other)[part]) for other in found)
    for i, j in pairs:
        for part in PARTS:
            one, other = getattr(gold[i], part), parts_of(found[j])[part]
            counts[f"{part} overlap"] += _touches(one, other)
            counts[f"{part} exact"] += bool(one) and plain(report.text, one) == plain(report.text, other)
    for ours_alone in found:
        counts[f"fired {ours_alone.rule}"] += 1
    for _, j in pairs:
        counts[f"right {found[j].rule}"] += 1
    return _differences(report, gold, found, pairs, known)


def _cue_is_known(reading: Reading, gold: Gold) -> bool:
    for span in gold.cue:
        token = reading.token_at(span.start)
        while token is not None and token < len(reading) and reading.span(token).start < span.end:
            if rules_at(reading, token):
                return True
            token += 1
    return False


def _differences(
    report: Report,
    gold: tuple[Gold, ...],
    found: list[Attribution],
    pairs: list[tuple[int, int]],
    known: set[int],
) -> list[str]:
    def shown(spans: tuple[Span, ...]) -> str:
        return " ... ".join(span.cut(report.text) for span in spans).replace("\n", " ")[:160]

    lines = []
    paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(gold):
        if i not in paired_gold:
            mark = "MISSED" if i in known else "missed"
            lines.append(f"{mark}\t{shown(one.source)}\t{shown(one.cue)}\t{shown(one.content)}")
    for j, other in enumerate(found):
        parts = parts_of(other)
        if j not in paired_found:
            lines.append(f"EXTRA {other.rule}\t" + "\t".join(shown(parts[part]) for part in PARTS))
    for i, j in pairs:
        for part in PARTS:
            one, other_part = getattr(gold[i], part), parts_of(found[j])[part]
            if plain(report.text, one) != plain(report.text, other_part):
                lines.append(f"{part} differs\t{found[j].rule}\t{shown(one)}\t<> {shown(other_part)}")
    return lines


def rates(right: int, found: int, gold: int) -> str:
    """Precision, recall and F1 in percent."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{100 * precision:6.1f} {100 * recall:6.1f} {100 * f1:6.1f}"


def table(counts: Counter[str]) -> str:
    """The figures, then how often each rule fired and how often its content was theirs."""
    lines = ["part             P      R     F1      (overlap)       P      R     F1 (exact)"]
    for part in PARTS:
        found, gold = counts[f"{part} found"], counts[f"{part} gold"]
        overlap = rates(counts[f"{part} overlap"], found, gold)
        exact = rates(counts[f"{part} exact"], found, gold)
        lines.append(f"{part:10} {overlap}             {exact}   gold {gold}, found {found}")
    known = 100 * counts["right known"] / max(counts["gold known"], 1)
    lines.append(f"recall where the cue is a known word: {known:.1f} of {counts['gold known']}")
    for name in sorted(name for name in counts if name.startswith("fired ")):
        rule = name.removeprefix("fired ")
        lines.append(f"  {rule:28} fired {counts[name]:5}  theirs too {counts[f'right {rule}']:5}")
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked archive `quote`")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--errors", type=int, default=0, help="print the first N differences")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    differences: list[str] = []
    coding = 0.0
    folder = options.data / PART
    for report in read_corpus(folder, options.limit):
        document = Document(text=report.text)
        reading = Reading(document, analyse(document))
        started = time.perf_counter()
        find_attributions(reading)
        coding += time.perf_counter() - started
        counts["documents"] += 1
        differences.extend(f"{report.name[:24]}\t{line}" for line in score(report, reading, counts))
    if not counts["documents"]:
        parser.error(f"no annotated document in {folder}: unpack the archive `quote` there")
    for line in differences[: options.errors]:
        print(line)
    print(f"{counts['documents']} documents, coded in {coding:.1f} s after the parse")
    print(table(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
