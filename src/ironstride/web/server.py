"""The server: waitress, in the embedded mode on this machine only."""

from __future__ import annotations

import gc
import ipaddress
import logging
import signal
from collections.abc import Callable
from typing import Any, Final, NoReturn

from django.core.wsgi import get_wsgi_application
from waitress.server import create_server
from whitenoise import WhiteNoise  # type: ignore[import-untyped] # it carries no types

from ironstride.catalogue.load import load
from ironstride.core.errors import IronstrideError
from ironstride.web.assets import SCRIPT, STATIC, script_folder
from ironstride.web.receiving import MOST_B

THREADS: Final = 4
A_YEAR_S: Final = 31_536_000


class CannotServeError(IronstrideError):
    """The pages cannot be served at this address."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(f"{host} port {port}: {problem}")
        self.host, self.port, self.problem = host, port, problem


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine can reach an address.

    >>> is_this_machine("localhost"), is_this_machine("::1"), is_this_machine("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_others(host: str, port: int) -> None:
    """Make sure that nobody else can reach an address.

    Raises:
        CannotServeError: somebody might.
    """
    if not is_this_machine(host):
        raise CannotServeError(
            host,
            port,
            "others could reach it, and the embedded mode has no login; serve on 127.0.0.1 or "
            "localhost, or run a server with accounts (IRONSTRIDE_MODE=server)",
        )


def serve(host: str, port: int, *, begun: Callable[[str], None], proxy: str = "") -> None:
    """Serve until told to stop (Ctrl+C, or SIGTERM); `begun` hears the address.

    Requests that are under way are answered before it ends. Of a proxy that is named it is
    believed who asks and that the way there was encrypted; of everybody else it is not.

    Raises:
        CannotServeError: the address cannot be had; in the embedded mode, others could reach it.
    """
    from ironstride.web.worker import go_on  # noqa: PLC0415 - Django is set up when it listens

    if not proxy:
        refuse_others(host, port)
    # A page asks for a few files at once, which is nothing to report.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = _listening(host, port, proxy)
    signal.signal(signal.SIGTERM, _stop)
    begun(f"http://{_in_address(host)}:{server.effective_port}/")
    go_on()
    server.run()


def _listening(host: str, port: int, proxy: str) -> Any:
    try:
        # One address only: localhost may be two, and waitress then forgets the port of one.
        bound = "127.0.0.1" if host == "localhost" else host
        return create_server(
            application(),
            host=bound,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=2 * MOST_B,  # more than pages take, so that they can say so
            **_believed(proxy),
        )
    except OSError as error:
        problem = f"it cannot be had ({error.strerror}); another program may use it, try --port 0"
        raise CannotServeError(host, port, problem) from error


def _believed(proxy: str) -> dict[str, Any]:
    """Have waitress take a proxy's word, and drop what anybody else claims to have forwarded."""
    if not proxy:
        return {}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def application() -> WhiteNoise:
    """Give the pages, with the files beside them.

    What is remembered between pages holds no circles, so looking for some among a million values
    would only stop all pages, for up to a third of a second: what is there now is left aside, and
    the search is rare.
    """
    load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    pages = WhiteNoise(
        get_wsgi_application(), root=STATIC, prefix="static/", max_age=A_YEAR_S, charset="utf-8"
    )
    pages.add_files(SCRIPT, prefix=script_folder())
    return pages


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(*_: object) -> NoReturn:
    raise SystemExit(0)
