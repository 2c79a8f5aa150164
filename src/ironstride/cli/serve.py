"""`ironstride serve`: the web app, on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65_535, help="Where to listen; 0 takes a free one.")
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Of this machine alone, but for the server mode.")
    ] = "127.0.0.1",
    profile: Annotated[Path, typer.Option("--profile", "-p", help="Who you are.")] = Path(
        "athlete.toml"
    ),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Open the web app for a browser on this machine, until Ctrl+C.

    It has no login, so no other machine is let in. With IRONSTRIDE_MODE=server it serves the
    many who log in, behind a proxy that encrypts.
    """
    from ironstride.web import mode

    os.environ["DJANGO_SETTINGS_MODULE"] = mode.settings_for(os.environ)
    proxy = mode.proxy_for(os.environ)
    from ironstride.store.folder import FOLDER_VARIABLE, data_folder
    from ironstride.store.open import open_store
    from ironstride.web import server
    from ironstride.web.athlete import PROFILE_VARIABLE

    if not proxy:
        server.refuse_others(host, port)
    folder = data_folder(os.environ, data)
    os.environ[FOLDER_VARIABLE] = str(folder)
    os.environ[PROFILE_VARIABLE] = str(profile.absolute())
    open_store(folder).close()
    server.serve(host, port, begun=_say_where, proxy=proxy)


def _say_where(address: str) -> None:
    print(f"Ironstride is at {address}", "Ctrl+C stops it.", sep="\n", flush=True)
