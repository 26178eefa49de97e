"""The open data the reader learns from, as sentences of one form.

Trees: Universal Dependencies English EWT (CC BY-SA 4.0) and the open genres of GUM (CC BY and public domain).
Mentions: GUM, re3d (public domain, OGL, CC BY) and CrossNER politics (MIT); labels.py
says what is made of them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from training.reader.labels import ORGANISATIONS, LabelSet, Name, allowed, named, peoples_only, person
from training.reader.peoples import words

OPEN_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "voyage")
GUM_TYPES: dict[str, tuple[str, ...]] = {
    "organization": ORGANISATIONS,
    "time": ("DATE",),
    "event": ("EVENT",),
    "place": ("PLACE",),
    "object": ("DOCUMENT", "WEAPON", "O"),
    "abstract": ("DOCUMENT", "O"),
}
GUM_ACTORS = ("person", "organization", "animal")
GUM_NEVER_LINKED = ("time", "event", "abstract", "substance", "plant")
GUM_UNKNOWN = ("PEOPLE", "DOCUMENT", "WEAPON", "TITLE")
RE3D_TYPES: dict[str, tuple[str, ...]] = {
    "Person": ("PERSON",),
    "Organisation": ORGANISATIONS,
    "Location": ("PLACE",),
    "Nationality": ("PEOPLE",),
    "MilitaryPlatform": ("WEAPON",),
    "Weapon": ("WEAPON",),
    "DocumentReference": ("DOCUMENT",),
    "Temporal": ("DATE",),
}
RE3D_UNKNOWN = ("EVENT", "TITLE")
CROSSNER_TYPES: dict[str, tuple[str, ...]] = {
    "person": ("PERSON",),
    "politician": ("PERSON",),
    "organisation": ORGANISATIONS,
    "politicalparty": ("PARTY",),
    "country": ("COUNTRY",),
    "location": ("PLACE",),
    "event": ("EVENT",),
    "election": ("EVENT",),
    "misc": ("PEOPLE", "DOCUMENT", "EVENT", "WEAPON", "O"),
}
CROSSNER_UNKNOWN = ("DATE", "WEAPON", "DOCUMENT", "TITLE")
_TOKEN = re.compile(r"<token [^>]*sentence=\"(\d+)\"[^>]*>([^<]+)</token>")
UNLABELLED = 0.15  # share of the epochs in which a text without labels is read
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
    links: list[tuple[int, str]] | None = (
        None  # head word of every mention and its chain, where chains are known
    )
    nominals: list[int] | None = None  # head words of noun phrases that mean an actor, where they are known
    ruled: list[bool] | None = (
        None  # whether a rule would end a sentence after each word, in the running text
    )

    def label(self, names: list[Name], unknown: tuple[str, ...]) -> None:
        """Set the allowed mention labels from the names a source annotates."""
        self.labels = allowed(self.words, names, unknown, self.xpos)
        self.people = [(n.first, n.last) for n in names if n.kinds == ("PERSON",)]
        self.places = [(n.first, n.last) for n in names if n.kinds == ("PLACE",)]


@dataclass(frozen=True)
class Choice:
    """One pronoun and some names, each with whether the pronoun means it: (sentence, word, right)."""

    pronoun: tuple[int, int]
    names: tuple[tuple[int, int, bool], ...]


@dataclass
class TrainingDocument:
    """Sentences in the order of their text; `cut` says whether their ends are known and not only guessed.

    `share` is how often it is read, of all epochs.
    """

    name: str
    sentences: list[Sentence]
    cut: bool = True
    share: float = 1.0
    choice: Choice | None = None


def read_conllu(path: Path) -> Iterator[tuple[Sentence, list[str], list[str]]]:
    """Sentences of a CoNLL-U file, the MISC column, the comments; multiword ranges and empty nodes left out."""
    rows: list[list[str]] = []
    comments: list[str] = []
    for line in (*path.read_text("utf-8").split("\n"), ""):
        if line.startswith("#"):
            comments.append(line)
        elif line:
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif rows:
            yield _sentence(rows), [row[9] for row in rows], comments
            rows, comments = [], []


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


def ewt(data: Path, part: str) -> list[TrainingDocument]:
    """UD English EWT, `train` or `dev`; of mentions only the peoples our list tells."""
    path = data / "ud" / f"en_ewt-ud-{part}.conllu"
    ruled = ruled_ends(path)
    found: list[TrainingDocument] = []
    for sentence, _, comments in read_conllu(path):
        assert sentence.xpos is not None
        sentence.labels = peoples_only(sentence.words, sentence.xpos)
        sentence.ruled = next(ruled)
        if not found or any(comment.startswith("# newdoc") for comment in comments):
            found.append(TrainingDocument(f"ewt-{len(found)}", []))
        found[-1].sentences.append(sentence)
    return found


def gum(data: Path, part: str, *, genres: tuple[str, ...] | None = OPEN_GENRES) -> list[TrainingDocument]:
    """GUM, `train` or `dev`, only the genres named (None: all); mentions of names, times and events; chains."""
    found = []
    for path in _gum_files(data, part, genres):
        document = TrainingDocument(path.stem, [])
        ruled = ruled_ends(path)
        for sentence, misc, _ in read_conllu(path):
            _label_gum(sentence, misc)
            sentence.ruled = next(ruled)
            document.sentences.append(sentence)
        found.append(document)
    return found


def _gum_files(data: Path, part: str, genres: tuple[str, ...] | None) -> list[Path]:
    paths = sorted((data / "gum" / part / "dep").glob("*.conllu"))
    return [path for path in paths if genres is None or path.name.split("_")[1] in genres]


@dataclass
class RawText:
    """Running text with the gold words' character offsets, and the gold sentences (trees) that they make."""

    text: str
    words: list[tuple[int, int]]
    sentences: list[Sentence]


