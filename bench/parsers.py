"""Our readers as processes to ask (bench/serving.py): `python -m bench.parsers reader NAME | torch CHECKPOINT`.

`reader` is what the package ships; `torch` the same network in fp32, unquantised, as it came from training. Both read
through communique.analysis.parse with everything on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.serving import Documents, Tree, serve
from communique.analysis.reader import Parsed, parse
from communique.models import ReaderSession, reader_session
from communique.models.inputs import LONGEST
from communique.models.session import all_pieces


def main() -> None:
    """Serve the reader named on the command line."""
    kind, name = sys.argv[1:]
    session = reader_session(name) if kind == "reader" else TorchSession(Path(name))
    serve(lambda documents: read(documents, session), lambda parsed: [_tree(one) for one in parsed])


def read(documents: Documents, session: ReaderSession) -> list[Parsed]:
    """Every sentence parsed beside those before it in its document."""
    fresh = np.cumsum([0, *map(len, documents)])[:-1].tolist()
    return parse([words for sentences in documents for words in sentences], session, fresh=fresh)


class TorchSession(ReaderSession):
    """A reader's session over a checkpoint of training, in fp32 and one thread."""

    def __init__(self, checkpoint: Path) -> None:
        from training.reader.train import load

        net, labels = load(checkpoint)
        self.card = SimpleNamespace(labels=labels)  # type: ignore[assignment]  # all that parsing asks of a card
        self.network = _TorchNetwork(net, labels["deprels"].index("root"))  # type: ignore[assignment]
        own = net.encoder
        self._places = (own.positions.weight[: LONGEST + 2] + own.segment).detach().numpy()


class _TorchNetwork:
    """What ReaderSession asks of models.session.Network."""

    def __init__(self, net: Any, root: int) -> None:
        import torch

        from training.reader.export import INPUTS, OUTPUTS, Decoded

        torch.set_num_threads(1)
        self._torch, self._inputs, self._outputs = torch, INPUTS, OUTPUTS
        self._net = Decoded(net, root).eval()
        self._words = net.encoder.words.weight.detach().numpy()
        self.pieces = all_pieces()

    def vectors(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of word pieces."""
        found: NDArray[np.float32] = self._words[pieces]
        return found

    def run(self, inputs: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The outputs as arrays."""
        with self._torch.inference_mode():
            found = self._net(*(self._torch.from_numpy(inputs[name]) for name in self._inputs))
        return {name: output.numpy() for name, output in zip(self._outputs, found, strict=True)}


def _tree(parsed: Parsed) -> Tree:
    mentions = [(first, last, kind) for first, last, kind, _ in parsed.mentions]
    return Tree(parsed.upos, parsed.heads, parsed.deprels, mentions)


if __name__ == "__main__":
    main()
