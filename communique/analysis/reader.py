"""Reading: a document's text in, its Analysis out.

The network reads windows of some sentences. Where the text tells no sentence end for sure, the network decides;
what the rules of sentences.py think weighs in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.analysis.lemmas import lemma_of
from communique.analysis.links import Linker
from communique.analysis.mentions import text_mentions
from communique.analysis.sentences import Ends, sentence_ends
from communique.analysis.tokens import tokenize
from communique.analysis.trees import best_tree, not_trees
from communique.models import ReaderSession, reader_session
from communique.models.session import BLOCK_END, KNOWN, Scores, Window
from communique.records import ROOT, Analysis, Document, Link, TextMention

WINDOW_WORDS = 80  # longer windows cost more (150 pieces a tenth more than 60) and gain nothing
LONGEST = 240  # words of one sentence that are read together
# What is added to the score of a sentence's end where a rule finds one (and a block ends), and where none. Tried on
# EWT dev as running text: 0.5 to 1.5 for NO_HINT are alike, 3 parts too much.
HINT, NO_HINT = BLOCK_END, 0.5


@dataclass(frozen=True)
class Parsed:
    """One sentence of N words: tags, features, lemmas; heads from 1 (0 is the root); relations; mentions."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    mentions: list[tuple[int, int, str, float]]
    marks: Marks = field(default_factory=lambda: Marks.none())


class Marks(NamedTuple):
    """What links need of a sentence: probability of an actor's noun phrase [N], vectors of both sides of a link."""

    nominals: NDArray[np.float32]
    anaphors: NDArray[np.float32]
    antecedents: NDArray[np.float32]

    @staticmethod
    def none() -> Marks:
        """The marks of no word."""
        return Marks(*(np.zeros((0, 0), np.float32) for _ in range(3)))


class Reader:
    """Reads many documents with one session."""

    def __init__(self, session: ReaderSession | None = None) -> None:
        self._session = session or reader_session()
        self._linker = Linker(self._session.card.link_distance)

    def read(self, document: Document) -> Analysis:
        """Sentences, tokens, lemmas, tags, heads, relations and mentions of one document."""
        return self.read_many([document])[0]

    def read_many(self, documents: Sequence[Document]) -> list[Analysis]:
        """The analyses of documents, in their order."""
        texts = [document.text for document in documents]
        read = zip(documents, self.sentences(texts), strict=True)
        return [self._analysis(document, tokens, parsed) for document, (tokens, parsed) in read]

    def sentences(self, texts: Sequence[str]) -> Iterator[tuple[list[tuple[int, int]], list[Parsed]]]:
        """For each text its tokens (character offsets) and its sentences, which hold all of them in order."""
        labels = self._session.card.labels
        for text in texts:  # each by itself: what is read beside a text changes its int8 scores a little
            tokens = tokenize(text)
            windows = list(_windows_of_text(text, tokens))
            read = zip(windows, self._session(windows), strict=True)
            yield tokens, [one for window, scores in read for one in _decode(window.words, scores, labels)]

    def _analysis(
        self, document: Document, tokens: Sequence[tuple[int, int]], parsed: Sequence[Parsed]
    ) -> Analysis:
        heads: list[int] = []
        mentions: list[TextMention] = []
        ranges: list[tuple[int, int]] = []
        for sentence in parsed:
            first = ranges[-1][1] if ranges else 0
            ranges.append((first, first + len(sentence.upos)))
            heads.extend(ROOT if head == 0 else first + head - 1 for head in sentence.heads)
            mentions.extend(
                TextMention(first + a, first + b, kind, score) for a, b, kind, score in sentence.mentions
            )
        words = [document.text[start:end] for start, end in tokens]
        xpos = _column(s.xpos for s in parsed)
        found = self._linker.links(words, xpos, mentions, [sentence.marks for sentence in parsed])
        return Analysis(
            document=document.id,
            sentences=tuple(ranges),
            starts=tuple(start for start, _ in tokens),
            ends=tuple(end for _, end in tokens),
            lemmas=_column(s.lemmas for s in parsed),
            upos=_column(s.upos for s in parsed),
            xpos=xpos,
            feats=_column(s.feats for s in parsed),
            heads=tuple(heads),
            deprels=_column(s.deprels for s in parsed),
            mentions=tuple(mentions),
            links=tuple(Link(*link) for link in found),
        )


def analyse(document: Document) -> Analysis:
    """Sentences, tokens, lemmas, tags, heads, relations and mentions of one document; empty for empty text."""
    return Reader().read(document)


def _windows_of_text(text: str, tokens: Sequence[tuple[int, int]]) -> Iterator[Window]:
    """A text's windows: whole sentences by rule, as many as fit; ends that are sure, and hints for the others."""
    words = [text[start:end] for start, end in tokens]
    ends = sentence_ends(text, tokens)
    for first, last in _grouped(ends):
        scores = np.full(last - first, NO_HINT, np.float32)
        _mark(scores, first, ends)
        scores[-1] = KNOWN
        yield Window(words[first:last], scores)


