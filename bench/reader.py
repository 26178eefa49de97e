"""How well and how fast the shipped reader reads: `python -m bench.reader --data DIR [--floors]`.

DIR holds the unpacked archives `ud`, `gum` and `ner`. Trees are scored on gold tokens and sentences; LAS and UAS
count every word, with its universal relation, as in the CoNLL 2018 shared task. A mention counts where range and
type are the gold's; words of which the gold does not tell the type are left out. --floors fails (exit code 1)
where a figure is under its floor in floors.toml.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

from bench.mentions import mention_scores, newswire, uner
from communique.analysis import parse
from communique.analysis.reader import Parsed
from communique.analysis.sentences import sentence_ends
from communique.analysis.tokens import tokenize
from communique.models import reader_session
from training.reader.corpora import Sentence, ewt, gum, raw_texts

SPEED_WORDS = 20_000
Figures = dict[str, float]


def main() -> int:
    """Print the figures; with --floors, hold them to their floors."""
    options = argparse.ArgumentParser(prog="python -m bench.reader", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--floors", action="store_true", help="fail where a figure is under its floor")
    given = options.parse_args()
    found = {**accuracy(given.data), **_elsewhere(given.data), **raw(given.data), **speed(given.data)}
    for key, value in found.items():
        print(f"{key:36} {value:10.2f}")
    return _held(found) if given.floors else 0


def accuracy(data: Path) -> Figures:
    """EWT dev and GUM dev, open genres: the figures on the model's card."""
    sets = {"ewt_dev": ewt(data, "dev"), "gum_dev": gum(data, "dev")}
    return _named({name: score(sentences) for name, sentences in sets.items()})


def _elsewhere(data: Path) -> Figures:
    """All genres of GUM, and names in newswire and in EWT as others annotated them."""
    every = score(gum(data, "dev", genres=None))
    names = {"uner_ewt_dev": uner(data), "newswire_dev": newswire(data)}
    found = {name: mention_scores(given, parse([s.words for s in given])) for name, given in names.items()}
    return _named({"gum_dev_all": every, **found})


def _named(sets: dict[str, Figures]) -> Figures:
    return {f"{name}_{key}": value for name, figures in sets.items() for key, value in figures.items()}


def score(sentences: list[Sentence]) -> Figures:
    """Percentages right: upos, xpos, feats, lemmas, uas, las, las with subtypes; mention F1 in all and by type."""
    right: Counter[str] = Counter()
    parsed = parse([s.words for s in sentences])
    for gold, ours in zip(sentences, parsed, strict=True):
        _count(right, gold, ours)
    words = sum(len(s.words) for s in sentences)
    keys = ("upos", "xpos", "feats", "lemmas", "uas", "las", "las_subtypes")
    return {**{key: 100 * right[key] / words for key in keys}, **mention_scores(sentences, parsed)}


def _count(right: Counter[str], gold: Sentence, ours: Parsed) -> None:
    for column in ("upos", "xpos", "feats", "lemmas"):
        pairs = zip(getattr(gold, column), getattr(ours, column), strict=True)
        right[column] += sum(g == o for g, o in pairs)
    assert gold.heads is not None
    assert gold.deprels is not None
    rows = zip(gold.heads, ours.heads, gold.deprels, ours.deprels, strict=True)
    for head, our_head, relation, our_relation in rows:
        attached = head == our_head
        right["uas"] += attached
        right["las"] += attached and relation.partition(":")[0] == our_relation.partition(":")[0]
        right["las_subtypes"] += attached and relation == our_relation


def raw(data: Path) -> Figures:
    """Tokens and sentence ends found in GUM's running text, F1 in percent; paragraphs as blank lines."""
    tokens: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for text, gold_tokens, gold_ends in raw_texts(data, "dev"):
        found = tokenize(text)
        _compare(tokens, set(gold_tokens), set(found))
        _compare(ends, set(gold_ends), {found[end - 1][1] for end in sentence_ends(text, found)})
    return {"gum_dev_raw_tokens_f1": _f1(tokens), "gum_dev_raw_sentences_f1": _f1(ends)}


def _compare(counts: Counter[str], gold: set[object], ours: set[object]) -> None:
    counts["gold"] += len(gold)
    counts["ours"] += len(ours)
    counts["both"] += len(gold & ours)


def _f1(counts: Counter[str]) -> float:
    return 200 * counts["both"] / max(1, counts["gold"] + counts["ours"])


def speed(data: Path) -> Figures:
    """Words a CPU second on one core, and peak memory of this process (MB)."""
    chosen: list[list[str]] = []
    for sentence in gum(data, "dev"):
        if sum(map(len, chosen)) < SPEED_WORDS:
            chosen.append(sentence.words)
    reader_session()
    began = time.process_time()
    parse(chosen)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_per_cpu_second": sum(map(len, chosen)) / seconds, "peak_memory_mb": memory}


def _held(found: Figures) -> int:
    floors = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["reader"]
    missed = {key: floor for key, floor in floors.items() if found[key] < floor}
    for key, floor in missed.items():
        print(f"{key} is {found[key]:.2f}, under its floor {floor}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
