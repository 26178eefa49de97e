"""Where a reader's time goes: `python -m bench.speed --profile --data DIR [--model NAME]`.

Three views: the steps of reading by CPU time; the network's operators as onnxruntime's own profile tells them; and the
rate of int8 matrix products on this machine, one thread, in the shapes the network uses, with the share of it that the
network reaches. The last needs the package onnx (training/requirements.txt) and is left out without it.
"""

from __future__ import annotations

import importlib.util
import json
import math
import signal
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from unittest import mock

import numpy as np
import onnxruntime

from bench.parsers import read
from bench.serving import Documents
from communique.models import ReaderSession

# File and function (none: any other in it) of a frame, and the step it belongs to; the innermost that is here counts.
STEPS = {
    ("onnxruntime_inference_collection.py", ""): "network",
    ("inputs.py", "padded"): "batches",
    ("inputs.py", "buckets"): "batches",
    ("inputs.py", ""): "words into pieces",
    ("session.py", ""): "batches",
    ("lemmas.py", ""): "lemmas",
    ("trees.py", ""): "decoding",
    ("reader.py", ""): "decoding",
}
SAMPLE_SECONDS = 0.001
GEMM_SECONDS = 0.3  # a shape
PRODUCTS = ("MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul", "QGemm", "QLinearMatMul")

Shape = tuple[int, int, int]  # rows, inner, columns


def profile(name: str, documents: Documents) -> Iterator[str]:
    """The lines to print for one reader."""
    words = sum(len(sentence) for sentences in documents for sentence in sentences)
    session = ReaderSession(name)
    read(documents[:40], session)
    with steps() as seconds:
        read(documents, session)
    total = sum(seconds.values())
    yield f"{name}: {words} words, {words / total:.0f} a CPU second"
    for step, spent in seconds.most_common():
        yield f"  {step:28}{100 * spent / total:6.1f} %{1e6 * spent / words:8.1f} µs a word"
    nodes = operators(name, documents)
    yield from _by_kind(nodes)
    yield from _rates(nodes, seconds["network"])


@contextmanager
def steps() -> Iterator[Counter[str]]:
    """CPU seconds by step while the block runs.

    A timer interrupts; the CPU time since the last interrupt is booked on the frame it meets. The interrupt waits for a
    call into C to end, which that way is booked whole on the frame that made it.
    """
    found: Counter[str] = Counter()
    last = time.process_time()

    def book(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        found[_step(frame)] += now - last
        last = time.process_time()

    before = signal.signal(signal.SIGPROF, book)
    signal.setitimer(signal.ITIMER_PROF, SAMPLE_SECONDS, SAMPLE_SECONDS)
    try:
        yield found
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _step(frame: FrameType | None) -> str:
    while frame is not None:
        file = Path(frame.f_code.co_filename).name
        step = STEPS.get((file, frame.f_code.co_name)) or STEPS.get((file, ""))
        if step:
            return step
        frame = frame.f_back
    return "else"


def operators(name: str, documents: Documents) -> list[dict[str, Any]]:
    """onnxruntime's profile of reading: an event for every run of every operator."""
    made: list[Any] = []
    create: Callable[..., Any] = onnxruntime.InferenceSession
    with tempfile.TemporaryDirectory() as folder:

        def profiled(weights: bytes, options: Any, **rest: Any) -> Any:
            options.enable_profiling = True
            options.profile_file_prefix = str(Path(folder) / "profile")
            made.append(create(weights, options, **rest))
            return made[-1]

        with mock.patch.object(onnxruntime, "InferenceSession", profiled):
            read(documents, ReaderSession(name))
        events = json.loads(Path(made[0].end_profiling()).read_text("utf-8"))
    return [event for event in events if event["cat"] == "Node" and event["name"].endswith("_kernel_time")]


def _by_kind(nodes: list[dict[str, Any]]) -> Iterator[str]:
    spent: Counter[str] = Counter()
    for node in nodes:
        spent[node["args"]["op_name"]] += node["dur"]
    total = sum(spent.values())
    yield "  operators of the network"
    for kind, microseconds in spent.most_common():
        if microseconds > 0.005 * total:
            yield f"    {kind:26}{100 * microseconds / total:6.1f} %"


def _rates(nodes: list[dict[str, Any]], network_seconds: float) -> Iterator[str]:
    """Products by their inner and outer widths: rate in the network, alone, and what share of its time they need."""
    runs: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for node in nodes:
        shape = _product(node)
        if shape:
            runs[shape[1:]].append((shape[0], node["dur"] * 1e-6))
    if not runs or importlib.util.find_spec("onnx") is None:
        yield "  no rate of int8 products: " + (
            "the package onnx is missing" if runs else "the network has none"
        )
        return
    yield "  int8 products (rows, inner, columns)    in the network    alone   (GOP a second, one thread)"
    operations, needed = 0.0, 0.0
    for (inner, columns), found in sorted(runs.items(), key=lambda pair: -sum(t for _, t in pair[1])):
        rows = int(statistics.median(count for count, _ in found))
        work = sum(2.0 * count * inner * columns for count, _ in found)
        alone = gemm_rate((rows, inner, columns))
        yield f"    {rows:5} {inner:6} {columns:6}{work / sum(t for _, t in found) / 1e9:28.0f}{alone / 1e9:9.0f}"
        operations, needed = operations + work, needed + work / alone
    rate, reached = operations / needed, operations / network_seconds
    yield f"  the machine's rate in these shapes {rate / 1e9:.0f} GOP/s, the network as a whole {reached / 1e9:.0f}"
    yield f"  share of the machine's rate that the network reaches {reached / rate:.0%}"


def _product(node: dict[str, Any]) -> Shape | None:
    """The shape of an int8 product by a weight matrix, None for any other operator."""
    if node["args"]["op_name"] not in PRODUCTS:
        return None
    left, out = (_first_shape(node, key) for key in ("input_type_shape", "output_type_shape"))
    return math.prod(left[:-1]), left[-1], out[-1]


def _first_shape(node: dict[str, Any], key: str) -> list[int]:
    shape: list[int] = next(iter(node["args"][key][0].values()))
    return shape


def gemm_rate(shape: Shape) -> float:
    """Operations (two a multiplication with its addition) a CPU second of MatMulInteger, uint8 by constant int8."""
    rows, inner, columns = shape
    session = _gemm(inner, columns)
    left = np.random.default_rng(1).integers(0, 255, (rows, inner), np.uint8)
    session.run(None, {"left": left})
    best, until = math.inf, time.process_time() + GEMM_SECONDS
    while time.process_time() < until:
        began = time.process_time()
        for _ in range(5):
            session.run(None, {"left": left})
        best = min(best, (time.process_time() - began) / 5)
    return 2.0 * rows * inner * columns / best


def _gemm(inner: int, columns: int) -> Any:
    from onnx import TensorProto, helper, numpy_helper

    weights = np.random.default_rng(2).integers(-127, 127, (inner, columns), np.int8)
    constants = {
        "right": weights,
        "left_zero": np.array(128, np.uint8),
        "right_zero": np.zeros(columns, np.int8),
    }
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "right", "left_zero", "right_zero"], ["product"])],
        "gemm",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [None, inner])],
        [helper.make_tensor_value_info("product", TensorProto.INT32, [None, columns])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
