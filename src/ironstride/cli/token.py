"""`ironstride token`: keys for programs that use the API."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

token = typer.Typer(
    help="Keys for programs that use the API of `ironstride serve`.", no_args_is_help=True
)

Data = Annotated[
    Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
]


@token.command("new")
def new(
    name: Annotated[str, typer.Argument(help="Which program it is for.")],
    scope: Annotated[
        list[str] | None,
        typer.Option("--scope", help="What it opens: read, log, plan. Repeatable; else read."),
    ] = None,
    data: Data = None,
) -> None:
    """Make a token and print it. It is shown this once; only its mark is kept."""
    from ironstride.cli.clock import now
    from ironstride.formats.answers import known
    from ironstride.store.folder import data_folder
    from ironstride.store.open import open_store

    with open_store(data_folder(os.environ, data)) as store:
        from ironstride.app.keys import OF_TOKENS, make_token
        from ironstride.store.keys import Keys, Scope

        try:
            read = known("scope", [one.value for one in OF_TOKENS])
            scopes = {Scope(read(one)) for one in scope or ["read"]}
            print(make_token(name, scopes, Keys(store), at=now()))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error


@token.command("list")
def list_(data: Data = None) -> None:
    """List the tokens: what each is for, what it opens, when it was made."""
    from ironstride.store.folder import data_folder
    from ironstride.store.open import open_store

    with open_store(data_folder(os.environ, data)) as store:
        from ironstride.app.keys import tokens
        from ironstride.store.keys import Keys

        found = tokens(Keys(store))
    for key in found:
        scopes = ", ".join(sorted(key.scopes))
        print(f"{key.name:<24} {scopes:<16} made {key.made.date()}")
    if not found:
        print("There is no token. `ironstride token new NAME` makes one.")


@token.command("revoke")
def revoke(name: Annotated[str, typer.Argument(help="Which token.")], data: Data = None) -> None:
    """Take a token away; from now on it opens nothing."""
    from ironstride.store.folder import data_folder
    from ironstride.store.open import open_store

    with open_store(data_folder(os.environ, data)) as store:
        from ironstride.app.keys import revoke_token
        from ironstride.store.keys import Keys

        try:
            key = revoke_token(name, Keys(store))
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
    print(f'revoked: "{key.name}" opens nothing from now on')
