"""Reading: a document's text in, its Analysis out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.analysis.lemmas import lemma_of
from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from communique.analysis.trees import best_tree
from communique.models import ReaderSession, reader_session
from communique.models.inputs import LONGEST
from communique.models.session import Scores
from communique.records import ROOT, Analysis, Document, TextMention


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


class Reader:
    """Reads many documents with one session; the sentences of all are batched together."""

    def __init__(self, session: ReaderSession | None = None) -> None:
        self._session = session or reader_session()

    def read(self, document: Document) -> Analysis:
        """Sentences, tokens, lemmas, tags, heads, relations and mentions of one document."""
        return self.read_many([document])[0]

    def read_many(self, documents: Sequence[Document]) -> list[Analysis]:
        """The analyses of documents, in their order."""
        cut = [_cut(document.text) for document in documents]
        sentences = [
            [document.text[start:end] for start, end in tokens[first:last]]
            for document, (tokens, ranges) in zip(documents, cut, strict=True)
            for first, last in ranges
        ]
        parsed = iter(parse(sentences, self._session))
        return [
            _analysis(document.id, tokens, ranges, [next(parsed) for _ in ranges])
            for document, (tokens, ranges) in zip(documents, cut, strict=True)
        ]


def analyse(document: Document) -> Analysis:
    """Sentences, tokens, lemmas, tags, heads, relations and mentions of one document; empty for empty text."""
    return Reader().read(document)


def _cut(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The tokens' character offsets, and the sentences as token ranges."""
    tokens = tokenize(text)
    ends = sentence_ends(text, tokens)
    return tokens, list(zip([0, *ends], ends, strict=False))


def parse(sentences: Sequence[Sequence[str]], session: ReaderSession | None = None) -> list[Parsed]:
    """What the reader makes of sentences that are already cut into words; none may be empty.

    A sentence longer than the encoder reads is read in parts, whose roots then hang on the first part's.
    """
    session = session or reader_session()
    labels = session.card.labels
    parts = [words[i : i + LONGEST] for words in sentences for i in range(0, len(words), LONGEST)]
    read = iter([_decode(words, one, labels) for words, one in zip(parts, session(parts), strict=True)])
    return [_joined([next(read) for _ in range(0, len(words), LONGEST)]) for words in sentences]


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


def _analysis(
    document: str,
    tokens: Sequence[tuple[int, int]],
    ranges: Sequence[tuple[int, int]],
    parsed: Sequence[Parsed],
) -> Analysis:
    heads: list[int] = []
    mentions: list[TextMention] = []
    for (first, _), sentence in zip(ranges, parsed, strict=True):
        heads.extend(ROOT if head == 0 else first + head - 1 for head in sentence.heads)
        mentions.extend(
            TextMention(first + a, first + b, kind, score) for a, b, kind, score in sentence.mentions
        )
    return Analysis(
        document=document,
        sentences=tuple(ranges),
        starts=tuple(start for start, _ in tokens),
        ends=tuple(end for _, end in tokens),
        lemmas=_column(s.lemmas for s in parsed),
        upos=_column(s.upos for s in parsed),
        xpos=_column(s.xpos for s in parsed),
        feats=_column(s.feats for s in parsed),
        heads=tuple(heads),
        deprels=_column(s.deprels for s in parsed),
        mentions=tuple(mentions),
    )


def _column(parts: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(value for part in parts for value in part)


def _decode(words: Sequence[str], scores: Scores, labels: dict[str, list[str]]) -> Parsed:
    heads = best_tree(scores.arcs)
    return Parsed(
        upos=[labels["upos"][i] for i in scores.upos],
        xpos=[labels["xpos"][i] for i in scores.xpos],
        feats=[labels["feats"][i] for i in scores.feats],
        lemmas=[
            lemma_of(word, labels["lemmas"][edit], labels["upos"][tag])
            for word, edit, tag in zip(words, scores.lemmas, scores.upos, strict=True)
        ],
        heads=heads.tolist(),
        deprels=_relations(heads, scores, labels["deprels"]),
        mentions=_mentions(scores.mentions, labels["mentions"]),
    )


def _relations(heads: NDArray[np.int64], scores: Scores, names: list[str]) -> list[str]:
    """The root's relation is root and no other's is, also where the tree repair moved a word."""
    pairs = zip(heads.tolist(), scores.relation.tolist(), scores.other_relation.tolist(), strict=True)
    found = []
    for head, best, other in pairs:
        name = names[best]
        found.append("root" if head == 0 else names[other] if name == "root" else name)
    return found


def _mentions(probabilities: NDArray[np.float32], names: list[str]) -> list[tuple[int, int, str, float]]:
    """Mentions from the best label a word; an I that continues nothing opens a mention of its own."""
    best = probabilities.argmax(1)
    found: list[tuple[int, int, str, float]] = []
    for token in np.flatnonzero(best != names.index("O")).tolist():
        position, _, kind = names[best[token]].partition("-")
        score = float(probabilities[token, best[token]])
        if position == "I" and found and found[-1][1] == token and found[-1][2] == kind:
            first, _, _, lowest = found[-1]
            found[-1] = (first, token + 1, kind, min(lowest, score))
        else:
            found.append((token, token + 1, kind, score))
    return found
