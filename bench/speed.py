"""How fast the readers are beside others: `python -m bench.speed --data DIR [--spacy MODEL --python VENVPYTHON]`.

Words a CPU second of one process with one thread, on sentences and words that are given (EWT dev and GUM dev, open
genres), everything a parser has switched on, from words in memory to its result in memory. Each parser is a process of
its own; after a warm-up of some hundred sentences they take turns, so that what else the machine does meets all alike.
The first run is the one in which most words are new to a parser's caches; the share is of medians. --profile tells
where the time of a reader goes (bench/speed_profile.py).

--spacy takes a pipeline and --python the environment it runs in (bench/spacy_baseline/train.py makes both); --torch a
checkpoint of training, for the network in fp32 (needs training/requirements.txt).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bench.serving import Documents, Served, write_documents
from bench.spacy_baseline.serving import serving
from bench.trees import tree_scores
from communique.settings import READERS
from training.reader.corpora import TrainingDocument, ewt, gum

WARM_UP = 300  # sentences
FIRST = [[["The", "ministers", "met", "in", "Baghdad", "on", "Monday", "."]]]


@dataclass
class Row:
    """What was measured of one parser; runs in words a CPU second, memory in MB, `first` in seconds."""

    name: str
    las: float
    upos: float
    seconds_to_first: float
    memory_mb: float = 0.0
    runs: list[float] = field(default_factory=list)


def main() -> None:
    """Print the table, or the profile."""
    options = _options()
    if options.profile:
        from bench.speed_profile import profile

        documents = [*ewt(options.data, "dev"), *gum(options.data, "dev")]
        for name in options.model:
            print("\n".join(profile(name, _words(documents))))
        return
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(table(measured(_commands(options), options.data, Path(folder), options.runs))))


def measured(commands: dict[str, list[str]], data: Path, folder: Path, runs: int) -> list[Row]:
    """All parsers, each alive until the last run; accuracy last, for it costs the process memory to tell trees."""
    gold = ewt(data, "dev")
    documents = _words([*gold, *gum(data, "dev")])
    words = sum(len(sentence) for sentences in documents for sentence in sentences)
    dev = write_documents(_words(gold), folder / "dev.json")
    every = write_documents(documents, folder / "all.json")
    warm_up = write_documents(_some(documents), folder / "warm-up.json")
    first = write_documents(FIRST, folder / "first.json")
    served = {name: Served(command, first) for name, command in commands.items()}
    rows = {name: Row(name, 0.0, 0.0, one.seconds_to_first) for name, one in served.items()}
    for one in served.values():
        one.parse(warm_up)
    for _ in range(runs):
        for name, one in served.items():
            answer = one.parse(every)
            rows[name].runs.append(words / answer.cpu_seconds)
            rows[name].memory_mb = answer.memory_mb
    sentences = [sentence for document in gold for sentence in document.sentences]
    for name, one in served.items():
        scores = tree_scores(sentences, one.parse(dev, trees=True).trees)
        rows[name].las, rows[name].upos = scores["las"], scores["upos"]
        one.close()
    return list(rows.values())


def table(rows: list[Row]) -> list[str]:
    """The lines to print; the share is of spaCy's median where spaCy is there."""
    spacy = next((statistics.median(row.runs) for row in rows if row.name == "spacy"), None)
    lines = [
        f"{'':18}{'words a CPU second':^27}{'share':>9}{'EWT dev':>16}{'memory':>9}{'seconds':>9}",
        f"{'':18}{'first':>9}{'best':>9}{'median':>9}{'of spaCy':>9}{'LAS':>8}{'UPOS':>8}{'MB':>9}{'to first':>9}",
    ]
    for row in rows:
        median = statistics.median(row.runs)
        share = f"{median / spacy:.2f}" if spacy else "-"
        lines.append(
            f"{row.name:18}{row.runs[0]:9.0f}{max(row.runs):9.0f}{median:9.0f}{share:>9}{row.las:8.2f}{row.upos:8.2f}"
            f"{row.memory_mb:9.0f}{row.seconds_to_first:9.2f}"
        )
    return lines


def _commands(options: argparse.Namespace) -> dict[str, list[str]]:
    ours = [sys.executable, "-m", "bench.parsers"]
    commands = {name: [*ours, "reader", name] for name in options.model}
    if options.torch:
        commands["torch fp32"] = [*ours, "torch", str(options.torch.absolute())]
    if options.spacy:
        commands["spacy"] = serving(options.python, options.spacy)
    return commands


def _words(documents: list[TrainingDocument]) -> Documents:
    return [[sentence.words for sentence in document.sentences] for document in documents]


def _some(documents: Documents) -> Documents:
    """The first documents, until they hold WARM_UP sentences."""
    chosen: Documents = []
    for sentences in documents:
        if sum(map(len, chosen)) >= WARM_UP:
            break
        chosen.append(sentences)
    return chosen


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with the unpacked archives ud and gum"
    )
    parser.add_argument(
        "--model", nargs="*", default=list(READERS), help=f"our readers: {', '.join(READERS)}"
    )
    parser.add_argument("--spacy", type=Path, metavar="MODEL", help="folder of a spaCy pipeline")
    parser.add_argument("--python", type=Path, metavar="VENVPYTHON", help="of the environment that has spaCy")
    parser.add_argument("--torch", type=Path, metavar="CHECKPOINT", help="a network as it came from training")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="where the time of our readers goes")
    given = parser.parse_args()
    if given.spacy and not given.python:
        parser.error("--spacy needs --python, the interpreter of the environment that has spaCy")
    return given


if __name__ == "__main__":
    main()
