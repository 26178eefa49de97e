"""Reading: a document's text in, its Analysis out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from communique.analysis.trees import best_tree
from communique.models import ReaderSession, reader_session
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


def analyse(document: Document) -> Analysis:
    """Sentences, tokens, lemmas, tags, heads, relations and mentions of one document."""
    text = document.text
    tokens = tokenize(text)
    ends = sentence_ends(text, tokens)
    words = [text[start:end] for start, end in tokens]
    ranges = list(zip([0, *ends], ends, strict=False))
    parsed = parse([words[first:last] for first, last in ranges])
    return _analysis(document.id, tokens, ranges, parsed)


def parse(sentences: Sequence[Sequence[str]], session: ReaderSession | None = None) -> list[Parsed]:
    """What the reader makes of sentences that are already cut into words."""
    session = session or reader_session()
    labels = session.card.labels
    scores = session(sentences)
    return [_decode(words, one, labels) for words, one in zip(sentences, scores, strict=True)]


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
        mentions.extend(TextMention(first + a, first + b, kind, score) for a, b, kind, score in sentence.mentions)
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
        lemmas=[lemma_of(w, labels["lemmas"][i]) for w, i in zip(words, scores.lemmas, strict=True)],
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


@lru_cache(maxsize=100_000)
def lemma_of(word: str, edit: str) -> str:
    """The lemma that an edit ("l-2+y": lower case, cut two, add y; "k" keeps the case) makes of a word."""
    case, _, rest = edit.partition("-")
    cut, _, added = rest.partition("+")
    base = word.lower() if case == "l" else word
    keep = len(base) - int(cut)
    return base[:keep] + added if keep > 0 or (keep == 0 and added) else base


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
