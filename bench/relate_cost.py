"""What relating costs: `python -m bench.relate_cost --data DIR [--torch CHECKPOINT]`, pairs a second on two cores.

Three ways over the same 1,000 pairs of PLV_train: `communique relate` as shipped, with two workers, its start included;
the same network in fp32 torch with two threads (needs torch and the coder's checkpoint); and what a coder by entailment
would take that asks 77 hypotheses of every pair on the same int8 encoder, timed on some of the pairs (they are the
names of PLOVER's types and modes with both actors in them; only their number and length matter here).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from bench.plv import plv
from communique.codebook import event_types
from communique.coding.neutral import neutral
from communique.models import around, coder_session
from communique.models.coder import Words
from training.coder.pairs import Pair

PAIRS, HYPOTHESES, ASKED = 1000, 77, 20
BATCH = 32


def main() -> None:
    """Print pairs a second for each way."""
    options = argparse.ArgumentParser(prog="python -m bench.relate_cost", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--torch", type=Path, help="the coder's checkpoint, for fp32")
    given = options.parse_args()
    rows = [pair for pair, _ in plv(given.data / "event" / "plv" / "PLV_train.tsv")][:PAIRS]
    print(f"{'communique relate, int8, two workers':44}{len(rows) / shipped(rows):10.1f}")
    if given.torch:
        print(f"{'the same network, fp32 torch, two threads':44}{len(rows) / fp32(rows, given.torch):10.1f}")
    print(
        f"{'77 hypotheses a pair, int8, two cores (by one)':44}{2 * ASKED / entailment(rows[:ASKED]):10.1f}"
    )


def shipped(rows: Sequence[Pair]) -> float:
    """Seconds of the command."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.tsv"
        path.write_text("\n".join(_lines(rows)) + "\n", "utf-8")
        began = time.monotonic()
        command = [sys.executable, "-m", "communique", "relate", str(path), "--workers", "2", "-q"]
        subprocess.run(command, check=True, capture_output=True)
        return time.monotonic() - began


def _lines(rows: Sequence[Pair]) -> list[str]:
    lines = ["id\ttext\tsource_start\tsource_end\ttarget_start\ttarget_end"]
    for number, pair in enumerate(rows):
        starts, text = [], ""
        for word in pair.words:
            text += " " if text else ""
            starts.append((len(text), len(text) + len(word.text)))
            text += word.text
        ends = [
            (str(starts[a][0]), str(starts[b - 1][1])) if a < b else ("", "")
            for a, b in (pair.source, pair.target)
        ]
        lines.append("\t".join((str(number), text, *ends[0], *ends[1])))
    return lines


def fp32(rows: Sequence[Pair], checkpoint: Path) -> float:
    """Seconds of the network in torch, the model loaded, sentences batched by length."""
    import torch

    from communique.models.inputs import buckets
    from communique.models.marked import inputs, marked
    from communique.models.session import all_pieces
    from training.coder.train import load

    torch.set_num_threads(2)
    net, pieces = load(checkpoint), all_pieces()
    began = time.monotonic()
    given = [marked(pieces, *around(_words(pair), pair.source, pair.target)) for pair in rows]
    with torch.inference_mode():
        for chosen in buckets([len(row.encoded.pieces) for row in given], 2000):
            net(*(torch.from_numpy(a) for a in inputs([given[i] for i in chosen])))
    return time.monotonic() - began


def entailment(rows: Sequence[Pair]) -> float:
    """Seconds for all hypotheses of these pairs, one core."""
    session = coder_session()
    codes = [f"{name} {mode}".lower() for name, entry in event_types().items() for mode in ("", *entry.modes)]
    codes = list(islice(cycle(codes), HYPOTHESES))
    asked: list[Words] = []
    for pair in rows:
        words, names = _words(pair), [_words(pair)[slice(*span)] for span in (pair.source, pair.target)]
        for code in codes:
            asked.append(
                around([*words, ".", *names[0], *code.split(), *names[1], "."], pair.source, pair.target)
            )
    began = time.monotonic()
    for first in range(0, len(asked), HYPOTHESES):
        session(asked[first : first + HYPOTHESES])
    return time.monotonic() - began


def _words(pair: Pair) -> list[str]:
    return neutral([word.text for word in pair.words])


if __name__ == "__main__":
    sys.exit(main())
