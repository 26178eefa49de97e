"""A document and its analysis side by side, with the questions coders ask of a parse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from communique.records import ROOT, Analysis, Document, Span

DASHES = ("–", "—", "―", "-", "--")
PARTY = 0.6  # probability of being a party from which a capital stands for its state


class Reading:
    """One document as the coders see it: token texts, children, subtrees, spans.

    `parties` is how likely each token is of a party to some event, as the learned coder has it.
    Tokens are named by their index in the columns of the analysis, over the whole document.
    """

    def __init__(
        self, document: Document, analysis: Analysis, *, parties: NDArray[np.float32] | None = None
    ) -> None:
        self._parties = parties
        self.document = document
        self.analysis = analysis
        self.text = document.text
        self.lemmas = analysis.lemmas
        self.upos = analysis.upos
        self.xpos = analysis.xpos
        self.feats = analysis.feats
        self.heads = analysis.heads
        self.deprels = analysis.deprels
        self.sentences = analysis.sentences

    def __len__(self) -> int:
        return len(self.analysis)

    def is_party(self, token: int) -> bool:
        """Whether the learned coder takes the token for a party to an event; False where it was not asked."""
        return self._parties is not None and bool(self._parties[token] >= PARTY)

    @cached_property
    def named_as(self) -> tuple[frozenset[str], ...]:
        """The types of the reader's mentions that cover each token."""
        found: list[set[str]] = [set() for _ in self.heads]
        for mention in self.analysis.mentions:
            for token in range(mention.first, mention.last):
                found[token].add(mention.type)
        return tuple(map(frozenset, found))

    @cached_property
    def mention_ends(self) -> dict[int, int]:
        """Where the longest of the reader's mentions ends (not included) that begins at a token."""
        found: dict[int, int] = {}
        for mention in self.analysis.mentions:
            found[mention.first] = max(mention.last, found.get(mention.first, 0))
        return found

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens as written."""
        pairs = zip(self.analysis.starts, self.analysis.ends, strict=True)
        return tuple(self.text[start:end] for start, end in pairs)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The tokens in lower case, typographic apostrophes made plain."""
        return tuple(word.lower().replace("’", "'") for word in self.words)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != ROOT:
                found[head].append(token)
        return tuple(map(tuple, found))

    @cached_property
    def _sentence_of(self) -> tuple[int, ...]:
        numbers = []
        for number, (first, last) in enumerate(self.sentences):
            numbers.extend([number] * (last - first))
        return tuple(numbers)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds `token`."""
        return self._sentence_of[token]

    def base(self, token: int) -> str:
        """The universal relation of `token` to its head, without the subtype (`nsubj` for `nsubj:pass`)."""
        return self.deprels[token].partition(":")[0]

    def feat(self, token: int, name: str) -> str | None:
        """The value of one morphological feature, or None."""
        for pair in self.feats[token].split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None

    def children(self, token: int, *relations: str) -> tuple[int, ...]:
        """The dependents of `token` in text order; only those in `relations` where any are given.

        A relation without a subtype also finds its subtypes.
        """
        below = self._children[token]
        if not relations:
            return below
        return tuple(c for c in below if self.deprels[c] in relations or self.base(c) in relations)

    def subtree(self, token: int) -> tuple[int, ...]:
        """`token` and all below it, in text order."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self._children[current])
        return tuple(sorted(found))

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above `token`, nearest first."""
        head = self.heads[token]
        while head != ROOT:
            yield head
            head = self.heads[head]

    def conjuncts(self, token: int) -> tuple[int, ...]:
        """`token` and what is coordinated with it as its dependents, in text order."""
        found = [token]
        for conjunct in self.children(token, "conj"):
            found.extend(self.conjuncts(conjunct))
        return tuple(sorted(found))

    def span(self, first: int, last: int | None = None) -> Span:
        """The characters from token `first` to before token `last` (one token where `last` is None)."""
        last = first + 1 if last is None else last
        return Span(self.analysis.starts[first], self.analysis.ends[last - 1])

    def sentence_span(self, token: int) -> Span:
        """The characters of the sentence that holds `token`."""
        return self.span(*self.sentences[self.sentence_of(token)])

    def token_at(self, offset: int) -> int | None:
        """The token that covers, or first starts after, the character `offset`; None past the last."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.analysis.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) else None
