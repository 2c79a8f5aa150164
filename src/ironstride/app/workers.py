"""Processes that all do one kind of work, and that may die of it.

When one dies (out of memory, a library's crash) all work on its way is lost and nobody knows
which piece was to blame. So each lost piece is tried once more in a process of its own: only
the piece that kills again is given up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died:
    """What comes of a piece that its process died of."""


class Workers(Generic[Piece, Result]):
    """So many processes for one kind of work; a `with` lets them go at its end.

    With one job the work is done right here, and no process is started.
    """

    def __init__(self, work: Callable[[Piece], Result], *, jobs: int) -> None:
        self._work = work
        self.jobs = jobs
        self._pool = _pool(jobs) if jobs > 1 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, piece: Piece) -> Future[Result]:
        """Begin to work on a piece."""
        if self._pool is None:
            return _done(self._work(piece))
        try:
            return self._pool.submit(self._work, piece)
        except BrokenExecutor:
            self._pool = _pool(self.jobs)
            return self._pool.submit(self._work, piece)

    def end(self, piece: Piece, begun: Future[Result]) -> Result | Died:
        """Wait for a piece's result."""
        try:
            return begun.result()
        except BrokenExecutor:
            return self._alone(piece)

    def _alone(self, piece: Piece) -> Result | Died:
        with _pool(1) as one:
            try:
                return one.submit(self._work, piece).result()
            except BrokenExecutor:
                return Died()


def _done(result: Result) -> Future[Result]:
    future = Future[Result]()
    future.set_result(result)
    return future


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Start processes that share nothing with this one and do not outlive it."""
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_serve)


def _serve() -> None:
    """Leave Ctrl-C to the parent, and leave when the parent does, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
