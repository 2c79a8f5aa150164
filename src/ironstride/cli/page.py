"""How knowledge is laid out on the screen: facts, lists and tables that also read in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

WIDEST: Final = 100  # columns; longer lines are hard to read
LABEL: Final = 12  # columns of the labels at the left


class Page:
    """A page of plain text; bold on a terminal, without codes in a pipe."""

    def __init__(self) -> None:
        console = Console(highlight=False, markup=False, emoji=False)
        console.width = min(console.width, WIDEST)
        self._console = console

    def _print(self, part: RenderableType) -> None:
        """Print without the blanks that columns leave at the end of a line."""
        with self._console.capture() as capture:
            self._console.print(part)
        for line in capture.get().splitlines():
            print(line.rstrip())

    def heading(self, text: str, beside: str = "") -> None:
        """Write a bold line, with something plain behind it."""
        line = Text(text, style="bold")
        self._print(line.append(f"  {beside}", style="not bold") if beside else line)

    def prose(self, text: str, *, indent: int = 0) -> None:
        """Write a paragraph."""
        self._print(Padding(Text(text), (0, 0, 0, indent)))

    def gap(self) -> None:
        """Leave a line free."""
        print()

    def facts(self, rows: Iterable[tuple[str, str | None]]) -> None:
        """Write labels and what belongs to them; a fact that is None is left out."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=LABEL, no_wrap=True)
        grid.add_column(overflow="fold")
        for label, value in rows:
            if value is not None:
                grid.add_row(Text(label, style="bold"), Text(value))
        self._print(grid)

    def bullets(self, lines: Iterable[str]) -> None:
        """Write a list, each entry behind a dash."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=3, justify="right")
        grid.add_column(overflow="fold")
        for line in lines:
            grid.add_row("-", Text(line))
        self._print(grid)

    def rows(
        self, rows: Iterable[Sequence[str]], *, widths: Sequence[int], indent: int = 2
    ) -> None:
        """Write columns; a width of 0 takes what is left."""
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for width in widths:
            grid.add_column(width=width or None, overflow="fold", ratio=None if width else 1)
        for row in rows:
            grid.add_row(*map(Text, row))
        self._print(Padding(grid, (0, 0, 0, indent)))
