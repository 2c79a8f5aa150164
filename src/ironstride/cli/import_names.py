"""Names of exercises that an import met: which were taken, which wait, and the questions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import typer

from ironstride.cli.import_words import count, sentences

if TYPE_CHECKING:
    from ironstride.app.names import NamesSeen, OpenName
    from ironstride.store.store import Store

OWN: Final = "own"  # what to answer where an exercise is none of the catalogue's


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read(said: Sequence[str]) -> dict[str, str | None]:
    """Read what `--name` says: a name, and the exercise that it means, or none.

    >>> read(["Squat (Barbell)=back-squat", "Chest Dip="])
    {'Squat (Barbell)': 'back-squat', 'Chest Dip': None}
    """
    return dict(_decision(one) for one in said)


def _decision(said: str) -> tuple[str, str | None]:
    from ironstride.app.names import check

    name, sign, exercise = (part.strip() for part in said.rpartition("="))
    if not sign or not name:
        raise typer.BadParameter(f'--name "{said}": write NAME=EXERCISE, as "Chin Up=pull-up"')
    meant = None if exercise in ("", OWN) else exercise
    check((meant,))
    return name, meant


def decide(store: Store, decisions: Mapping[str, str | None]) -> None:
    """Remember what names mean, and say how many sets it concerns."""
    from ironstride.app import names as app
    from ironstride.cli.clock import now

    if decisions:
        app.decide(store, decisions, at=now())


def only_decide(store: Store | None, decisions: Mapping[str, str | None], *, is_kept: bool) -> None:
    """Do what can be done without files: take decisions, and ask for those that are missing."""
    from ironstride.app import names as app

    if store is None:
        raise typer.BadParameter("name files, folders or zips to import")
    if is_kept:
        decide(store, decisions)
    counts = store.set_names()
    for name, exercise in decisions.items():
        concerned = count(counts[name], "set") if name in counts else "no set so far"
        print(f'"{name}" is {exercise or "a name of its own"}: {concerned}')
    seen = app.look_over(counts, app.read_names(store))
    if not decisions and not seen.open:
        raise typer.BadParameter("name files, folders or zips to import; no name is undecided")
    ask_or_list(store, seen, decisions, is_kept=is_kept, shown=None)


def ask_or_list(
    store: Store | None,
    seen: NamesSeen,
    decisions: Mapping[str, str | None],
    *,
    is_kept: bool,
    shown: int | None,
) -> None:
    """Ask what names mean where somebody can answer; elsewhere say how to tell it."""
    waiting = [one for one in seen.open if one.name not in decisions]
    if store is not None and is_kept and waiting and is_terminal():
        _ask(store, waiting)
    else:
        print(*_waiting_lines(waiting, shown), sep="\n", end="\n" if waiting else "")


def _waiting_lines(waiting: Sequence[OpenName], shown: int | None) -> Iterator[str]:
    if waiting:
        yield ""
        said = [_option(one) for one in waiting]
        yield from sentences("names that wait for a word from you", said, shown)
        yield "Decide each once, for all its sets, past and to come:"
        yield f"  ironstride import {_option(waiting[0])}"
        yield "Without an exercise behind the = it keeps its own name. Or run ironstride import"
        yield "alone in a terminal, to be asked."


def _option(one: OpenName) -> str:
    return f'--name "{one.name}={one.candidates[0]}"'


def _ask(store: Store, waiting: Sequence[OpenName]) -> None:
    """Ask for one name after another; each answer is kept before the next question."""
    from ironstride.cli.questions import ask, optional

    print(f"\n{count(len(waiting), 'name')} to decide, once for all sets. Answer with a number or")
    print(f"the id of an exercise, {OWN} to keep the name; Enter leaves it for later.")
    for one in waiting:
        print(f'\n"{one.name}", {count(one.sets, "set")}:')
        for number, exercise in enumerate(one.candidates, 1):
            print(f"  {number}  {exercise}")
        answer = ask("which?", optional(_answer_among(one.candidates)))
        if answer is not None:
            decide(store, {one.name: None if answer == OWN else answer})


def _answer_among(candidates: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.isdecimal() and 1 <= int(text) <= len(candidates):
            return candidates[int(text) - 1]
        if text.lower() == OWN:
            return OWN
        return _exercise_id(text)

    return read


def _exercise_id(text: str) -> str:
    from ironstride.app.names import check
    from ironstride.catalogue.find import NotInCatalogueError

    try:
        check((text,))
    except NotInCatalogueError as error:
        raise ValueError(str(error)) from error
    return text
