"""From a torch module to an int8 ONNX file: products per channel, graph not fused, fastest on a plain processor."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


def write_int8(
    module: nn.Module,
    example: tuple[Tensor, ...],
    target: Path,
    *,
    inputs: Sequence[str],
    outputs: Sequence[str],
    axes: Mapping[str, Mapping[int, str]],
) -> None:
    """Trace the module on an example and write `target`; `axes` names the axes of any length."""
    full = target.with_suffix(".fp32.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of every shape it reads
        torch.onnx.export(
            module.eval(),
            example,
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: dict(named) for name, named in axes.items()},
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        str(full),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
