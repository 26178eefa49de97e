"""The open data the reader learns from, as sentences of one form.

Trees: Universal Dependencies English EWT (CC BY-SA 4.0) and the open genres of GUM (CC BY and public domain).
Mentions: GUM, re3d (public domain, OGL, CC BY) and CrossNER politics (MIT). No source annotates every type of
mention; a word outside all mentions of a source may still be of a type that source does not know, so each
word carries the *set* of labels it may have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPEN_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "voyage")
MENTION_TYPES = ("PERSON", "ORG", "PLACE", "PEOPLE", "FACILITY", "EVENT", "DOCUMENT", "WEAPON", "DATE")
LABELS = ("O", *(f"{position}-{kind}" for kind in MENTION_TYPES for position in "BI"))
ALL = frozenset(MENTION_TYPES)
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "time": "DATE", "event": "EVENT"}
RE3D_TYPES = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "PLACE",
    "Nationality": "PEOPLE",
    "MilitaryPlatform": "WEAPON",
    "Weapon": "WEAPON",
    "DocumentReference": "DOCUMENT",
    "Temporal": "DATE",
}
CROSSNER_TYPES = {
    "person": ("PERSON",),
    "politician": ("PERSON",),
    "organisation": ("ORG",),
    "politicalparty": ("ORG",),
    "country": ("PLACE",),
    "location": ("PLACE", "FACILITY"),
    "event": ("EVENT",),
    "election": ("EVENT",),
    "misc": ("PEOPLE", "DOCUMENT", "EVENT", "WEAPON"),
}
LINKING = frozenset("of the for and & - – 's ’s de von van al el bin on la du da del".split())


@dataclass
class Sentence:
    """Words with what is known of them; None where a source does not annotate it."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None  # 1-based, 0 for the root
    deprels: list[str] | None = None
    labels: list[frozenset[str]] | None = None  # allowed mention labels a word
    people: list[tuple[int, int]] = field(default_factory=list)  # token ranges of personal names


def read_conllu(path: Path) -> Iterator[tuple[Sentence, list[str]]]:
    """Sentences of a CoNLL-U file with the MISC column beside; multiword ranges and empty nodes left out."""
    rows: list[list[str]] = []
    for line in (*path.read_text("utf-8").split("\n"), ""):
        if line.startswith("#"):
            continue
        if line:
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif rows:
            yield _sentence(rows), [row[9] for row in rows]
            rows = []


def _sentence(rows: list[list[str]]) -> Sentence:
    column = [list(values) for values in zip(*rows, strict=True)]
    return Sentence(
        words=column[1],
        lemmas=column[2],
        upos=column[3],
        xpos=column[4],
        feats=["" if feats == "_" else feats for feats in column[5]],
        heads=[int(head) for head in column[6]],
        deprels=column[7],
    )


def ewt(data: Path, part: str) -> list[Sentence]:
    """UD English EWT, `train` or `dev`; no mentions."""
    return [sentence for sentence, _ in read_conllu(data / "ud" / f"en_ewt-ud-{part}.conllu")]


def gum(data: Path, part: str, *, genres: tuple[str, ...] = OPEN_GENRES) -> list[Sentence]:
    """GUM, `train` or `dev`, only the genres named; mentions of names, times and events."""
    found = []
    for path in sorted((data / "gum" / part / "dep").glob("*.conllu")):
        if path.name.split("_")[1] in genres:
            for sentence, misc in read_conllu(path):
                _label_gum(sentence, misc)
                found.append(sentence)
    return found


def _label_gum(sentence: Sentence, misc: list[str]) -> None:
    spans: list[tuple[int, int, tuple[str, ...]]] = []
    for first, last, kind in _gum_mentions(misc):
        span = _gum_name(sentence, first, last, kind)
        if span is not None:
            spans.append(span)
    unknown = {"PEOPLE", "FACILITY", "DOCUMENT", "WEAPON"}
    sentence.labels = _labels(len(sentence.words), spans, unknown)
    assert sentence.upos is not None
    for token, (word, upos) in enumerate(zip(sentence.words, sentence.upos, strict=True)):
        if not word[0].isupper() or upos not in ("ADJ", "PROPN", "NOUN"):
            sentence.labels[token] -= _pair("PEOPLE")
    sentence.people = [(first, last) for first, last, kinds in spans if kinds == ("PERSON",)]


def _gum_mentions(misc: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first, last included, entity type) from GUM's bracket notation in MISC."""
    open_now: list[tuple[str, int, str]] = []
    for token, entry in enumerate(misc):
        match = re.search(r"Entity=([^|]*)", entry)
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", match[1]) if match else ():
            fields = part.strip("()").split("-")
            if part[0] == "(" and part[-1] == ")":
                yield token, token, fields[1]
            elif part[0] == "(":
                open_now.append((fields[0], token, fields[1]))
            else:
                for place in range(len(open_now) - 1, -1, -1):
                    if open_now[place][0] == fields[0]:
                        _, first, kind = open_now.pop(place)
                        yield first, token, kind
                        break


