"""`ironstride export`: everything that is kept of you, as one zip."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.app.export import Exported
    from ironstride.store.store import Store


def export(
    file: Annotated[Path, typer.Argument(help="The zip to make, as my-data.zip.")],
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Goes along where it is there.")
    ] = Path("athlete.toml"),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Write everything that Ironstride keeps of you into a zip of tables and JSON."""
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        print("Nothing is kept yet; next: ironstride import, or ironstride log")
        return
    text = profile.read_text(encoding="utf-8", errors="replace") if profile.exists() else None
    with store:
        exported = _written(store, file, text)
    print(f"{file}: {_in_words(exported)}.")
    print(
        "It holds health data and is readable for you alone; README.txt in it explains each file."
    )


def _written(store: Store, file: Path, profile: str | None) -> Exported:
    """Write the zip for its owner's eyes only; one that cannot be finished is taken away."""
    from ironstride.app.export import export

    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise typer.BadParameter(f"{file} is there already; name another file") from error
    except OSError as error:
        problem = f"{file} cannot be made ({error.strerror}); name another file"
        raise typer.BadParameter(problem) from error
    try:
        with os.fdopen(made, "wb") as to:
            return export(store, to, profile=profile)
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise


def _in_words(exported: Exported) -> str:
    return (
        f"{_count(exported.events, 'event')}, among them {_count(exported.sets, 'set')}, "
        f"{_count(exported.runs, 'run')} and {_count(exported.programmes, 'kept programme')}; "
        f"{_count(exported.recordings, 'recording')} second by second"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
