"""How well and how fast the shipped readers read: `python -m bench.reader --data DIR [--model NAME] [--floors]`.

DIR holds the unpacked archives `ud`, `gum` and `ner`. Trees are scored on gold tokens and sentences; LAS and UAS
count every word, with its universal relation, as in the CoNLL 2018 shared task; on running text a word counts where
its characters, and its head's, are the gold's, and the figure is F1. A mention counts where range and
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
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.mentions import mention_scores, newswire, uner
from communique.analysis import parse
from communique.analysis.reader import Parsed, Reader
from communique.models import ReaderSession, reader_session
from training.reader.corpora import (
    RawText,
    Sentence,
    TrainingDocument,
    ewt,
    gum,
    open_files,
    raw_texts,
)

SPEED_WORDS = 20_000
Figures = dict[str, float]


def main() -> int:
    """Print the figures; with --floors, hold them to their floors."""
    options = argparse.ArgumentParser(prog="python -m bench.reader", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--model", default="accurate", help="accurate or fast")
    options.add_argument("--floors", action="store_true", help="fail where a figure is under its floor")
    given = options.parse_args()
    session = reader_session(given.model)
    found = {
        **accuracy(given.data, session),
        **elsewhere(given.data, session),
        **raw(given.data, session),
        **speed(given.data, session),
    }
    for key, value in found.items():
        print(f"{key:36} {value:10.2f}")
    return _held(found, given.model) if given.floors else 0


def accuracy(data: Path, session: ReaderSession) -> Figures:
    """EWT dev and GUM dev, open genres: the figures on the model's card."""
    sets = {"ewt_dev": ewt(data, "dev"), "gum_dev": gum(data, "dev")}
    return _named({name: score(documents, session) for name, documents in sets.items()})


def elsewhere(data: Path, session: ReaderSession) -> Figures:
    """All genres of GUM, and names in newswire and in EWT as others annotated them."""
    every = score(gum(data, "dev", genres=None), session)
    names = {"uner_ewt_dev": uner(data), "newswire_dev": newswire(data)}
    found = {
        name: mention_scores([s for d in documents for s in d.sentences], _parse(documents, session))
        for name, documents in names.items()
    }
    return _named({"gum_dev_all": every, **found})


def _parse(documents: Sequence[TrainingDocument], session: ReaderSession) -> list[Parsed]:
    """The documents' sentences as the reader parses them: beside their neighbours, never over a document's end."""
    fresh = np.cumsum([0, *(len(d.sentences) for d in documents)])[:-1]
    return parse([s.words for d in documents for s in d.sentences], session, fresh=fresh.tolist())


def _named(sets: dict[str, Figures]) -> Figures:
    return {f"{name}_{key}": value for name, figures in sets.items() for key, value in figures.items()}


def score(documents: Sequence[TrainingDocument], session: ReaderSession) -> Figures:
    """Percentages right: upos, xpos, feats, lemmas, uas, las, las with subtypes; mention F1 in all and by type."""
    right: Counter[str] = Counter()
    sentences, parsed = [s for d in documents for s in d.sentences], _parse(documents, session)
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


def raw(data: Path, session: ReaderSession) -> Figures:
    """Tokens, sentences, UAS and LAS found in running text, F1 in percent; paragraphs as blank lines."""
    gum_files = open_files(data, "dev")
    sets = {
        "ewt_dev_raw": [data / "ud" / "en_ewt-ud-dev.conllu"],
        "gum_dev_raw": gum_files,
        "gum_news_dev_raw": [path for path in gum_files if "_news_" in path.name],
    }
    return _named({name: _raw_scores(list(raw_texts(paths)), session) for name, paths in sets.items()})


def _raw_scores(texts: Sequence[RawText], session: ReaderSession) -> Figures:
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("tokens", "sentences", "uas", "las")}
    read = Reader(session).sentences([text.text for text in texts])
    for text, (tokens, parsed) in zip(texts, read, strict=True):
        gold, ours = _facts(text.words, text.sentences), _facts(tokens, parsed)
        for key, count in counts.items():
            count["gold"] += len(gold[key])
            count["ours"] += len(ours[key])
            count["both"] += len(gold[key] & ours[key])
    return {f"{key}_f1": 200 * c["both"] / max(1, c["gold"] + c["ours"]) for key, c in counts.items()}


def _facts(
    words: Sequence[tuple[int, int]], sentences: Sequence[Sentence] | Sequence[Parsed]
) -> dict[str, set[tuple[object, ...]]]:
    """What a reading says, as facts about characters: words, sentences, arcs, arcs with relations."""
    found: dict[str, set[tuple[object, ...]]] = {
        "tokens": set(words),
        "sentences": set(),
        "uas": set(),
        "las": set(),
    }
    first = 0
    for sentence in sentences:
        heads, deprels = sentence.heads or [], sentence.deprels or []
        found["sentences"].add((words[first][0], words[first + len(heads) - 1][1]))
        for place, (head, relation) in enumerate(zip(heads, deprels, strict=True), first):
            arc = (words[place], words[first + head - 1] if head else None)
            found["uas"].add(arc)
            found["las"].add((*arc, relation.partition(":")[0]))
        first += len(heads)
    return found


def speed(data: Path, session: ReaderSession) -> Figures:
    """Words a CPU second on one core, and peak memory of this process (MB)."""
    chosen: list[list[str]] = []
    for document in gum(data, "dev"):
        for sentence in document.sentences:
            if sum(map(len, chosen)) < SPEED_WORDS:
                chosen.append(sentence.words)
    began = time.process_time()
    parse(chosen, session)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_per_cpu_second": sum(map(len, chosen)) / seconds, "peak_memory_mb": memory}


def _held(found: Figures, model: str) -> int:
    floors = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))[model]
    missed = {key: floor for key, floor in floors.items() if found[key] < floor}
    for key, floor in missed.items():
        print(f"{key} is {found[key]:.2f}, under its floor {floor}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