def _gum_name(
    sentence: Sentence, first: int, last: int, kind: str
) -> tuple[int, int, tuple[str, ...]] | None:
    """The name inside a GUM mention: the capitalised chunk around its head; a time as a whole."""
    assert sentence.upos is not None
    assert sentence.heads is not None
    assert sentence.xpos is not None
    inside = range(first, last + 1)
    head = next((t for t in inside if not first <= sentence.heads[t] - 1 <= last), first)
    if kind == "time":
        short = last - first < 8 and sentence.upos[head] in ("NOUN", "PROPN", "NUM")
        return (first, last + 1, ("DATE",)) if short else None
    if sentence.upos[head] != "PROPN":
        return None
    low, high = _name_chunk(sentence, head, first, last)
    if kind == "place":
        return low, high, ("PLACE", "FACILITY")
    if kind == "person" and sentence.xpos[head] == "NNPS":
        return low, high, ("PEOPLE",)
    if kind in GUM_TYPES:
        return low, high, (GUM_TYPES[kind],)
    return low, high, ("DOCUMENT", "WEAPON", "FACILITY")


def _name_chunk(sentence: Sentence, head: int, first: int, last: int) -> tuple[int, int]:
    """Token range (last not included) of the capitalised words around the head, linking words inside it."""
    assert sentence.upos is not None
    words, upos = sentence.words, sentence.upos
    low, high = head, head
    while low > first and (upos[low - 1] == "PROPN" or (words[low - 1][0].isupper() and low - 1 > 0)):
        low -= 1
    while high < last:
        step = next((s for s in (1, 2, 3) if high + s <= last and upos[high + s] in ("PROPN", "NUM")), 0)
        between = words[high + 1 : high + step]
        if not step or not all(word.lower() in LINKING for word in between):
            break
        high += step
    if upos[low] == "DET" and low < head:
        low += 1
    return low, high + 1


def re3d(data: Path) -> list[Sentence]:
    """re3d documents, cut into sentences by rule; mentions only."""
    found = []
    for folder in sorted((data / "ner" / "re3d").iterdir()):
        if folder.is_dir():
            entities: dict[str, list[tuple[int, int, str]]] = {}
            for entity in _json_lines(folder / "entities.json"):
                if entity["type"] in RE3D_TYPES:
                    place = (int(entity["begin"]), int(entity["end"]), RE3D_TYPES[str(entity["type"])])
                    entities.setdefault(str(entity["documentId"]), []).append(place)
            for document in _json_lines(folder / "documents.json"):
                found.extend(_re3d_sentences(str(document["text"]), entities.get(str(document["_id"]), [])))
    return found


def _json_lines(path: Path) -> Iterator[dict[str, str | int]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _re3d_sentences(text: str, entities: list[tuple[int, int, str]]) -> Iterator[Sentence]:
    for start, end in _rough_sentences(text):
        tokens = [(m.start(), m.end()) for m in re.finditer(r"\w+(?:[.'’-]\w+)*|[^\w\s]", text[start:end])]
        words = [text[start + a : start + b] for a, b in tokens]
        spans = []
        for begin, stop, kind in entities:
            covered = [i for i, (a, b) in enumerate(tokens) if start + a < stop and start + b > begin]
            covered = _trimmed(words, covered, kind)
            if covered:
                spans.append((covered[0], covered[-1] + 1, (kind,)))
        if words:
            sentence = Sentence(words, labels=_labels(len(words), spans, {"EVENT", "FACILITY"}))
            sentence.people = [(a, b) for a, b, kinds in spans if kinds == ("PERSON",)]
            yield sentence


def _trimmed(words: list[str], covered: list[int], kind: str) -> list[int]:
    """Without articles and lower-case words at the ends; nothing for mentions that name nobody."""
    if kind in ("DATE", "WEAPON"):
        return covered
    while covered and not words[covered[0]][0].isupper():
        covered = covered[1:]
    while covered and not words[covered[-1]][0].isupper():
        covered = covered[:-1]
    if covered and words[covered[0]].lower() == "the":
        covered = covered[1:]
    return covered


def _rough_sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[.!?][\"”’)]*\s+(?=[\"“A-Z])|\n+", text):
        if match.end() > start:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def crossner(data: Path) -> list[Sentence]:
    """CrossNER politics, train and dev; mentions only, no dates."""
    found = []
    for part in ("train", "dev"):
        text = (data / "ner" / "crossner_politics" / f"{part}.txt").read_text("utf-8")
        for block in text.strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line]
            words = [row[0] for row in rows]
            spans = _iob_spans([row[1] for row in rows])
            named = [(a, b, CROSSNER_TYPES[kind]) for a, b, kind in spans]
            sentence = Sentence(words, labels=_labels(len(words), named, {"DATE", "WEAPON", "FACILITY", "DOCUMENT"}))
            sentence.people = [(a, b) for a, b, kinds in named if kinds == ("PERSON",)]
            found.append(sentence)
    return found


def _iob_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for token, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((token, token + 1, tag[2:]))
        elif tag.startswith("I-") and spans:
            spans[-1] = (spans[-1][0], token + 1, spans[-1][2])
    return spans


def _pair(kind: str) -> frozenset[str]:
    return frozenset({f"B-{kind}", f"I-{kind}"})


def _labels(
    length: int, spans: list[tuple[int, int, tuple[str, ...]]], unknown: set[str]
) -> list[frozenset[str]]:
    """Allowed labels a word: of the longest span over it, else O or any type the source does not know."""
    outside = frozenset({"O"}).union(*(_pair(kind) for kind in unknown))
    labels = [outside] * length
    for first, last, kinds in sorted(spans, key=lambda span: span[0] - span[1]):
        if any(labels[token] != outside for token in range(first, last)):
            continue
        for token in range(first, last):
            position = "B" if token == first else "I"
            labels[token] = frozenset(f"{position}-{kind}" for kind in kinds)
    return labels
