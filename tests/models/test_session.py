"""The weights and their card."""

from __future__ import annotations

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from communique.errors import ModelError
from communique.models import card
from communique.models.inputs import shape
from communique.models.session import CARD, TOKENIZER, WEIGHTS, read_checked

FOLDER = Path(str(files("communique"))) / "models" / "weights"


def test_the_card_names_source_licence_data_and_scores() -> None:
    shipped = card()
    assert shipped.sha256 == hashlib.sha256((FOLDER / WEIGHTS).read_bytes()).hexdigest()
    assert "Apache-2.0" in shipped.encoder
    assert len(shipped.data) >= 4
    assert shipped.scores["ewt_dev_las"] >= 87


def test_the_weights_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (WEIGHTS, TOKENIZER, CARD)) < 30_000_000


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / WEIGHTS
    shutil.copy(FOLDER / WEIGHTS, copy)
    with copy.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damaged")
    with pytest.raises(ModelError, match="do not fit their card"):
        read_checked(copy, card().sha256)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{WEIGHTS} are missing"):
        read_checked(tmp_path / WEIGHTS, card().sha256)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("talks", 1),
        ("Okoro", 2),
        ("UN", 3),
        ("A", 4),
        ("McKay", 5),
        ("2024", 6),
        ("5th", 7),
        ("—", 8),
        ("中", 5),
    ],
)
def test_a_word_has_a_shape(word: str, expected: int) -> None:
    assert shape(word) == expected
