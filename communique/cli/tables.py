"""Small tables for people, printed with rich."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def print_sections(sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
    """Print sections, each a heading and rows of a name and what it means."""
    console = Console(highlight=False, markup=False, emoji=False)
    for number, (heading, rows) in enumerate(sections):
        if number:
            console.print()
        console.print(Text(heading, "bold underline"))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="bold", min_width=12, max_width=28)
        grid.add_column(ratio=1)
        for name, meaning in rows:
            grid.add_row(Text(name), Text(meaning))
        console.print(Padding(grid, (0, 0, 0, 2)))
