"""Whether what did not happen is told as such: `python -m bench.factuality --data DIR [--set UW]`.

The factuality sets (UW and others; never trained on) rate predicates from -3, did not happen, to 3, happened. One under
-1 is gold for `negated`; told are precision, recall, F1 in percent, of the rules of status and of the learned coder.
DIR holds the unpacked archive `factuality`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from communique.analysis import analyse
from communique.coding.reading import Reading
from communique.coding.status import status_of
from communique.models import coder_session
from communique.records import Document

NEGATED = -1.0
SAID = ("negated",)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.factuality", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--set", default="UW")
    options.add_argument("--part", default="dev")
    given = options.parse_args()
    path = given.data / "factuality" / given.set / f"{given.part}.jsonl"
    rows = [row for line in path.read_text("utf-8").splitlines() for row in predicates(json.loads(line))]
    print(f"{len(rows)} predicates, {sum(gold for gold, _, _ in rows)} that did not happen")
    for name, place in (("rules", 1), ("coder", 2)):
        both = sum(row[0] and row[place] for row in rows)
        found, gold = sum(row[place] for row in rows), sum(row[0] for row in rows)
        precision, recall = 100 * both / max(1, found), 100 * both / max(1, gold)
        f1 = 200 * both / max(1, found + gold)
        print(f"{name:8} precision {precision:6.1f}  recall {recall:6.1f}  F1 {f1:6.1f}")


def predicates(row: dict[str, object]) -> Iterator[tuple[bool, bool, bool]]:
    """For every predicate: whether it did not happen by gold, by the rules, by the coder."""
    text = str(row["text"])
    reading = Reading(document := Document(text), analyse(document))
    session = coder_session()
    (scores,) = session.events([list(reading.words)])
    negated = session.card.labels["statuses"].index("negated")
    starts = [0]
    for word in text.split(" "):
        starts.append(starts[-1] + len(word) + 1)
    targets = row["targets"]
    assert isinstance(targets, list)
    for target in targets:
        token = reading.token_at(starts[target["span1"][0]])
        if token is not None:
            learned = int(scores.statuses[token].argmax()) == negated
            yield target["label"] < NEGATED, status_of(reading, token) in SAID, learned


if __name__ == "__main__":
    main()
