"""The worker: one thread beside the pages that reads what was sent.

It sleeps until it is woken: when the server starts, when files come, and by whoever looks at an
upload that is not over. All it knows stands in the ledger, so nothing is lost when it dies.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from ironstride.app.uploads import work_off
from ironstride.store.uploads import Uploads
from ironstride.web.athlete import Area, own_area, sample_area
from ironstride.web.clock import now

_log = logging.getLogger("ironstride.worker")
_bell: Final = threading.Event()
_hiring: Final = threading.Lock()
_threads: Final[list[threading.Thread]] = []


def wake() -> None:
    """Have everything read that waits; the thread is begun where there is none."""
    _bell.set()
    with _hiring:
        if not any(thread.is_alive() for thread in _threads):
            thread = threading.Thread(target=_work, name="worker", daemon=True)
            _threads[:] = [thread]
            thread.start()


def go_on() -> None:
    """Go on with what an earlier server left, knowing that no other one reads here."""
    for area in _areas():
        with area.open() as store:
            Uploads(store).let_go()
    wake()


def work_off_all() -> None:
    """Read everything that waits, in every area."""
    for area in _areas():
        with area.open() as store:
            while work_off(store, now):
                pass


def _areas() -> tuple[Area, ...]:
    sample = sample_area()
    return (own_area(), sample) if sample.profile.exists() else (own_area(),)


def _work() -> None:
    while _bell.wait():
        _bell.clear()
        try:
            work_off_all()
        except Exception:  # noqa: BLE001 - the thread outlives what went wrong; it is logged
            _log.exception("reading what was sent broke off; it is tried again when woken")
