"""One command from the corpus to the coder we ship: `python -m training.coder --data DIR --out DIR`.

The corpus is the repository's (`corpus/`), its train part; DIR holds the unpacked archives `cdec`, `text` and `ner`,
whose news nobody coded. Teachers with other seeds and other beginnings are trained first; the coder learns from corpus
and teachers. Stages that are done are not done again. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch

from communique.models.coder import BACKGROUND
from communique.models.inputs import Pieces
from training.coder.background import write_background
from training.coder.calibration import temperature
from training.coder.export import export
from training.coder.pairs import STATUSES, Pair, pairs, sentences
from training.coder.train import Plan, averaged, labels, load, network, save, train
from training.coder.unlabelled import read_unlabelled, write_unlabelled
from training.reader.__main__ import tokenizer, weights
from training.reader.model import ReaderNet, Sizes

VERSION = "1"
ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "reports"
UNLABELLED = "unlabelled.jsonl"
DATA = (
    "communique's own corpus, train part (CC BY 4.0)",
    "ECB+ 1–35 (CC BY 3.0), MEANTIME (CC BY 4.0), re3d (public domain, OGL, CC BY-SA, CC BY), texts only",
)


@dataclass(frozen=True)
class Stage:
    """One network to train: from the encoder we start from, a reader or a coder; how long, how fast, taught by whom."""

    name: str
    seed: int
    epochs: int
    from_reader: bool = False
    teachers: tuple[str, ...] = ()
    start: tuple[str, ...] = ()  # stages whose mean it goes on from
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    taught: float = 0.5
    hidden: float = 0.0


TEACHERS = (
    Stage("coder-1", 1, 10),
    Stage("coder-2", 2, 10, from_reader=True),
    Stage("coder-3", 3, 10, from_reader=True),
)
FIRST = Stage("coder-first", 5, 10, from_reader=True, teachers=tuple(stage.name for stage in TEACHERS))
SECOND = Stage(
    "coder-second",
    *(6, 2),
    teachers=(FIRST.name,),
    start=(FIRST.name,),
    encoder_rate=7e-5,
    head_rate=4e-4,
    taught=0.3,
)


def _round(
    seeds: dict[str, int], epochs: int, start: tuple[str, ...], rate: float, hidden: float
) -> list[Stage]:
    """Runs side by side from the mean of some stages; they differ in the order of reading and in what is hidden."""
    return [
        Stage(
            f"coder-{name}", seed, epochs, start=start, encoder_rate=rate, head_rate=6 * rate, hidden=hidden
        )
        for name, seed in seeds.items()
    ]


# Each round goes on from the mean of the one before (Wortsman et al. 2022); we ship the mean of the last three rounds.
ROUNDS = (
    _round({"a": 31, "b": 32}, 4, (SECOND.name,), 1e-4, 0.08),
    _round({"c": 51, "d": 52}, 2, ("coder-a", "coder-b"), 8e-5, 0.12),
    _round({"e": 61, "f": 62}, 6, ("coder-c", "coder-d"), 8e-5, 0.1),
    _round({"g": 91, "h": 92}, 2, ("coder-e", "coder-f"), 7e-5, 0.1),
    _round({"i": 101, "j": 102}, 1, ("coder-g", "coder-h"), 6e-5, 0.1),
)
LAST = tuple(chain(*ROUNDS[-3:]))


def main() -> None:
    """Train what is not trained yet, then export, calibrate, install in the package and write the card."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    stages = {stage.name: stage for stage in (*TEACHERS, FIRST, SECOND, *chain(*ROUNDS))}
    if options.stage:
        _train(stages[options.stage], options)
        return
    if not (options.out / UNLABELLED).exists():
        write_unlabelled(options.data, options.out / UNLABELLED)
    for stage in stages.values():
        if not (options.out / f"{stage.name}.pt").exists():
            command = [sys.executable, "-m", "training.coder", *sys.argv[1:], "--stage", stage.name]
            subprocess.run(command, check=True)
    install(options)


