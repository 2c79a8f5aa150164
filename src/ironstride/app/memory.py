"""Memory: what was worked out last, for as long as the facts behind it are the same.

Nothing grows old here: an answer holds until a fact that it was made from is another one, so
whoever asks passes every fact along. It saves a server the work of reading again what it has
just read; a program that asks once gains nothing and loses nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
F = TypeVar("F")
V = TypeVar("V")


class Memory(Generic[K, F, V]):
    """The last answer to each question; the question asked longest ago is forgotten first.

    >>> squares = Memory[str, int, int](most=2)
    >>> squares.recall("side", 3, lambda: 9), squares.recall("side", 3, lambda: 0)
    (9, 9)
    >>> squares.recall("side", 4, lambda: 16)
    16
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._known: OrderedDict[K, tuple[F, V]] = OrderedDict()
        self._turn = Lock()

    def recall(self, key: K, facts: F, make: Callable[[], V]) -> V:
        """Give the answer that these facts gave before, else make it and remember it."""
        known = self.last(key)
        if known is not None and known[0] == facts:
            return known[1]
        answer = make()
        self.keep(key, facts, answer)
        return answer

    def last(self, key: K) -> tuple[F, V] | None:
        """Give the last facts and the answer that they gave; None where none is remembered."""
        with self._turn:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: K, facts: F, answer: V) -> None:
        """Remember an answer in place of the last one."""
        with self._turn:
            self._known[key] = (facts, answer)
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
