"""Which mode the pages run in, and what the server mode needs to be told first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ironstride.core.errors import IronstrideError

MODE_VARIABLE: Final = "IRONSTRIDE_MODE"
SECRET_VARIABLE: Final = "IRONSTRIDE_SECRET_KEY"  # noqa: S105 - a variable's name, no secret
HOSTS_VARIABLE: Final = "IRONSTRIDE_HOSTS"
PROXY_VARIABLE: Final = "IRONSTRIDE_PROXY"
NEAR: Final = "127.0.0.1"  # the usual proxy runs on the same machine
SHORTEST_SECRET: Final = 50
EMBEDDED: Final = "ironstride.web.settings"
SERVER: Final = "ironstride.web.server_settings"
MODES: Final = {"": EMBEDDED, "embedded": EMBEDDED, "server": SERVER}


class NotReadyError(IronstrideError):
    """The server mode was asked for, and something that it needs is missing."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("the server mode needs more: " + "; ".join(problems))
        self.problems = problems


def settings_for(environment: Mapping[str, str]) -> str:
    """Name the settings of the mode that is asked for.

    Raises:
        NotReadyError: nobody knows this mode, or the server mode lacks something.

    >>> settings_for({})
    'ironstride.web.settings'
    """
    mode = environment.get(MODE_VARIABLE, "")
    problems = tuple(_problems(mode, environment))
    if problems:
        raise NotReadyError(problems)
    return MODES[mode]


def proxy_for(environment: Mapping[str, str]) -> str:
    """Name the proxy that is believed; none in the embedded mode.

    >>> proxy_for({"IRONSTRIDE_MODE": "server"}), proxy_for({})
    ('127.0.0.1', '')
    """
    is_server = MODES.get(environment.get(MODE_VARIABLE, "")) == SERVER
    return environment.get(PROXY_VARIABLE, NEAR) if is_server else ""


def hosts_in(written: str) -> list[str]:
    """Read the names that the server answers to.

    >>> hosts_in("club.example, www.club.example")
    ['club.example', 'www.club.example']
    """
    return [name.strip() for name in written.split(",") if name.strip()]


def _problems(mode: str, environment: Mapping[str, str]) -> Iterator[str]:
    if mode not in MODES:
        yield f'{MODE_VARIABLE} is "{mode}"; write server, or leave it unset'
    if MODES.get(mode) != SERVER:
        return
    secret = environment.get(SECRET_VARIABLE, "")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        yield (
            f"{SECRET_VARIABLE} is to hold {SHORTEST_SECRET} letters that nobody can guess; "
            "make them with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    hosts = hosts_in(environment.get(HOSTS_VARIABLE, ""))
    if not hosts or any("*" in host for host in hosts):
        yield f"{HOSTS_VARIABLE} is to name what it answers to, as club.example"
