"""Whom pronouns and short names mean: `python -m bench.coreference --data DIR [--model NAME]`.

GAP (Webster et al. 2018): a pronoun and two names; F1 over the two answers, as its own scorer counts. The reader is
asked which of the two, or neither; a name counts wherever it stands in the text. It is scored on the half of GAP
development that is kept from training.

OntoGUM, GUM's dev documents of the open genres: MUC, B³ and CEAF (entity) over chains that hold a name, and their mean,
the CoNLL score. A mention is its head word here, on gold tokens and sentences.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from communique.analysis import parse
from communique.analysis.links import Linker
from communique.analysis.reader import Parsed, Reader
from communique.models import ReaderSession, reader_session
from communique.records import TextMention
from training.reader.corpora import OPEN_GENRES, Sentence, TrainingDocument, gum
from training.reader.gap import gap_rows, is_kept

Chain = frozenset[int]
FEMININE = frozenset(("she", "her", "hers"))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.coreference", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--model", default="accurate")
    given = options.parse_args()
    session = reader_session(given.model)
    for key, value in {**gap_scores(given.data, session), **ontogum(given.data, session)}.items():
        print(f"{key:36} {value:10.2f}")


def gap_scores(data: Path, session: ReaderSession) -> dict[str, float]:
    """F1 in percent on the kept half of GAP development: all, masculine, feminine pronouns, and their ratio (bias)."""
    rows = [row for number, row in enumerate(gap_rows(data, "development")) if is_kept(number)]
    reader, linker = Reader(session), Linker(session.card.link_distance)
    counts = {"masculine": np.zeros(3), "feminine": np.zeros(3)}
    for row, (tokens, parsed) in zip(rows, reader.sentences([row["Text"] for row in rows]), strict=True):
        chosen = _answer(row, tokens, parsed, linker)
        sex = "feminine" if row["Pronoun"].lower() in FEMININE else "masculine"
        for name in "AB":
            gold, ours = row[f"{name}-coref"].upper() == "TRUE", chosen == name
            counts[sex] += (gold and ours, gold, ours)
    found = {sex: 200 * both / (gold + ours) for sex, (both, gold, ours) in counts.items()}
    both, gold, ours = sum(counts.values())
    ratio = found["feminine"] / found["masculine"]
    return {
        "gap_dev_f1": 200 * both / (gold + ours),
        **{f"gap_dev_{sex}": value for sex, value in found.items()},
        "gap_dev_bias": ratio,
    }


def _answer(
    row: dict[str, str], tokens: Sequence[tuple[int, int]], parsed: Sequence[Parsed], linker: Linker
) -> str:
    """A, B or none of them; a name scores by the best of its places in the text."""
    words = [row["Text"][start:end] for start, end in tokens]
    anaphors = np.concatenate([sentence.marks.anaphors for sentence in parsed])
    antecedents = np.concatenate([sentence.marks.antecedents for sentence in parsed])
    pronoun = _token(tokens, int(row["Pronoun-offset"]), row["Pronoun"])
    scores = {}
    for name in "AB":
        head = words[_token(tokens, int(row[f"{name}-offset"]), row[name])]
        places = np.array([t for t, word in enumerate(words) if word == head and t != pronoun])
        found = linker.scores(anaphors[pronoun], antecedents[places], pronoun - places)
        scores["none"], scores[name] = float(found[0]), float(found[1:].max())
    return max(scores, key=lambda answer: scores[answer])


def _token(tokens: Sequence[tuple[int, int]], start: int, text: str) -> int:
    """The last token that lies in the characters of a text from `start`."""
    return max(t for t, (begin, _) in enumerate(tokens) if begin < start + len(text))


def ontogum(data: Path, session: ReaderSession) -> dict[str, float]:
    """MUC, B³, CEAF and their mean over chains with a name, in percent."""
    linker = Linker(session.card.link_distance)
    gold: list[list[Chain]] = []
    ours: list[list[Chain]] = []
    for document in gum(data, "dev", genres=OPEN_GENRES):
        gold.append(_gold_chains(data, document))
        ours.append(_our_chains(document, session, linker))
    scores = {"muc": _muc(gold, ours), "b3": _b_cubed(gold, ours), "ceaf": _ceaf(gold, ours)}
    return {f"ontogum_dev_{k}": v for k, v in {**scores, "conll": sum(scores.values()) / 3}.items()}


def _gold_chains(data: Path, document: TrainingDocument) -> list[Chain]:
    """The chains of OntoGUM, a mention as its head word counted from the document's start."""
    path = data / "gum" / "dev" / "ontogum" / f"{document.name}.conll"
    cells = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    upos = [tag for s in document.sentences for tag in s.upos or ()]
    heads, open_now = defaultdict(set), defaultdict(list)
    where = _heads(document)
    for token, (_, _, marks) in enumerate(cells):
        for mark in marks.replace("_", "").replace("(", " (").replace(")", ") ").split():
            chain = mark.strip("()")
            if mark[0] == "(":
                open_now[chain].append(token)
            if mark[-1] == ")":
                first = open_now[chain].pop()
                heads[chain].add(
                    next((t for t in range(first, token + 1) if not first <= where[t] <= token), first)
                )
    named = [chain for chain in heads.values() if any(upos[t] == "PROPN" for t in chain) and len(chain) > 1]
    return [frozenset(_last_flat(document, t) for t in chain) for chain in named]


