"""Train and score the baseline: `python -m bench.spacy_baseline.train --data DIR --out DIR`.

Run it with communique's own environment; spaCy gets one of its own in OUT/venv. DIR holds the unpacked archives `ud`
and `gum`. The pipelines are OUT/model-best and OUT/model-last.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.serving import ONE_THREAD, ROOT, Served, write_documents
from bench.spacy_baseline.serving import serving
from bench.trees import tree_scores
from training.reader.corpora import Sentence, TrainingDocument, ewt, gum
from training.reader.labels import ORGANISATIONS, LabelSet

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
SENTENCES_A_DOC = 10  # as `spacy convert -n 10`, which spaCy's own English models are trained with
MODELS = (
    "model-best",
    "model-last",
)  # by spaCy's own score, of which names are a quarter, and as training ended
PIPELINE = "tagger,morphologizer,parser,ner"
KINDS = {
    **dict.fromkeys(ORGANISATIONS, "ORG"),
    **dict.fromkeys(("PLACE", "COUNTRY", "FACILITY"), "PLACE"),
    **{kind: kind for kind in ("PERSON", "PEOPLE", "EVENT", "DATE")},
}


def main() -> None:
    """Convert, train, score."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    python = options.python or _environment(options.out / "venv")
    _convert([*ewt(options.data, "train"), *gum(options.data, "train")], python, options.out / "train")
    _convert([*ewt(options.data, "dev"), *gum(options.data, "dev")], python, options.out / "dev")
    _train(python, options)
    for model in MODELS:
        for name, value in scores(python, options.out / model, options.data, options.out).items():
            print(f"{model:12}{name:14}{value:8.2f}")


def scores(python: Path, model: Path, data: Path, out: Path) -> dict[str, float]:
    """UPOS, UAS, LAS in percent on EWT dev with gold tokens and sentences."""
    documents = ewt(data, "dev")
    path = write_documents([[s.words for s in d.sentences] for d in documents], out / "ewt-dev.json")
    served = Served(serving(python, model), path)
    gold = [sentence for document in documents for sentence in document.sentences]
    found = tree_scores(gold, served.parse(path, trees=True).trees)
    served.close()
    return {f"ewt_dev_{key}": value for key, value in found.items()}


def _environment(place: Path) -> Path:
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
    return python


def _convert(documents: list[TrainingDocument], python: Path, stem: Path) -> None:
    """Write stem.spacy, spaCy's binary form."""
    lines, binary = stem.with_suffix(".jsonl"), stem.with_suffix(".spacy")
    rows = [json.dumps(columns, ensure_ascii=False) for document in documents for columns in _docs(document)]
    lines.write_text("\n".join(rows) + "\n", "utf-8")
    command = [
        python.absolute(),
        "-m",
        "bench.spacy_baseline.worker",
        "binary",
        lines.absolute(),
        binary.absolute(),
    ]
    subprocess.run(command, check=True, cwd=ROOT)


def _docs(document: TrainingDocument) -> Iterator[dict[str, list[Any]]]:
    """The columns of spaCy's Docs, for ten sentences each."""
    named = document.name.startswith("GUM")
    for place in range(0, len(document.sentences), SENTENCES_A_DOC):
        columns: dict[str, list[Any]] = {}
        for sentence in document.sentences[place : place + SENTENCES_A_DOC]:
            start = len(columns.get("words", ()))
            for name, values in _columns(sentence, start, named=named).items():
                columns.setdefault(name, []).extend(values)
        yield columns


def _columns(sentence: Sentence, start: int, *, named: bool) -> dict[str, list[Any]]:
    assert sentence.heads is not None
    assert sentence.deprels is not None
    heads = [start + (head - 1 if head else token) for token, head in enumerate(sentence.heads)]
    return {
        "words": sentence.words,
        "tags": sentence.xpos or [],
        "pos": sentence.upos or [],
        "morphs": sentence.feats or [],
        "heads": heads,
        "deps": [
            "ROOT" if head == 0 else dep for head, dep in zip(sentence.heads, sentence.deprels, strict=True)
        ],
        "sent_starts": [token == 0 for token in range(len(sentence.words))],
        "ents": _ents(sentence.labels or []) if named else [""] * len(sentence.words),
    }


def _ents(labels: list[LabelSet]) -> list[str]:
    """IOB tags; empty, which spaCy takes as not known, where the data do not tell the type."""
    tags: list[str] = []
    for allowed in labels:
        kinds = {KINDS.get(label[2:], "") for label in allowed}
        if not allowed or "O" in allowed or len(kinds) > 1:
            tags.append("O" if "O" in allowed else "")
            continue
        inside = all(label.startswith("I-") for label in allowed) and tags and tags[-1] not in ("O", "")
        kind = kinds.pop()
        tags.append(f"{'I' if inside else 'B'}-{kind}" if kind else "")
    return tags


def _train(python: Path, options: argparse.Namespace) -> None:
    """`spacy train` with spaCy's own settings for efficiency; stopped after the minutes given, it keeps its best."""
    config = options.out / "config.cfg"
    make = [
        "init",
        "config",
        config,
        "--lang",
        "en",
        "--pipeline",
        PIPELINE,
        "--optimize",
        "efficiency",
        "--force",
    ]
    subprocess.run([python, "-m", "spacy", *make], check=True)
    parts = ["train", config, "--output", options.out, "--paths.train", options.out / "train.spacy"]
    parts += ["--paths.dev", options.out / "dev.spacy"]
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's background job ignores it, and its children
    training = subprocess.Popen([python, "-m", "spacy", *parts], env={**os.environ, **ONE_THREAD})
    try:
        training.wait(60 * options.minutes)
    except subprocess.TimeoutExpired:
        training.send_signal(signal.SIGINT)  # spaCy then saves the best model so far
        training.wait()
    if not all((options.out / model).is_dir() for model in MODELS):
        sys.exit("spaCy wrote no models; its message is above")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.spacy_baseline.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the unpacked archives")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for spaCy's environment, data and model"
    )
    parser.add_argument(
        "--python", type=Path, help="of an environment that has spaCy; else one is made in OUT/venv"
    )
    parser.add_argument("--minutes", type=float, default=25, help="training stops after so many")
    return parser.parse_args()


if __name__ == "__main__":
    main()