def raw_texts(paths: Iterable[Path]) -> Iterator[RawText]:
    """The documents of CoNLL-U files as running text.

    A new paragraph, where the file marks one, is a blank line; sentences in it are parted by a space.
    """
    for path in paths:
        found = RawText("", [], [])
        for sentence, _, comments in read_conllu(path):
            if found.text and any(comment.startswith("# newdoc") for comment in comments):
                yield found
                found = RawText("", [], [])
            fresh = any(comment.startswith("# newpar") for comment in comments)
            found.text += "" if not found.text else "\n\n" if fresh else " "
            start = len(found.text)
            found.text += next(comment[9:] for comment in comments if comment.startswith("# text = "))
            for word in sentence.words:
                place = found.text.find(word, start)
                start = place if place >= 0 else start  # a word written otherwise than in the text
                found.words.append((start, start + len(word)))
                start += len(word)
            found.sentences.append(sentence)
        yield found


def ruled_ends(path: Path) -> Iterator[list[bool]]:
    """For each sentence of a CoNLL-U file, after which of its words a rule ends a sentence in the running text."""
    for raw in raw_texts([path]):
        ends = rule_ends(raw.text)
        words = iter(raw.words)
        for sentence in raw.sentences:
            yield [next(words)[1] in ends for _ in sentence.words]


def rule_ends(text: str) -> set[int]:
    """The characters after which a rule ends a sentence."""
    tokens = tokenize(text)
    return {tokens[end - 1][1] for end, _ in sentence_ends(text, tokens)}


def open_files(data: Path, part: str) -> list[Path]:
    """GUM's files of the open genres."""
    return _gum_files(data, part, OPEN_GENRES)


def _label_gum(sentence: Sentence, misc: list[str]) -> None:
    mentions = list(_gum_mentions(misc))
    names = [_gum_name(sentence, first, last, kind) for first, last, kind, _ in mentions]
    sentence.label([name for name in names if name is not None], GUM_UNKNOWN)
    assert sentence.upos is not None
    heads = {
        (_last_flat(sentence, _head(sentence, a, b)), chain)
        for a, b, kind, chain in mentions
        if kind not in GUM_NEVER_LINKED
    }
    sentence.links = sorted(heads)
    actors = {_head(sentence, a, b) for a, b, kind, _ in mentions if kind in GUM_ACTORS}
    sentence.nominals = sorted(t for t in actors if sentence.upos[t] == "NOUN")


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The word of a phrase (last included) whose head lies outside it."""
    assert sentence.heads is not None
    inside = range(first, last + 1)
    return next((t for t in inside if not first <= sentence.heads[t] - 1 <= last), first)


def _last_flat(sentence: Sentence, head: int) -> int:
    """The last word of a name whose first is its head (David Titley): what links take for the head."""
    assert sentence.heads is not None
    assert sentence.deprels is not None
    rows = zip(sentence.heads, sentence.deprels, strict=True)
    return max((t for t, (h, d) in enumerate(rows) if h == head + 1 and d == "flat"), default=head)


def _gum_mentions(misc: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """(first, last included, entity type, chain) from GUM's bracket notation in MISC."""
    open_now: list[tuple[str, int, str]] = []
    for token, entry in enumerate(misc):
        match = re.search(r"Entity=([^|]*)", entry)
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", match[1]) if match else ():
            fields = part.strip("()").split("-")
            if part[0] == "(" and part[-1] == ")":
                yield token, token, fields[1], fields[0]
            elif part[0] == "(":
                open_now.append((fields[0], token, fields[1]))
            else:
                for place in range(len(open_now) - 1, -1, -1):
                    if open_now[place][0] == fields[0]:
                        _, first, kind = open_now.pop(place)
                        yield first, token, kind, fields[0]
                        break