def _train(stage: Stage, options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    start = beginning(options.start, options.reader if stage.from_reader else None)
    teachers = [load(options.out / f"{name}.pt") for name in stage.teachers]
    plan = Plan(
        epochs=stage.epochs,
        batch=options.batch,
        minutes=options.minutes,
        seed=stage.seed,
        workers=options.workers,
        encoder_rate=stage.encoder_rate,
        head_rate=stage.head_rate,
        taught=stage.taught,
        hidden=stage.hidden,
    )
    pieces = Pieces(str(tokenizer(options.start)))
    more: list[Pair] = read_unlabelled(options.out / UNLABELLED) if teachers else []
    rows = [*pairs(CORPUS), *sentences(CORPUS)]
    before = [load(options.out / f"{name}.pt") for name in stage.start]
    net = averaged(before) if before else network(start)
    trained = train(net, rows, pieces, plan, teachers=teachers, unlabelled=more)
    save(trained, options.out / f"{stage.name}.pt")


def beginning(start: Path | None, reader: Path | None) -> dict[str, torch.Tensor]:
    """The encoder's weights as published, or as a reader has them."""
    net = ReaderNet(Sizes(1, 1, 1, 1, 1, 1))
    net.start_from(weights(start))
    found = net.encoder.state_dict()
    if reader is not None:
        read = torch.load(reader, weights_only=True, map_location="cpu")["net"]
        found |= {k.removeprefix("encoder."): v.float() for k, v in read.items() if k.startswith("encoder.")}
    return found


def install(options: argparse.Namespace) -> None:
    """Export the coder, the mean of the last stages' weights; write it with its card to `out` and to the package."""
    from communique.models.session import WORDS

    net = averaged([load(options.out / f"{stage.name}.pt") for stage in LAST])
    names = labels()
    target = options.out / "coder.int8.onnx"
    export(net, target)
    package = ROOT / "communique" / "models" / "weights"
    write_background(net, pairs(CORPUS, "train"), options.out / BACKGROUND, tokenizer(options.start))
    files = (target, options.out / BACKGROUND, package / WORDS)
    card = {
        "name": "coder",
        "version": VERSION,
        "encoder": "the 6 layers of the reader accurate (its data: accurate.json), "
        "which began as all-MiniLM-L6-v2 (Apache-2.0)",
        "licence": "Apache-2.0 for what this project made; the data's attribution is in NOTICE.md",
        "data": list(DATA),
        "command": "python -m training.coder --data DIR --out DIR --reader DIR/accurate.pt",
        "trained": datetime.date.today().isoformat(),
        "sha256": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "scores": {},
        "temperature": 1.0,
        "labels": {"types": list(names.types), "modes": list(names.modes), "statuses": list(STATUSES)},
    }
    for file in files[:2]:
        shutil.copy(file, package / file.name)
    _write(package / "coder.json", card)
    card["temperature"] = round(temperature(pairs(CORPUS, "dev")), 3)
    _write(package / "coder.json", card)
    note_scores(options.data, package / "coder.json")
    print(f"wrote {package}", flush=True)


def note_scores(data: Path, path: Path) -> None:
    """Measure the installed weights in a process of its own, and put the figures on their card."""
    command = [sys.executable, "-m", "bench.relate", "--data", str(data)]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    card = json.loads(path.read_text("utf-8"))
    card["scores"] = {name: float(value) for name, value in map(str.split, told.splitlines())}
    _write(path, card)


def _write(path: Path, card: dict[str, object]) -> None:
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.coder", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with the unpacked archives, `event` too"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--reader", type=Path, required=True, help="checkpoint of the reader `accurate`")
    parser.add_argument("--start", type=Path, help="the encoder's weights, where not from the package")
    parser.add_argument("--minutes", type=float, default=1e6, help="a stage at most; the rate still decays")
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch; 2000 on a GPU")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="processes that prepare the data")
    parser.add_argument("--stage", help="train only this one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