def _mark(scores: NDArray[np.float32], first: int, ends: Ends) -> None:
    for place in range(_after(ends, first), _after(ends, first + len(scores))):
        end, sure = ends[place]
        scores[end - 1 - first] = KNOWN if sure else HINT


def _after(ends: Ends, word: int) -> int:
    """How many ends lie at or before a word."""
    return bisect_right(ends, word, key=lambda end: end[0])


def _grouped(ends: Ends, fresh: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Ranges of words from end to end, of at most WINDOW_WORDS where the sentences allow; none over `fresh`.

    A window ends where an end is sure, if that leaves it a third of its length.
    """
    start = last = sure_last = 0
    for end, sure in ends:
        if last > start and (end - start > WINDOW_WORDS or last in fresh):
            cut = sure_last if sure_last - start >= WINDOW_WORDS // 3 and last not in fresh else last
            yield start, cut
            start = cut
        if (
            last > start and end - start > WINDOW_WORDS
        ):  # what was left of the window is too long with the next
            yield start, last
            start = last
        last, sure_last = end, end if sure else sure_last
    if last > start:
        yield start, last


def parse(
    sentences: Sequence[Sequence[str]], session: ReaderSession | None = None, *, fresh: Iterable[int] = ()
) -> list[Parsed]:
    """What the reader makes of sentences that are already cut into words; none may be empty.

    `fresh` are the numbers of sentences that begin a document: others are read beside those before them. A sentence
    longer than LONGEST words is read in parts, whose roots then hang on the first part's.
    """
    session = session or reader_session()
    parts = [len(words[i : i + LONGEST]) for words in sentences for i in range(0, len(words), LONGEST)]
    ends = [(end, True) for end in np.cumsum(parts).tolist()]
    starts = np.cumsum([0, *map(len, sentences)])
    words = [word for sentence in sentences for word in sentence]
    windows = []
    for first, last in _grouped(ends, {int(starts[number]) for number in fresh}):
        scores = np.full(last - first, -KNOWN, np.float32)
        _mark(scores, first, ends)
        windows.append(Window(words[first:last], scores))
    labels = session.card.labels
    read = (
        one
        for window, scores in zip(windows, session(windows), strict=True)
        for one in _decode(window.words, scores, labels)
    )
    return [_joined([next(read) for _ in range(0, len(sentence), LONGEST)]) for sentence in sentences]


def _joined(parts: list[Parsed]) -> Parsed:
    """One sentence of its parts, side by side (parataxis)."""
    if len(parts) == 1:
        return parts[0]
    whole = Parsed([], [], [], [], [], [], [])
    root = parts[0].heads.index(0) + 1
    for part in parts:
        start = len(whole.upos)
        whole.heads.extend(head + start if head else (root if start else 0) for head in part.heads)
        whole.deprels.extend("parataxis" if start and d == "root" else d for d in part.deprels)
        whole.mentions.extend((start + a, start + b, kind, score) for a, b, kind, score in part.mentions)
        for column in ("upos", "xpos", "feats", "lemmas"):
            getattr(whole, column).extend(getattr(part, column))
    return whole


def _column(parts: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(value for part in parts for value in part)


def _decode(words: Sequence[str], scores: Scores, labels: dict[str, list[str]]) -> Iterator[Parsed]:
    """The sentences of a window."""
    heads, relations = _trees(scores)
    upos = [labels["upos"][i] for i in scores.upos.tolist()]
    xpos = [labels["xpos"][i] for i in scores.xpos.tolist()]
    feats = [labels["feats"][i] for i in scores.feats.tolist()]
    edits = [labels["lemmas"][i] for i in scores.lemmas.tolist()]
    lemmas = list(map(lemma_of, words, edits, upos))
    deprels = [labels["deprels"][i] for i in relations.tolist()]
    mentions = text_mentions(words, scores.mentions, scores.sentence, labels["mentions"])
    borders = [0, *(np.flatnonzero(np.diff(scores.sentence)) + 1).tolist(), len(words)]
    for first, last in pairwise(borders):
        yield Parsed(
            upos=upos[first:last],
            xpos=xpos[first:last],
            feats=feats[first:last],
            lemmas=lemmas[first:last],
            heads=np.where(heads[first:last] > 0, heads[first:last] - first, 0).tolist(),
            deprels=[
                "root" if not h else d
                for h, d in zip(heads[first:last].tolist(), deprels[first:last], strict=True)
            ],
            mentions=[
                (a - first, b - first, kind, score) for a, b, kind, score in mentions if first <= a < last
            ],
            marks=Marks(
                scores.nominals[first:last], scores.anaphors[first:last], scores.antecedents[first:last]
            ),
        )


def _trees(scores: Scores) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Heads (from 1 in the window, 0 the root) and relations, every sentence made a tree with one root."""
    heads = scores.heads
    bad = not_trees(heads, scores.sentence)
    if len(bad):
        heads = heads.copy()
        for number in bad.tolist():
            words = np.flatnonzero(scores.sentence == number)
            places = np.concatenate(([0], words + 1))
            heads[words] = places[best_tree(scores.arcs[np.ix_(places, places)])]
    relations = np.where(
        (heads > 0) & (scores.relation != scores.other_relation), scores.other_relation, scores.relation
    )
    return heads, relations
