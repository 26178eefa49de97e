"""The open data the reader learns from, as sentences of one form.

Trees: Universal Dependencies English EWT (CC BY-SA 4.0) and the open genres of GUM (CC BY and public domain).
Mentions: GUM, re3d (public domain, OGL, CC BY) and CrossNER politics (MIT); labels.py
says what is made of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from training.reader.labels import LabelSet, Name, allowed, named, peoples_only, person
from training.reader.peoples import words

OPEN_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "voyage")
GUM_TYPES: dict[str, tuple[str, ...]] = {
    "organization": ("ORG",),
    "time": ("DATE",),
    "event": ("EVENT",),
    "place": ("PLACE",),
    "object": ("DOCUMENT", "WEAPON", "O"),
    "abstract": ("DOCUMENT", "O"),
}
GUM_UNKNOWN = ("PEOPLE", "DOCUMENT", "WEAPON")
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
RE3D_UNKNOWN = ("EVENT",)
CROSSNER_TYPES: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",),
    "politician": ("PERSON",),
    "organisation": ("ORG",),
    "politicalparty": ("ORG",),
    "country": ("PLACE",),
    "location": ("PLACE",),
    "event": ("EVENT",),
    "election": ("EVENT",),
    "misc": ("PEOPLE", "DOCUMENT", "EVENT", "WEAPON", "O"),
}
CROSSNER_UNKNOWN = ("DATE", "WEAPON", "DOCUMENT")
LINKING = frozenset(words("linking"))


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
    labels: list[LabelSet] | None = None  # allowed mention labels a word
    people: list[tuple[int, int]] = field(default_factory=list)  # token ranges of personal names
    places: list[tuple[int, int]] = field(default_factory=list)  # token ranges of names of places

    def label(self, names: list[Name], unknown: tuple[str, ...]) -> None:
        """Set the allowed mention labels from the names a source annotates."""
        self.labels = allowed(self.words, names, unknown, self.xpos)
        self.people = [(n.first, n.last) for n in names if n.kinds == ("PERSON",)]
        self.places = [(n.first, n.last) for n in names if n.kinds[:1] == ("PLACE",)]


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
    """UD English EWT, `train` or `dev`; of mentions only the peoples our list tells."""
    found = []
    for sentence, _ in read_conllu(data / "ud" / f"en_ewt-ud-{part}.conllu"):
        assert sentence.xpos is not None
        sentence.labels = peoples_only(sentence.words, sentence.xpos)
        found.append(sentence)
    return found


def gum(data: Path, part: str, *, genres: tuple[str, ...] | None = OPEN_GENRES) -> list[Sentence]:
    """GUM, `train` or `dev`, only the genres named (None: all); mentions of names, times and events."""
    found = []
    for path in _gum_files(data, part, genres):
        for sentence, misc in read_conllu(path):
            _label_gum(sentence, misc)
            found.append(sentence)
    return found


def _gum_files(data: Path, part: str, genres: tuple[str, ...] | None) -> list[Path]:
    paths = sorted((data / "gum" / part / "dep").glob("*.conllu"))
    return [path for path in paths if genres is None or path.name.split("_")[1] in genres]


def raw_texts(data: Path, part: str) -> Iterator[tuple[str, list[tuple[int, int]], list[int]]]:
    """GUM's documents of the open genres as running text, with token offsets and the ends of sentences.

    A new paragraph, where GUM has one, is a blank line; sentences in it are parted by a space.
    """
    for path in _gum_files(data, part, OPEN_GENRES):
        text, tokens, ends = "", [], []
        fresh = False
        for line in path.read_text("utf-8").split("\n"):
            fresh = fresh or line.startswith("# newpar")
            if line.startswith("# text = "):
                start = len(text) + (0 if not text else 2 if fresh else 1)
                text += ("" if not text else "\n\n" if fresh else " ") + line[9:]
                fresh = False
            elif line[:1].isdigit() and line.split("\t")[0].isdigit():
                word = line.split("\t")[1]
                start = text.index(word, start)
                tokens.append((start, start + len(word)))
                start += len(word)
            elif not line and tokens and (not ends or ends[-1] != tokens[-1][1]):
                ends.append(tokens[-1][1])
        yield text, tokens, ends


def _label_gum(sentence: Sentence, misc: list[str]) -> None:
    names = [_gum_name(sentence, first, last, kind) for first, last, kind in _gum_mentions(misc)]
    sentence.label([name for name in names if name is not None], GUM_UNKNOWN)


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


def _gum_name(sentence: Sentence, first: int, last: int, kind: str) -> Name | None:
    """The name inside a GUM mention: the capitalised chunk around its head; a time as a whole."""
    assert sentence.upos is not None
    assert sentence.heads is not None
    assert sentence.xpos is not None
    inside = range(first, last + 1)
    head = next((t for t in inside if not first <= sentence.heads[t] - 1 <= last), first)
    if kind == "time":
        short = last - first < 8 and sentence.upos[head] in ("NOUN", "PROPN", "NUM")
        return named(sentence.words, first, last + 1, ("DATE",)) if short else None
    if sentence.upos[head] != "PROPN":
        return None
    low, high = _name_chunk(sentence, head, first, last)
    if kind == "person" and sentence.xpos[head] == "NNPS":
        return named(sentence.words, low, high, ("PEOPLE",))
    if kind == "person":
        return person(sentence.words, low, high)
    return named(sentence.words, low, high, GUM_TYPES.get(kind, ("O",)))


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
    tokens = tokenize(text)
    ends = sentence_ends(text, tokens)
    for first, last in zip([0, *ends], ends, strict=False):
        inside = tokens[first:last]
        sentence = Sentence([text[start:end] for start, end in inside])
        names = []
        for begin, stop, kind in entities:
            covered = [i for i, (start, end) in enumerate(inside) if start < stop and end > begin]
            if covered:
                names.append(_re3d_name(sentence.words, covered[0], covered[-1] + 1, kind))
        sentence.label([name for name in names if name is not None], RE3D_UNKNOWN)
        yield sentence


def _re3d_name(words: list[str], first: int, last: int, kind: str) -> Name | None:
    """re3d annotates noun phrases and pronouns too; only what is a name counts."""
    if kind != "PERSON":
        return named(words, first, last, (kind,))
    trimmed = named(words, first, last, ("PERSON",))
    return person(words, trimmed.first, trimmed.last) if trimmed and trimmed.kinds == ("PERSON",) else trimmed


def crossner(data: Path) -> list[Sentence]:
    """CrossNER politics, train and dev; mentions only, no dates."""
    found = []
    for part in ("train", "dev"):
        text = (data / "ner" / "crossner_politics" / f"{part}.txt").read_text("utf-8")
        for block in text.strip().split("\n\n"):
            parts, tags = _as_ud([line.split("\t") for line in block.split("\n") if line])
            sentence = Sentence(parts)
            names = [_crossner_name(parts, *span) for span in iob_spans(tags)]
            sentence.label([name for name in names if name is not None], CROSSNER_UNKNOWN)
            found.append(sentence)
    return found


def _as_ud(rows: list[list[str]]) -> tuple[list[str], list[str]]:
    """Words cut as our tokenizer does (Polish|-|Lithuanian), each part with its word's tag."""
    words, tags = [], []
    for word, tag in rows:
        for number, (start, end) in enumerate(tokenize(word)):
            words.append(word[start:end])
            tags.append(tag.replace("B-", "I-") if number else tag)
    return words, tags


def _crossner_name(words: list[str], first: int, last: int, kind: str) -> Name | None:
    kinds = CROSSNER_TYPES[kind]
    return person(words, first, last) if kinds == ("PERSON",) else named(words, first, last, kinds)


def iob_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """Token ranges (last not included) and types from B- and I- tags."""
    spans: list[tuple[int, int, str]] = []
    for token, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append((token, token + 1, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1][1] == token:
            spans[-1] = (spans[-1][0], token + 1, spans[-1][2])
        elif tag.startswith("I-"):
            spans.append((token, token + 1, tag[2:]))
    return spans
