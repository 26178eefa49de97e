"""Whether the coder's scores mean what they say: `python -m bench.calibration --data DIR [--svg FILE]`.

For every type: over all pairs, how likely the coder says the type is, against how often it is so, in bins of a tenth;
and the expected calibration error of these bins (classwise, Kull et al. 2019). On the corpus' test part, never trained
on, and on PLV_train, a development set (YIELD is CONCEDE and RETREAT). The drawing has a panel a type: the diagonal is
a coder whose scores are right; the size of a point is how many pairs stand behind it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.plv import plv
from bench.relate import CORPUS, YIELD, related
from communique.codebook import event_types
from communique.records import Relation
from training.coder.calibration import BINS, calibration_error, told
from training.coder.pairs import pairs

PANEL, GAP, ACROSS = 110, 34, 4
TITLE = "How likely the coder says a type is (across), and how often it is (up), in per cent"
COLOURS = {"corpus test": "#1f6f8b", "PLV_train": "#c8553d"}
Shares = NDArray[np.float32]
Points = tuple[Shares, NDArray[np.bool_]]  # scores of one type, and whether it is so


def main() -> None:
    """Print an error a type and set; draw where asked to."""
    options = argparse.ArgumentParser(prog="python -m bench.calibration", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--svg", type=Path, help="draw the diagrams into this file")
    given = options.parse_args()
    sets = {"corpus test": _corpus(), "PLV_train": _plv(given.data)}
    print(f"{'type':10}" + "".join(f"{name:>14}{'pairs':>7}" for name in sets))
    for kind in (*event_types(), "YIELD"):
        cells = [
            f"{100 * calibration_error(*points[kind]):14.2f}{int(points[kind][1].sum()):7}"
            if kind in points
            else f"{'':21}"
            for points in sets.values()
        ]
        print(f"{kind:10}" + "".join(cells))
    means = [100 * np.mean([calibration_error(*p) for p in points.values()]) for points in sets.values()]
    print(f"{'mean':10}" + "".join(f"{value:14.2f}{'':7}" for value in means))
    if given.svg:
        given.svg.write_text(_drawing(sets), "utf-8")


def _corpus() -> dict[str, Points]:
    chosen = told(pairs(CORPUS, "test"))
    return _points(related(chosen), [set(pair.types) for pair in chosen], lambda kind: kind)


def _plv(data: Path) -> dict[str, Points]:
    rows = plv(data / "event" / "plv" / "PLV_train.tsv")
    return _points(
        related([pair for pair, _ in rows]), [{root} for _, root in rows], lambda kind: YIELD.get(kind, kind)
    )


def _points(
    found: Sequence[Relation], gold: Sequence[set[str]], named: Callable[[str], str]
) -> dict[str, Points]:
    scores: dict[str, Shares] = {}
    for kind in event_types():
        own = np.array([one.scores[kind] for one in found], np.float32)
        scores[named(kind)] = scores.get(named(kind), np.zeros_like(own)) + own
    return {kind: (own, np.array([kind in types for types in gold])) for kind, own in scores.items()}


def _drawing(sets: dict[str, dict[str, Points]]) -> str:
    kinds = [kind for kind in (*event_types(), "YIELD") if any(kind in points for points in sets.values())]
    rows = -(-len(kinds) // ACROSS)
    width, height = ACROSS * (PANEL + GAP) + GAP, rows * (PANEL + GAP) + 2 * GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="10">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{GAP}" y="16">{TITLE}</text>',
    ]
    for number, (name, colour) in enumerate(COLOURS.items()):
        parts.append(f'<circle cx="{38 + 110 * number}" cy="{height - 12}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{46 + 110 * number}" y="{height - 9}">{name}</text>')
    for number, kind in enumerate(kinds):
        left = GAP + (number % ACROSS) * (PANEL + GAP)
        top = GAP + (number // ACROSS) * (PANEL + GAP)
        parts.extend(_panel(kind, left, top, {n: p[kind] for n, p in sets.items() if kind in p}))
    return "\n".join((*parts, "</svg>")) + "\n"


def _panel(kind: str, left: int, top: int, sets: dict[str, Points]) -> Iterator[str]:
    bottom, right = top + PANEL, left + PANEL
    yield f'<rect x="{left}" y="{top}" width="{PANEL}" height="{PANEL}" fill="none" stroke="#999"/>'
    yield f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#bbb"/>'
    yield f'<text x="{left}" y="{top - 4}" font-weight="bold">{kind}</text>'
    for share in (0, 50, 100):
        x, y = left + share * PANEL / 100, bottom - share * PANEL / 100
        yield f'<text x="{x - 6}" y="{bottom + 11}" fill="#666">{share}</text>'
        if share:
            yield f'<text x="{left - 4}" y="{y + 3}" text-anchor="end" fill="#666">{share}</text>'
    for name, (score, correct) in sets.items():
        dots = [
            (left + x * PANEL, bottom - y * PANEL, 1.5 + np.log10(n)) for x, y, n in _bins(score, correct)
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
        yield f'<polyline points="{line}" fill="none" stroke="{COLOURS[name]}"/>'
        for x, y, size in dots:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{COLOURS[name]}"/>'


def _bins(score: Shares, correct: NDArray[np.bool_]) -> Iterator[tuple[float, float, int]]:
    """Mean score, share that is so, and how many, of every bin with five or more."""
    bins = np.minimum((score * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        inside = bins == number
        if inside.sum() >= 5:
            yield float(score[inside].mean()), float(correct[inside].mean()), int(inside.sum())


if __name__ == "__main__":
    main()
