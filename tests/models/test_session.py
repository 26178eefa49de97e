"""The weights and their cards."""

from __future__ import annotations

import hashlib
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from communique.errors import ModelError
from communique.models import card
from communique.models.inputs import shape
from communique.models.session import TOKENIZER, WORDS, read_checked
from communique.settings import READERS

FOLDER = Path(str(files("communique"))) / "models" / "weights"


@pytest.mark.parametrize("name", READERS)
def test_a_card_names_source_licence_data_and_scores(name: str) -> None:
    shipped = card(name)
    assert {WORDS, f"{name}.int8.onnx"} == set(shipped.sha256)
    for file, sha256 in shipped.sha256.items():
        assert sha256 == hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()
    assert "Apache-2.0" in shipped.encoder
    assert len(shipped.data) >= 4
    assert shipped.scores["ewt_dev_las"] >= 84


def test_the_readers_share_their_embedding_and_are_small() -> None:
    assert card("accurate").sha256[WORDS] == card("fast").sha256[WORDS]
    files_of = {WORDS, TOKENIZER, *(file for name in READERS for file in card(name).sha256)}
    assert sum((FOLDER / name).stat().st_size for name in files_of) < 31_500_000


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / WORDS
    shutil.copy(FOLDER / WORDS, copy)
    with copy.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damaged")
    with pytest.raises(ModelError, match="do not fit their card"):
        read_checked(copy, card("fast").sha256[WORDS])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{WORDS} are missing"):
        read_checked(tmp_path / WORDS, "")


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
