"""`ironstride init`: ask for the profile in plain words, and write it down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.core.athlete import Athlete


def init(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Read this profile instead of asking; it is checked."),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the profile.")
    ] = Path("athlete.toml"),
) -> None:
    """Describe yourself once: days, places, races, health. Writes a profile to edit later."""
    from ironstride.formats.profile import write_profile

    if output.exists() and not typer.confirm(f"{output} is there already. Replace it?"):
        typer.echo(f"{output} stays as it is; -o FILE writes to another file.")
        return
    athlete = _interview() if source is None else _read(source)
    _write(write_profile(athlete), output)
    typer.echo(
        f"\nYour profile is in {output}; it is text, change it whenever you like.\n"
        "Next, your watch's files or an export, and then the programme:\n"
        "  ironstride import PATH\n"
        f"  ironstride plan --profile {output} --keep"
    )


def _interview() -> Athlete:
    from ironstride.catalogue.load import load
    from ironstride.cli.interview import interview

    return interview(load())


def _read(path: Path) -> Athlete:
    from ironstride.catalogue.load import load
    from ironstride.formats.faults import Fault
    from ironstride.formats.profile import ProfileError, read_profile

    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        fault = Fault("", f"it cannot be opened ({error.strerror}); check the name")
        raise ProfileError(str(path), [fault]) from error
    except UnicodeDecodeError as error:
        fault = Fault(f"byte {error.start}", "this is no text; save the profile as UTF-8")
        raise ProfileError(str(path), [fault]) from error
    return read_profile(content, name=str(path), catalogue=load())


def _write(content: str, path: Path) -> None:
    from ironstride.formats.faults import Fault, FaultyFileError

    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        fault = Fault("", f"it cannot be written ({error.strerror}); name another with -o")
        raise FaultyFileError(str(path), [fault]) from error
