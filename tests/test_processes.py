"""Work in other processes: results in order, and a hang or crash that costs one item."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.processes import LOOK_AHEAD, Child, ChildFailedError, ChildLostError, in_order


def test_a_child_answers_call_after_call_in_one_process_of_its_own() -> None:
    child = Child("sample_work:identity")
    first, second = child.call("ä"), child.call([1, 2])
    child.close()
    assert first == (second[0], "ä")
    assert second[1] == [1, 2]
    assert first[0] != os.getpid()


def test_prints_of_the_function_do_not_disturb_the_answers() -> None:
    child = Child("sample_work:double")
    assert [child.call(n) for n in range(5)] == [0, 2, 4, 6, 8]
    child.close()


@pytest.mark.parametrize(
    ("kind", "error", "text"),
    [
        ("value", ValueError, "not this one"),
        ("odd", ChildFailedError, "OddError: one"),
        ("unpickled", ChildFailedError, "RuntimeError"),
        ("memory", ChildLostError, "ran out of memory"),
        ("exit", ChildLostError, "exit status 5"),
        ("hang", ChildLostError, r"no answer within 0\.5 s"),
    ],
)
def test_what_goes_wrong_in_a_child_is_said_and_the_next_call_works(
    kind: str, error: type[Exception], text: str
) -> None:
    child = Child("sample_work:refuse")
    assert child.call("nothing") is None
    with pytest.raises(error, match=text):
        child.call(kind, seconds=0.5)
    assert child.call("nothing") is None
    child.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to a memory limit")
def test_a_child_is_held_to_its_memory() -> None:
    child = Child("sample_work:refuse", memory=1 << 30)
    with pytest.raises(ChildLostError, match="ran out of memory"):
        child.call("grow")
    child.close()


@pytest.mark.parametrize("function", ["no_such_module:f", "sample_work:no_such_function"])
def test_a_function_that_does_not_exist_is_an_error_of_the_program(function: str) -> None:
    with pytest.raises((ImportError, AttributeError)):
        Child(function).call(1)


def test_a_python_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(CommuniqueError, match="/no/such/python"):
        Child("sample_work:double").call(1)


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_order("sample_work:slow_when_even", range(12), workers=2)) == [(n, n) for n in range(12)]


def test_a_crash_costs_one_item() -> None:
    results = dict(in_order("sample_work:crash_on_three", range(8), workers=2))
    lost = results.pop(3)
    assert isinstance(lost, ChildLostError)
    assert "signal 11" in str(lost)
    assert results == {n: n for n in range(8) if n != 3}


def test_endless_items_are_taken_only_a_little_ahead_and_the_processes_end_with_the_caller() -> None:
    counter = itertools.count()
    results = in_order("sample_work:double", counter, workers=2)
    assert list(itertools.islice(results, 3)) == [(0, 0), (1, 2), (2, 4)]
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert next(counter) <= 2 + 2 * LOOK_AHEAD + 1
    assert not [t for t in threading.enumerate() if t.name.startswith("communique")]


def test_an_error_of_the_function_ends_the_run() -> None:
    with pytest.raises(ValueError, match="not this one"):
        list(in_order("sample_work:refuse", ["nothing", "value", "nothing"], workers=1))


def test_a_plain_script_without_a_main_guard_can_use_workers() -> None:
    script = (
        "from communique.processes import in_order\nprint(list(in_order('math:sqrt', [4, 9], workers=2)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[(4, 2.0), (9, 3.0)]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_ends_the_run_and_every_process() -> None:
    script = (
        "import itertools, sys\n"
        "from communique.processes import in_order\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "for item, (process, _) in in_order('sample_work:identity', itertools.count(), workers=2):\n"
        "    print(process, flush=True)\n"
    )
    command = [sys.executable, "-c", script, os.path.dirname(__file__)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout is not None
    children = {int(run.stdout.readline()) for _ in range(6)}
    run.send_signal(2)
    _, errors = run.communicate(timeout=30)
    assert errors.strip().endswith("KeyboardInterrupt")
    deadline = time.monotonic() + 10
    while any(_lives(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_lives(child) for child in children)


def _lives(process: int) -> bool:
    """Whether the process runs; one that has ended and was not collected by its new parent does not."""
    status = Path(f"/proc/{process}/stat")
    try:
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
    except OSError:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
