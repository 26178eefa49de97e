"""Small tables for people, printed with rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.cli.verbs import standard_output
from communique.export.table import console_for, rendered


def print_sections(sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
    """Print sections, each a heading and rows of a name and what it means."""
    out = standard_output()
    out.write(rendered(console_for(out), _laid_out(sections)))


def _laid_out(sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> Iterator[RenderableType]:
    for number, (heading, rows) in enumerate(sections):
        if number:
            yield Text()
        yield Text(heading, "bold underline")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", min_width=12, max_width=28)
        grid.add_column(ratio=1)
        for name, meaning in rows:
            grid.add_row(Text(name), Text(meaning))
        yield Padding(grid, (0, 0, 0, 2))
