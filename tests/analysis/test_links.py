"""Links between mentions, with vectors made by hand: what is nearest by product wins, or none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from communique.analysis.links import STEPS, Linker, head_of, names_again
from communique.analysis.mentions import text_mentions
from communique.analysis.reader import Marks
from communique.records import TextMention

NO_DISTANCE = [0.0] * (len(STEPS) + 1)
PRONOUN_TAGS = {"he": "PRP", "she": "PRP", "it": "PRP"}


def found(
    words: str, mentions: Sequence[TextMention], anaphors: dict[int, list[float]], none: float = 0.0
) -> list[tuple[int, int]]:
    """Links of a text in which word i has the antecedent vector e_i, and anaphors the vectors given."""
    text = words.split()
    size = len(text)
    rows = np.zeros((size, size + 1), np.float32)
    rows[:, -1] = none
    for token, vector in anaphors.items():
        rows[token, : len(vector)] = vector
    marks = Marks(np.zeros(size, np.float32), rows, np.eye(size, dtype=np.float32) * 10)
    tags = [PRONOUN_TAGS.get(word, "NNP") for word in text]
    return [(token, to) for token, to, _ in Linker(NO_DISTANCE).links(text, tags, mentions, [marks])]


def person(first: int, last: int) -> TextMention:
    return TextMention(first, last, "PERSON", 1.0)


def test_a_pronoun_goes_back_to_the_name_with_the_highest_product() -> None:
    mentions = [person(0, 1), person(2, 3)]
    assert found("Okoro met Haddad when he came", mentions, {4: [1, 0, 0.2]}) == [(4, 0)]
    assert found("Okoro met Haddad when he came", mentions, {4: [0.2, 0, 1]}) == [(4, 2)]


def test_none_wins_where_no_product_is_higher() -> None:
    assert found("Okoro left before it rained", [person(0, 1)], {3: [0.1]}, none=5.0) == []


def test_a_chain_with_he_is_not_for_she() -> None:
    words = "Okoro said he would go and she stayed with Amina"
    anaphors = {2: [1.0], 6: [1.0, 0, 0.9]}
    assert found(words, [person(0, 1)], anaphors) == [(2, 0)]


def test_distance_counts() -> None:
    near, far = Linker([0.0] * 3 + [-9.0] * 8), np.array([40, 2])
    scores = near.scores(np.array([1, 0], np.float32), np.ones((2, 1), np.float32), far)
    assert scores.tolist() == [0.0, -8.0, 1.0]


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("Amina Okoro spoke . Okoro left", [person(0, 2), person(4, 5)], [(4, 1)]),
        ("Amina Okoro met Bola Okoro", [person(0, 2), person(3, 5)], []),
        ("Mali and Niger and Mali", [TextMention(t, t + 1, "COUNTRY", 1.0) for t in (0, 2, 4)], [(4, 0)]),
        ("Monday and Monday", [TextMention(0, 1, "DATE", 1.0), TextMention(2, 3, "DATE", 1.0)], []),
    ],
)
def test_names_that_stood_before(
    text: str, mentions: list[TextMention], expected: list[tuple[int, int]]
) -> None:
    assert list(names_again(text.split(), mentions)) == expected


def test_the_head_of_a_body_stands_before_its_preposition() -> None:
    words = ["Ministry", "of", "Defence"]
    assert head_of(words, 0, 3, "GOVERNMENT") == 0
    assert head_of(["Juma", "Inad", "Saadoun"], 0, 3, "PERSON") == 2


def test_labels_become_mentions() -> None:
    names = ["O", "B-PERSON", "I-PERSON", "B-PLACE", "I-PLACE"]
    words = ["Amina", "Okoro", "of", "Mali", "in", "Kidal", "City"]
    best = [1, 2, 2, 2, 0, 4, 4]
    mentions = text_mentions(words, np.eye(5, dtype=np.float32)[best], np.array([0] * 6 + [1]), names)
    assert [mention[:3] for mention in mentions] == [
        (0, 2, "PERSON"),
        (3, 4, "COUNTRY"),
        (5, 6, "PLACE"),
        (6, 7, "PLACE"),
    ]