def _heads(document: TrainingDocument) -> list[int]:
    found: list[int] = []
    for sentence in document.sentences:
        start = len(found)
        found.extend(start + head - 1 if head else -1 for head in sentence.heads or ())
    return found


def _last_flat(document: TrainingDocument, token: int) -> int:
    heads = _heads(document)
    deprels = [d for s in document.sentences for d in s.deprels or ()]
    return max((t for t, h in enumerate(heads) if h == token and deprels[t] == "flat"), default=token)


def _our_chains(document: TrainingDocument, session: ReaderSession, linker: Linker) -> list[Chain]:
    sentences: Sequence[Sentence] = document.sentences
    parsed = parse([s.words for s in sentences], session)
    words = [w for s in sentences for w in s.words]
    starts = np.cumsum([0, *(len(s.words) for s in sentences)]).tolist()
    mentions = [
        TextMention(n + a, n + b, k, p)
        for n, s in zip(starts, parsed, strict=False)
        for a, b, k, p in s.mentions
    ]
    links = linker.links(words, [x for s in parsed for x in s.xpos], mentions, [s.marks for s in parsed])
    upos = [u for s in parsed for u in s.upos]
    chains: dict[int, set[int]] = {}
    for token, antecedent, _ in links:
        chain = chains.setdefault(antecedent, {antecedent})
        chain.add(token)
        chains[token] = chain
    whole = {id(chain): frozenset(chain) for chain in chains.values()}
    return [chain for chain in whole.values() if any(upos[t] == "PROPN" for t in chain)]


def _f1(right: float, gold: float, wrong: float, ours: float) -> float:
    recall, precision = right / max(gold, 1e-9), wrong / max(ours, 1e-9)
    return 200 * recall * precision / max(recall + precision, 1e-9)


def _muc(gold: Sequence[Sequence[Chain]], ours: Sequence[Sequence[Chain]]) -> float:
    def kept(some: Iterable[Chain], others: Sequence[Chain]) -> tuple[int, int]:
        right = total = 0
        for chain in some:
            inside = sum(bool(chain & other) for other in others)
            alone = len(chain - frozenset().union(*others))
            right, total = right + len(chain) - inside - alone, total + len(chain) - 1
        return right, total

    pairs = list(zip(gold, ours, strict=True))
    recall = np.sum([kept(g, o) for g, o in pairs], axis=0)
    precision = np.sum([kept(o, g) for g, o in pairs], axis=0)
    return _f1(recall[0], recall[1], precision[0], precision[1])


def _b_cubed(gold: Sequence[Sequence[Chain]], ours: Sequence[Sequence[Chain]]) -> float:
    def kept(some: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, int]:
        right = sum(len(c & o) ** 2 / len(c) for c in some for o in others)
        return right, sum(map(len, some))

    pairs = list(zip(gold, ours, strict=True))
    recall = np.sum([kept(g, o) for g, o in pairs], axis=0)
    precision = np.sum([kept(o, g) for g, o in pairs], axis=0)
    return _f1(recall[0], recall[1], precision[0], precision[1])


def _ceaf(gold: Sequence[Sequence[Chain]], ours: Sequence[Sequence[Chain]]) -> float:
    from scipy.optimize import linear_sum_assignment

    right = 0.0
    for some, others in zip(gold, ours, strict=True):
        if some and others:
            likeness = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in others] for a in some])
            right += float(likeness[linear_sum_assignment(-likeness)].sum())
    return _f1(right, sum(map(len, gold)), right, sum(map(len, ours)))


if __name__ == "__main__":
    main()
