"""Documents cut into the windows that the network reads: some sentences, with targets for every head.

Names of persons and places are replaced by others, the same for the whole document, so that no name is learnt
by heart and no chain is broken.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from communique.models.inputs import Pieces
from training.reader.corpora import Choice, Sentence, TrainingDocument
from training.reader.hiding import hide_choice, hide_some
from training.reader.labels import PARTICLES
from training.reader.names import FAMILY, FEMALE, MALE, PLACES

RENAMED, MOVED = 0.5, 0.3  # share of documents with other persons, of places that become another, each epoch
SHORTEST, LONGEST = 16, 180  # pieces a window, drawn anew for each
CHOICE_LONGEST = 300  # pieces of a window that must hold a pronoun and its names
ALONE = 0.25  # share of documents read sentence by sentence
HIDDEN = 0.15  # share of single names told again that become a pronoun
RUNNING = 0.5  # share of documents read as running text, whose sentence ends are not told
FEMININE, MASCULINE = frozenset(("she", "her", "hers", "herself")), frozenset(("he", "him", "his", "himself"))


@dataclass
class Window:
    """Sentences read together. `links` and the choice count words from the window's start.

    In a `running` window blocks are as a rule cuts them, and the network has to tell the sentences' ends.
    """

    sentences: list[Sentence]
    links: list[tuple[int, str]] = field(default_factory=list)
    chained: bool = False
    choice: tuple[int, list[tuple[int, bool]]] | None = None
    running: bool = False

    @property
    def words(self) -> list[str]:
        """All words, in order."""
        return [word for sentence in self.sentences for word in sentence.words]


def windows(documents: Sequence[TrainingDocument], pieces: Pieces, chance: random.Random) -> Iterator[Window]:
    """The documents, each by its share, in windows of lengths drawn by `chance`."""
    for document in documents:
        if chance.random() >= document.share:
            continue
        changed = renamed(document, chance) if chance.random() < RENAMED else document.sentences
        running = document.cut and chance.random() < RUNNING
        alone = not running and document.choice is None and chance.random() < ALONE
        if document.choice is not None:
            yield from _choices(document, document.choice, changed, pieces, chance)
            continue
        changed = _hidden(document, changed, chance)
        chosen: list[Sentence] = []
        size, most = 0, chance.randint(SHORTEST, LONGEST)
        for sentence in changed:
            length = sum(map(len, pieces(sentence.words)))
            if chosen and (alone or size + length > most):
                yield _window(chosen, document, running=running)
                chosen, size, most = [], 0, chance.randint(SHORTEST, LONGEST)
            if length <= CHOICE_LONGEST:
                chosen.append(sentence)
                size += length
        if chosen:
            yield _window(chosen, document, running=running)


def _window(sentences: list[Sentence], document: TrainingDocument, *, running: bool) -> Window:
    chained = all(s.links is not None for s in sentences)
    ruled = all(s.ruled is not None for s in sentences)
    window = Window(sentences, chained=chained, running=running and ruled)
    start = 0
    for sentence in sentences:
        window.links.extend((start + word, chain) for word, chain in sentence.links or ())
        start += len(sentence.words)
    window.links.sort()
    return window


def blocks(window: Window) -> NDArray[np.bool_]:
    """The words [N] that end a block: of the sentences or, in running text, where a rule would cut."""
    last = np.zeros(len(window.words), bool)
    last[np.cumsum([len(sentence.words) for sentence in window.sentences]) - 1] = True
    if window.running:
        last = np.array([end for sentence in window.sentences for end in sentence.ruled or ()])
        last[-1] = True
    return last


def _hidden(
    document: TrainingDocument, sentences: Sequence[Sentence], chance: random.Random
) -> list[Sentence]:
    """The sentences with some names that were told before hidden behind pronouns."""
    women, seen = _women(document), set[str]()
    found = []
    for sentence in sentences:
        found.append(hide_some(sentence, seen, HIDDEN, chance, women))
        chains = dict(sentence.links or ())
        seen.update(chains[last - 1] for _, last in sentence.people if last - 1 in chains)
    return found


def _choices(
    document: TrainingDocument,
    choice: Choice,
    sentences: Sequence[Sentence],
    pieces: Pieces,
    chance: random.Random,
) -> Iterator[Window]:
    """The window of a choice, and another where one of the names is told again and can be hidden."""
    yield from _around_choice(choice, sentences, pieces)
    hidden = hide_choice(sentences, choice, chance, woman=_women(document)["choice"])
    if hidden is not None:
        yield from _around_choice(hidden[1], hidden[0], pieces)


def _around_choice(choice: Choice, sentences: Sequence[Sentence], pieces: Pieces) -> Iterator[Window]:
    """The sentences from the first to the last that pronoun and names stand in, with one more before."""
    number, word = choice.pronoun
    places = [number, *(place for place, _, _ in choice.names)]
    first, last = max(min(places) - 1, 0), max(places) + 1
    chosen = list(sentences[first:last])
    if sum(len(part) for s in chosen for part in pieces(s.words)) > CHOICE_LONGEST:
        return
    starts = [0]
    for sentence in chosen:
        starts.append(starts[-1] + len(sentence.words))
    names = [(starts[place - first] + head, right) for place, head, right in choice.names]
    yield Window(chosen, choice=(starts[number - first] + word, names))


def renamed(document: TrainingDocument, chance: random.Random) -> list[Sentence]:
    """The sentences with names of persons and some places replaced, word for word, over the whole document."""
    names = _new_names(document, chance)
    found = []
    for sentence in document.sentences:
        spans = {
            t for first, last in (*sentence.people, *_places(document, sentence)) for t in range(first, last)
        }
        tokens = [t for t in spans if sentence.words[t].lower() in names]
        if document.choice is not None:  # all words of the text that are the names'
            tokens = [t for t, w in enumerate(sentence.words) if w[0].isupper() and w.lower() in names]
        if not tokens:
            found.append(sentence)
            continue
        words, lemmas = list(sentence.words), sentence.lemmas and list(sentence.lemmas)
        for token in tokens:
            words[token] = names[words[token].lower()]
            if lemmas:
                lemmas[token] = words[token]
        found.append(replace(sentence, words=words, lemmas=lemmas))
    return found


def _places(document: TrainingDocument, sentence: Sentence) -> list[tuple[int, int]]:
    return [] if document.choice else [span for span in sentence.places if span[1] - span[0] == 1]


def _new_names(document: TrainingDocument, chance: random.Random) -> dict[str, str]:
    """For every word of a personal name another; given names of the sex that the chain's pronouns tell."""
    names: dict[str, str] = {}
    women = _women(document)
    spans = [(s, a, b) for s in document.sentences for a, b in s.people]
    for sentence, first, last in sorted(spans, key=lambda span: span[1] - span[2]):
        woman = women.get(_chain(document, sentence, last - 1), chance.random() < 0.5)
        for token in range(first, last):
            word = sentence.words[token].lower()
            if word in names or word in PARTICLES or len(word) < 3 or not word[0].isalpha():
                continue
            given = token < last - 1 or (last == first + 1 and chance.random() < 0.3)
            names[word] = chance.choice((FEMALE if woman else MALE) if given else FAMILY)
    for sentence in document.sentences:
        for first, _ in _places(document, sentence):
            word = sentence.words[first].lower()
            if word not in names and chance.random() < MOVED:
                names[word] = chance.choice(PLACES)
    return names


def _chain(document: TrainingDocument, sentence: Sentence, head: int) -> str:
    if document.choice is not None:
        return "choice"
    return next((chain for word, chain in sentence.links or () if word == head), "")


def _women(document: TrainingDocument) -> dict[str, bool]:
    """Chains whose pronouns tell the sex."""
    found: dict[str, bool] = {}
    if document.choice is not None:
        number, word = document.choice.pronoun
        return {"choice": document.sentences[number].words[word].lower() in FEMININE}
    for sentence in document.sentences:
        for word, chain in sentence.links or ():
            text = sentence.words[word].lower()
            if text in FEMININE | MASCULINE:
                found[chain] = text in FEMININE
    return found
