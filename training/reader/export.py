"""From a checkpoint to the file we ship: ONNX, products in int8 per channel, embedding in int8 per row."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.reader.model import VOCABULARY, WIDTH, ReaderNet, Sizes

INPUTS = ("pieces", "shapes", "firsts", "attend", "is_word")
OUTPUTS = ("upos", "xpos", "feats", "lemmas", "mentions", "arcs", "relation", "other_relation")


class Decoded(nn.Module):
    """The network with its decisions taken inside the graph, so that little has to leave it.

    `relation` is the best relation to the best head, `other_relation` the best that is not root, for words
    whose head the tree repair changes.
    """

    def __init__(self, net: ReaderNet, root: int) -> None:
        super().__init__()
        self.net = net
        penalty = torch.zeros(net.sizes.deprels)
        penalty[root] = 1e6
        self.register_buffer("penalty", penalty)

    def forward(
        self, pieces: Tensor, shapes: Tensor, firsts: Tensor, attend: Tensor, is_word: Tensor
    ) -> tuple[Tensor, ...]:
        scores = self.net(pieces, shapes, firsts, attend, is_word)
        tags = [score.argmax(-1) for score in scores[:4]]
        mentions = torch.softmax(scores[4], -1)
        relations = scores[6]
        other = (relations - self.penalty).argmax(-1)
        return (*tags, mentions, scores[5], relations.argmax(-1), other)


def export(checkpoint: Path, target: Path) -> dict[str, list[str]]:
    """Write `target` (int8 ONNX) from a checkpoint; the labels of every head come back."""
    state = torch.load(checkpoint, weights_only=True)
    labels: dict[str, list[str]] = state["labels"]
    net = ReaderNet(Sizes(**{head: len(names) for head, names in labels.items()}))
    net.load_state_dict(state["net"])
    net.eval()
    full, products = target.with_suffix(".fp32.onnx"), target.with_suffix(".products.onnx")
    _trace(Decoded(net, labels["deprels"].index("root")).eval(), full)
    quantize_dynamic(
        str(full),
        str(products),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    onnx.save(_small_embedding(onnx.load(str(products))), str(target))
    products.unlink()
    return labels


def _trace(module: nn.Module, path: Path) -> None:
    rows, pieces, words = 3, 13, 9
    ids = torch.randint(1000, 9000, (rows, pieces))
    firsts = torch.arange(words).expand(rows, words).contiguous()
    example = (ids, torch.ones_like(ids), firsts, torch.ones(rows, pieces), torch.ones(rows, words))
    axes: dict[str, dict[int, str]] = {name: {0: "rows", 1: "words"} for name in (*INPUTS, *OUTPUTS)}
    for name in ("pieces", "shapes", "attend"):
        axes[name] = {0: "rows", 1: "pieces"}
    axes["arcs"] = {0: "rows", 1: "words", 2: "words"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of every shape it reads
        torch.onnx.export(
            module,
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def _small_embedding(model: onnx.ModelProto) -> onnx.ModelProto:
    """Keep the word embedding as int8 with a scale a row: half the file for no measurable loss."""
    graph = model.graph
    table = next(i for i in graph.initializer if list(i.dims) == [VOCABULARY, WIDTH])
    weights = numpy_helper.to_array(table)
    scale = (np.abs(weights).max(1, keepdims=True) / 127).astype(np.float32)
    scale[scale == 0] = 1
    small = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    place = list(graph.node).index(gather)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [numpy_helper.from_array(small, "words_int8"), numpy_helper.from_array(scale, "words_scale")]
    )
    ids = gather.input[1]
    nodes = [
        helper.make_node("Gather", ["words_int8", ids], ["words_rows"], axis=0),
        helper.make_node("Gather", ["words_scale", ids], ["words_scales"], axis=0),
        helper.make_node("Cast", ["words_rows"], ["words_float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", ["words_float", "words_scales"], [gather.output[0]]),
    ]
    graph.node.remove(gather)
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)
    return model
