"""Reads the data files of the codebook and of the rules, and says file and line where an entry is wrong.

tomllib gives no line numbers for what it has read without complaint, so the line of an entry is looked up
again in the text, which costs nothing until there is an error to report.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any, NoReturn, TypeVar

from communique.errors import CodebookError

KeyPath = str | tuple[str | int, ...]
Parts = tuple[str | int, ...]
_T = TypeVar("_T")
_KINDS: dict[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_NAME})\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(rf"\s*({_NAME})\s*=")
_FENCE = re.compile(r'"""|' + "'''")


def load(path: Traversable) -> dict[str, Any]:
    """The tables of a TOML file. Raises CodebookError naming file and line when it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise CodebookError(f"{shown(path)}: there is no such file") from error
    except UnicodeDecodeError as error:
        raise CodebookError(
            f"{shown(path)}: not UTF-8 text ({error.reason} at byte {error.start})"
        ) from error
    except tomllib.TOMLDecodeError as error:
        line, why = _where_tomllib_stopped(str(error), path)
        raise CodebookError(f"{shown(path)} line {line}: not valid TOML: {why}") from error


def fail(path: Traversable, key: KeyPath, why: str) -> NoReturn:
    """Raise CodebookError "events/AGREE.toml line 12: why", the line being that of `key` (see line_of)."""
    raise CodebookError(f"{shown(path)} line {line_of(path, key)}: {why}")


def rows(path: Traversable, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a tab-separated file with their line numbers (from 1); `#` begins a comment, the first row names.

    Raises CodebookError naming file and line for other columns and for rows that are too short or too long.
    """
    head: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        values = [value.strip() for value in line.split("\t")]
        if head is None:
            head = values
            if head != list(columns):
                fail_at(path, number, f"the columns are to be {', '.join(columns)}, not {', '.join(head)}")
        elif len(values) != len(head):
            fail_at(path, number, f"{len(values)} values with tabs between them, there are to be {len(head)}")
        else:
            yield number, dict(zip(head, values, strict=True))


def fail_at(path: Traversable, line: int, why: str) -> NoReturn:
    """Raise CodebookError "actors/places.tsv line 12: why"."""
    raise CodebookError(f"{shown(path)} line {line}: {why}")


def line_of(path: Traversable, key: KeyPath) -> int:
    """The line (from 1) on which an entry of a TOML file stands.

    `key` is a key or table ("quad"), a dotted path ("modes.visit.score"), a tuple where names hold dots or
    tables are numbered (("rule", 3, "lemmas"), from 0), or the text of a value ("meet-with" finds
    `name = "meet-with"`). Of a path only partly there the deepest part found counts; line 1 if nothing is.
    """
    text = path.read_text("utf-8")
    if isinstance(key, str):
        return _line(text, (key,)) or _value_line(text, key) or _line(text, tuple(key.split("."))) or 1
    return _line(text, key) or 1


def check_keys(
    path: Traversable,
    key: KeyPath,
    entry: Mapping[str, Any],
    *,
    required: Iterable[str] = (),
    optional: Iterable[str] = (),
) -> None:
    """Fail unless the table at `key` (the whole file: `""`) has all required keys and no unknown one."""
    required = tuple(required)
    known = (*required, *optional)
    above = _above(key)
    what = _what(above)
    for name in entry:
        if name not in known:
            fail(path, (*above, name), f"unknown key {name!r} in {what}{did_you_mean(name, known)}")
    for name in required:
        if name not in entry:
            fail(path, above, f"{what} has no {name!r}")


def take(path: Traversable, key: KeyPath, entry: Mapping[str, Any], name: str, kind: type[_T]) -> _T:
    """The value of `name` in the table at `key`, checked to be of a kind; text must not be blank.

    A whole number is taken for a float. Raises CodebookError naming file and line.
    """
    above = _above(key)
    if name not in entry:
        fail(path, above, f"{_what(above)} has no {name!r}")
    value = entry[name]
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        fail(path, (*above, name), f"{name!r} in {_what(above)} is to be {_KINDS[kind]}, not {value!r}")
    if isinstance(value, str) and not value.strip():
        fail(path, (*above, name), f"{name!r} in {_what(above)} is empty")
    return value


def take_texts(path: Traversable, key: KeyPath, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The list of texts at `name` in the table at `key`, empty if there is none. Raises CodebookError."""
    above = _above(key)
    values: list[Any] = take(path, above, entry, name, list) if name in entry else []
    for value in values:
        if not isinstance(value, str) or not value.strip():
            fail(
                path, (*above, name), f"{name!r} in {_what(above)} is to be a list of texts, not of {value!r}"
            )
    return tuple(values)


def did_you_mean(name: str, known: Iterable[str], *, listed: Iterable[str] = ()) -> str:
    """The end of an error about an unknown name: "; did you mean 'visit'? known: phone, visit".

    `listed` is shown in place of the known names where they are too many.
    """
    known = sorted(set(known))
    listed = list(listed)
    folded = {entry.casefold(): entry for entry in known}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    guess = f"; did you mean {folded[close[0]]!r}?" if close else ";"
    return f"{guess} known: {', '.join(listed or known)}"


def shown(path: Traversable) -> str:
    """A file as errors name it: folder and name for one of ours, the whole path for a user's own."""
    ours = PurePath(str(files("communique")))
    whole = PurePath(str(path))
    return "/".join(whole.parts[-2:]) if whole.is_relative_to(ours) else str(whole)


def _where_tomllib_stopped(message: str, path: Traversable) -> tuple[int, str]:
    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
    if found is None:
        return 1, message
    last = path.read_text("utf-8").count("\n") + 1
    return int(found[1] or last), message.replace(found[0], "")


def _line(text: str, wanted: Parts) -> int | None:
    """The line of the deepest part of `wanted` that the text has."""
    best, line = 0, None
    for number, place in _places(text):
        depth = _shared(place, wanted)
        if depth == len(place) and depth > best:
            best, line = depth, number
    return line


def _shared(place: Parts, wanted: Parts) -> int:
    count = 0
    for one, other in zip(place, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count


def _value_line(text: str, value: str) -> int | None:
    quoted = re.compile(rf"""=\s*["']{re.escape(value)}["']""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if quoted.search(line)), None)


def _places(text: str) -> Iterator[tuple[int, Parts]]:
    """Line and path of every table header and key. Tables in an array are numbered from 0 in the path."""
    table: Parts = ()
    seen: dict[Parts, int] = {}
    inside = False  # a string over several lines
    for number, line in enumerate(text.splitlines(), 1):
        fenced = len(_FENCE.findall(line)) % 2 == 1
        if not inside:
            if header := _HEADER.match(line):
                table = _parts(header[2])
                if header[1] == "[[":
                    seen[table] = seen.get(table, -1) + 1
                    table = (*table, seen[table])
                yield number, table
            elif entry := _ENTRY.match(line):
                yield number, (*table, *_parts(entry[1]))
        inside ^= fenced


def _parts(name: str) -> Parts:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _above(key: KeyPath) -> Parts:
    if isinstance(key, str):
        return tuple(key.split(".")) if key else ()
    return key


def _what(above: Parts) -> str:
    return ".".join(map(str, above)) or "the file"
