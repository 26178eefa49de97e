"""The encoder we start from: all-MiniLM-L6-v2, rounded as it will be shipped anyway, so that it travels light.

The word embedding is kept in 6 bits (int8 from -31 to 31, with a scale a row), which compress to two thirds of what 8
bits do and are trained with from the start; all else as float16. `python -m training.reader.start
MODEL.safetensors START.npz` writes the light form; training from either gives the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

WORDS = "embeddings.word_embeddings.weight"
STEPS = 31  # of a word's largest value, on either side of 0


def start_weights(path: Path) -> dict[str, Tensor]:
    """The encoder's weights, float32, from a safetensors file or its light form."""
    if path.suffix == ".npz":
        with np.load(path) as table:
            light = {name: table[name] for name in table.files}
    else:
        light = _light({name: weight.float().numpy() for name, weight in load_file(str(path)).items()})
    words = light.pop(f"{WORDS}.int8").astype(np.float32) * light.pop(f"{WORDS}.scale")
    found = {name: torch.from_numpy(weight.astype(np.float32)) for name, weight in light.items()}
    return {WORDS: torch.from_numpy(words), **found}


def _light(table: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.generic]]:
    words = table.pop(WORDS)
    small, scale = int8_rows(words)
    kept = {name: weight.astype(np.float16) for name, weight in table.items() if "pooler" not in name}
    return {f"{WORDS}.int8": small, f"{WORDS}.scale": scale, **kept}


def int8_rows(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in STEPS on either side of 0, with a float32 scale a row; what is so already stays as it is."""
    scale = (np.abs(weights).max(1, keepdims=True) / STEPS).astype(np.float32)
    scale[scale == 0] = 1
    return np.clip(np.rint(weights / scale), -STEPS, STEPS).astype(np.int8), scale


if __name__ == "__main__":
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    light = _light({name: weight.float().numpy() for name, weight in load_file(str(source)).items()})
    np.savez_compressed(target, **light)  # type: ignore[arg-type]
