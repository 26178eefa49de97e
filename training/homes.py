"""Fits the weights that tell where an actor is at home: `python -m training.homes` writes coding/homes.toml.

A conditional logit over the countries that a report has clues of, and none, on the actors of the corpus' train part
whose country the text does not state. Actors are matched with the annotation's by their mentions. Tells how many of
the dev part's come out right. Needs torch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from communique.analysis import analyse
from communique.coding import homes
from communique.coding.actors import find_actors
from communique.coding.learned import hints, party_words, sentence_scores
from communique.coding.places import find_places
from communique.coding.reading import Reading
from communique.documents import check_date
from communique.records import Actor, Document
from training.corpus.check import problems
from training.corpus.reports import Report, part, read

ROOT = Path(__file__).parents[1]
DECAY = 1e-4
WORD_DECAY = 5e-5  # of words of names
SEEN, TOLD = 8, 0.1  # times that a word of names is seen, and its weight, from which it is kept
UNREACHED = -1


@dataclass(frozen=True)
class Row:
    """An actor: what speaks for each country [C, K * F], what for none, and the right one (0: none)."""

    countries: np.ndarray
    none: tuple[str, ...]
    right: int


def main() -> None:
    """Fit, write, and tell the share of actors that are right."""
    rows = {which: list(_rows(which)) for which in ("train", "dev")}
    names = _seen(rows["train"])
    features, none = _fitted([row for row in rows["train"] if row.right != UNREACHED], names)
    told = []
    for which, some in rows.items():
        scores = _scores(*_arrays(some, names)[:3], features, none)
        right = torch.tensor([row.right for row in some])
        share = 100 * float((scores.argmax(1) == right).float().mean())
        told.append(f"{which}: right for {share:.1f} of 100 of {len(some)} actors")
    print(*told, sep="\n")
    _write(ROOT / "communique" / "coding" / "homes.toml", features, dict(zip(names, none, strict=True)), told)


def _seen(rows: Sequence[Row]) -> tuple[str, ...]:
    """What may speak for being of no country: kinds, origins, and words that are not too rare."""
    times = Counter(name for row in rows for name in row.none)
    return tuple(name for name, count in times.items() if count >= SEEN or not _is_word(name))


def _is_word(name: str) -> bool:
    return name.startswith("word:")


def _rows(which: str) -> Iterator[Row]:
    every = (report for report in read([ROOT / "corpus" / "reports"]) if part(report) == which)
    with ProcessPoolExecutor() as pool:
        for rows in pool.map(_of_report, every, chunksize=100):
            yield from rows


def _of_report(report: Report) -> list[Row]:
    return [] if list(problems(report)) else list(_actors_of(report))


def _actors_of(report: Report) -> Iterator[Row]:
    document = Document(report.text, published=check_date(report.heads["date"]))
    analysis = analyse(document)
    told = sentence_scores(Reading(document, analysis))
    reading = Reading(document, analysis, parties=party_words(told, len(analysis)))
    actors = find_actors(reading)
    clues = homes.Clues(reading, actors, find_places(reading), hints(told))
    for actor in actors.records:
        key = _annotated_as(report, actor)
        if key is not None and homes.is_open(actor):
            rows = clues.features(actor)
            gold = report.actors[key].country
            right = 0 if not gold else 1 + list(rows).index(gold) if gold in rows else UNREACHED
            weighed = [homes.weighed(actor, row) for row in rows.values()]
            shape = (0, len(homes.KINDS) * len(homes.Feature))
            yield Row(np.stack(weighed) if weighed else np.zeros(shape), clues.none_features(actor), right)


def _annotated_as(report: Report, actor: Actor) -> str | None:
    """The key of the annotation's actor that most of the mentions are of."""
    votes: Counter[str] = Counter()
    for mention in actor.mentions:
        near = [
            (mark.end - mark.start, mark.label.split()[1])
            for sentence in report.sentences
            for mark in sentence.marked("[")
            if mark.label.partition(" ")[2] in report.actors
            and (sentence.start + mark.start == mention.start or sentence.start + mark.end == mention.end)
        ]
        if near:
            votes[min(near)[1]] += 1
    return votes.most_common(1)[0][0] if votes else None


def _arrays(rows: Sequence[Row], names: Sequence[str]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Features [N, C, K * F], which countries there are [N, C], what speaks for none [N, names], the right one [N]."""
    most = max(len(row.countries) for row in rows)
    features = np.zeros((len(rows), most, len(homes.KINDS) * len(homes.Feature)), np.float32)
    there = np.zeros((len(rows), most), bool)
    none = np.zeros((len(rows), len(names)), np.float32)
    for number, row in enumerate(rows):
        features[number, : len(row.countries)] = row.countries
        there[number, : len(row.countries)] = True
        none[number] = [name in row.none for name in names]
    right = torch.tensor([row.right for row in rows])
    return torch.from_numpy(features), torch.from_numpy(there), torch.from_numpy(none), right


def _scores(countries: Tensor, there: Tensor, none: Tensor, weights: Tensor, absent: Tensor) -> Tensor:
    own = (countries @ weights).masked_fill(~there, -1e9)
    return torch.cat([(none @ absent)[:, None], own], 1)


def _fitted(rows: Sequence[Row], names: Sequence[str]) -> tuple[Tensor, Tensor]:
    countries, there, none, right = _arrays(rows, names)
    weights = torch.zeros(countries.shape[-1], requires_grad=True)
    absent = torch.zeros(len(names), requires_grad=True)
    decay = torch.tensor([WORD_DECAY if _is_word(name) else DECAY for name in names])
    optimiser = torch.optim.LBFGS([weights, absent], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        scores = _scores(countries, there, none, weights, absent)
        size = DECAY * weights @ weights + decay @ absent**2
        lost: Tensor = torch.nn.functional.cross_entropy(scores, right) + size
        lost.backward()
        return lost

    optimiser.step(loss)
    return weights.detach(), absent.detach()


def _write(target: Path, weights: Tensor, none: dict[str, Tensor], told: Sequence[str]) -> None:
    table = weights.view(len(homes.KINDS), len(homes.Feature))
    lines = [
        "# Weights of communique/coding/homes.py, fitted by `python -m training.homes` on the corpus (CC BY 4.0).",
        *(f"# {line}" for line in told),
        "[none]",
        *(
            f'"{name}" = {float(value):.3f}'
            for name, value in sorted(none.items(), key=lambda item: (_is_word(item[0]), item[0]))
            if not _is_word(name) or abs(value) >= TOLD
        ),
        "[features]",
    ]
    for feature in homes.Feature:
        kinds = ", ".join(
            f"{kind} = {float(table[row, feature]):.3f}" for row, kind in enumerate(homes.KINDS)
        )
        lines.append(f"{feature.name} = {{ {kinds} }}")
    target.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
