"""Questions in the terminal: asked in plain words, asked again until the answer fits."""

from __future__ import annotations

import typer

from ironstride.formats.answers import Answer, Reader, optional, whole, word

__all__ = ["ask", "optional", "whole", "word"]


def ask(question: str, read: Reader[Answer], *, default: str = "", why: str = "") -> Answer:
    """Ask until `read` takes the answer; Enter gives the default."""
    if why:
        typer.echo(f"  ({why})")
    ending = " " if question.endswith("?") else ": "
    while True:
        answer: str = typer.prompt(
            question, default=default, show_default=bool(default), prompt_suffix=ending
        )
        try:
            return read(answer.strip())
        except ValueError as error:
            typer.echo(f"  {error}" if answer.strip() else "  this one needs an answer")
