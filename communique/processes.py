"""Work in other Python processes, so that a hang or a crash costs one report and not the run.

Children are started as `python -c`, with pipes, and not by multiprocessing: that would run the caller's
script again in every child, so that a plain script without a `__main__` guard would fail.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any, TypeVar

from communique.errors import CommuniqueError

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = tuple[bool, Any]  # whether the function returned, and what it returned or raised

START_SECONDS = 120.0  # for Python and its imports on a busy machine; 0.3 s where nothing else runs
LOOK_AHEAD = 4  # items under way for each worker: enough to work on behind one slow report
OUT_OF_MEMORY = 77  # exit status of a child
_LENGTH = struct.Struct(">Q")
_BOOT = (
    "import json,sys; sys.path[:]=json.loads(sys.argv[1]); from communique.processes import serve; serve()"
)


class ChildLostError(CommuniqueError):
    """A child ended, or had to be ended, before it answered; the message says why."""


class ChildFailedError(CommuniqueError):
    """The function raised an error of a kind that cannot be sent back; the message names it."""


class Child:
    """A Python process that runs one function, call after call, and can be killed.

    `function` is named as "package.module:function"; its argument and result are pickled. `memory` is the
    most the process may take, in bytes (where the system can hold it to that). The process starts with
    the first call, and anew with the first call after it was lost. Calls from several threads wait for
    each other.
    """

    def __init__(self, function: str, *, memory: int | None = None) -> None:
        self.function = function
        self.memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def call(self, argument: object, *, seconds: float | None = None) -> Any:
        """The function's result; its own exceptions are raised here.

        Raises ChildLostError where no answer came, or none within `seconds`.
        """
        with self._lock:
            process = self._running()
            answer = self._ask(process, (argument, seconds), seconds)
        return _unpack(answer)

    def close(self) -> None:
        """End the process, if one runs; a call under way in another thread raises ChildLostError."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            _end(process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid():  # a fork must not share its parent's pipes
            self._owner = os.getpid()
            self._process = _start(self.function, self.memory)
            try:
                _unpack(self._ask(self._process, None, START_SECONDS))
            except ChildLostError as lost:
                raise CommuniqueError(f"a second Python process did not start: {lost}") from lost
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], message: object, seconds: float | None) -> Any:
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds or 0, stop)
        timer.daemon = True
        if seconds is not None:
            timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            _send(process.stdin, message)
            return _receive(process.stdout)
        except (OSError, EOFError, ValueError) as error:
            _end(process, patience=1)  # a pipe closes a moment before its process has ended
            self.close()
            why = f"no answer within {seconds:g} s" if late.is_set() else _ending(process.returncode)
            raise ChildLostError(why) from error
        except BaseException:  # an interrupted wait leaves an answer in the pipe that fits no later question
            self.close()
            raise
        finally:
            timer.cancel()


def in_order(function: str, items: Iterable[Item], *, workers: int) -> Iterator[tuple[Item, Any]]:
    """Each item with what `function` made of it in one of `workers` processes, in the order of `items`.

    Where a process was lost, the ChildLostError stands in place of the result. Any other exception ends
    the run. No more than LOOK_AHEAD items a worker are taken ahead, so `items` may be endless.
    """
    idle = deque(Child(function) for _ in range(workers))
    children = tuple(idle)

    def work(item: Item) -> tuple[Item, Any]:
        child = idle.popleft()
        try:
            return item, child.call(item)
        except ChildLostError as lost:
            return item, lost
        finally:
            idle.append(child)

    try:
        with ThreadPoolExecutor(workers, thread_name_prefix="communique") as pool:
            yield from _results(pool, work, items, LOOK_AHEAD * workers, children)
    finally:
        for child in children:
            child.close()


def _results(
    pool: ThreadPoolExecutor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    ahead: int,
    children: tuple[Child, ...],
) -> Iterator[Result]:
    """The results in the order of `items`, at most `ahead` of them under way."""
    pending: deque[Future[Result]] = deque()
    try:
        for item in items:
            pending.append(pool.submit(work, item))
            if len(pending) >= ahead:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:  # also where the caller stops early or presses Ctrl-C: then nobody waits for what is under way
        for future in pending:
            future.cancel()
        if pending:
            for child in children:
                child.close()


def serve() -> None:
    """What a child does: load its function, then answer calls until its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _, _, function, memory = sys.argv
    calls, answers = _private_pipes()
    _limit_memory(int(memory))
    try:
        _receive(calls)
        run, answer = _load(function)
        _send(answers, answer)
        while True:
            argument, seconds = _receive(calls)
            _alarm(seconds)
            _send(answers, _answer(run, argument))
            _alarm(None)
    except (EOFError, BrokenPipeError):
        return
    except MemoryError:  # a process that ran out of memory is not to be trusted with the next report
        os._exit(OUT_OF_MEMORY)


def _load(function: str) -> tuple[Callable[[Any], Any], Answer]:
    module, _, name = function.partition(":")
    try:
        return getattr(importlib.import_module(module), name), (True, None)
    except Exception as error:  # carried to the parent and raised there
        return repr, (False, _sendable(error))


def _answer(run: Callable[[Any], Any], argument: object) -> Answer:
    try:
        return True, run(argument)
    except MemoryError:
        raise
    except Exception as error:  # carried to the parent and raised there
        return False, _sendable(error)


def _sendable(error: Exception) -> Exception:
    """The error itself where it survives the way between processes, else a ChildFailedError that names it."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever another package's exception raises when it is packed
        return ChildFailedError(f"{type(error).__name__}: {error}")
    return error


def _unpack(answer: Answer) -> Any:
    done, value = answer
    if not done:
        raise value
    return value


def _start(function: str, memory: int | None) -> subprocess.Popen[bytes]:
    arguments = [
        sys.executable,
        "-c",
        _BOOT,
        json.dumps([str(entry) for entry in sys.path]),
        function,
        str(memory or 0),
    ]
    try:
        return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:
        raise CommuniqueError(f"cannot start a second Python ({sys.executable}): {error}") from error


def _end(process: subprocess.Popen[bytes], patience: float = 0) -> None:
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        try:
            pipe.close()
        except OSError:
            continue  # what was still to be written has nobody to read it


def _ending(status: int | None) -> str:
    if status == OUT_OF_MEMORY:
        return "its process ran out of memory"
    if status is not None and status < 0:
        return f"its process was ended by signal {-status} ({signal.strsignal(-status)})"
    return f"its process ended by itself (exit status {status})"


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes to the parent, moved away from where a library's own prints would go."""
    calls, answers = os.dup(0), os.dup(1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return os.fdopen(calls, "rb"), os.fdopen(answers, "wb")


def _limit_memory(limit: int) -> None:
    if not limit or sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):
        return  # macOS knows the limit and refuses to set it; the wall-clock limit still holds


def _alarm(seconds: float | None) -> None:
    """End this process by itself at twice the limit, for when the parent that keeps the limit was killed."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds if seconds else 0)


def _send(pipe: IO[bytes], message: object) -> None:
    packed = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(packed)) + packed)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError("the other end of the pipe is closed")
    (length,) = _LENGTH.unpack(head)
    packed = pipe.read(length)
    if len(packed) < length:
        raise EOFError("the other end of the pipe was closed in the middle of a message")
    return pickle.loads(packed)