def _gum_name(sentence: Sentence, first: int, last: int, kind: str) -> Name | None:
    """The name inside a GUM mention: the capitalised chunk around its head; a time as a whole."""
    assert sentence.upos is not None
    assert sentence.heads is not None
    assert sentence.xpos is not None
    head = _head(sentence, first, last)
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


def re3d(data: Path) -> list[TrainingDocument]:
    """re3d documents, cut into sentences by rule; mentions only."""
    found: list[TrainingDocument] = []
    for folder in sorted((data / "ner" / "re3d").iterdir()):
        if folder.is_dir():
            entities: dict[str, list[tuple[int, int, str]]] = {}
            for entity in _json_lines(folder / "entities.json"):
                if entity["type"] in RE3D_TYPES:
                    place = (int(entity["begin"]), int(entity["end"]), str(entity["type"]))
                    entities.setdefault(str(entity["documentId"]), []).append(place)
            for document in _json_lines(folder / "documents.json"):
                name, text = str(document["_id"]), str(document["text"])
                sentences = list(_re3d_sentences(text, entities.get(name, [])))
                found.append(TrainingDocument(f"re3d-{name}", sentences, cut=False))
    return found


def _json_lines(path: Path) -> Iterator[dict[str, str | int]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _re3d_sentences(text: str, entities: list[tuple[int, int, str]]) -> Iterator[Sentence]:
    tokens = tokenize(text)
    ends = [end for end, _ in sentence_ends(text, tokens)]
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
    if kind != "Person":
        return named(words, first, last, RE3D_TYPES[kind])
    trimmed = named(words, first, last, ("PERSON",))
    return person(words, trimmed.first, trimmed.last) if trimmed and trimmed.kinds == ("PERSON",) else trimmed


def crossner(data: Path) -> list[TrainingDocument]:
    """CrossNER politics, train and dev, a document a sentence; mentions only, no dates."""
    found: list[TrainingDocument] = []
    for part in ("train", "dev"):
        text = (data / "ner" / "crossner_politics" / f"{part}.txt").read_text("utf-8")
        for block in text.strip().split("\n\n"):
            parts, tags = _as_ud([line.split("\t") for line in block.split("\n") if line])
            sentence = Sentence(parts)
            names = [_crossner_name(parts, *span) for span in iob_spans(tags)]
            sentence.label([name for name in names if name is not None], CROSSNER_UNKNOWN)
            found.append(TrainingDocument(f"crossner-{len(found)}", [sentence], cut=False))
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


def unlabelled(data: Path) -> list[TrainingDocument]:
    """News without labels that the reader uses, for teachers to teach on: ECB+ (CC BY 3.0), MEANTIME (CC BY 4.0)."""
    found = []
    for path in sorted((data / "cdec" / "ecbplus").rglob("*.xml")):
        sentences: dict[int, list[str]] = {}
        for number, word in _TOKEN.findall(path.read_text("utf-8")):
            sentences.setdefault(int(number), []).extend(html.unescape(word).split())
        found.append(
            TrainingDocument(
                path.stem, [Sentence(w) for w in sentences.values() if w], cut=False, share=UNLABELLED
            )
        )
    for path in sorted((data / "text" / "meantime").rglob("*.json")):
        text = str(json.loads(path.read_text("utf-8"))["text"])
        tokens = tokenize(text)
        ends = [end for end, _ in sentence_ends(text, tokens)]
        parts = [[text[a:b] for a, b in tokens[i:j]] for i, j in zip([0, *ends], ends, strict=False)]
        kept = [Sentence(words) for words in parts if words]
        found.append(TrainingDocument(path.stem, kept, cut=False, share=UNLABELLED))
    return found
