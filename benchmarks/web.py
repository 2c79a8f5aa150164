"""The web app under many athletes: how fast Today and a logged set are, and what they cost.

`python -m benchmarks.web [--athletes 50] [--seconds 20] [--pause 1]` makes athletes with twelve
weeks of logged sessions, serves them as `ironstride serve` does, in one process, and lets each
athlete at once open Today or log a set, with a random pause after each (mean `--pause`
seconds; 0 leaves none, and then the figures are those of a queue). Clients and server share the
machine's processors. With IRONSTRIDE_DATABASE it does the same on that PostgreSQL server.

A logged set is the form sent and the next page read, as a browser does both. It exits with 0 only
where, of both, 95 of 100 took at most 100 ms, and every set that was acknowledged is in the log.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from benchmarks.web_athletes import addresses, make_athletes

MOST_MS: Final = 100.0
SHARE_OF_SETS: Final = 0.6
WARM_UP_S: Final = 4.0


@dataclass
class Client:
    """One athlete with a phone."""

    port: int
    headers: dict[str, str]
    chance: random.Random
    cookie: str = ""
    station: str = ""
    page: str = ""
    today_ms: list[float] = field(default_factory=list)
    set_ms: list[float] = field(default_factory=list)
    sets: int = 0

    @property
    def session(self) -> str:
        """The address of the session under way."""
        return re.sub(r"(/session/[0-9a-f-]{36}/).*", r"\1", self.station)

    def ask(self, method: str, address: str, body: str = "") -> tuple[HTTPResponse, str]:
        """Ask once, on a connection of its own, as a phone that slept does."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = self.headers | {"Cookie": self.cookie}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = said.split(";")[0]
        connection.close()
        return answer, text

    def follow(self, method: str, address: str, body: str = "") -> str:
        """Ask, and go where the answer leads."""
        for _ in range(4):
            answer, text = self.ask(method, address, body)
            if answer.status not in (301, 302):
                if answer.status != 200:
                    raise SystemExit(f"{address} answered {answer.status}: {text[:300]}")
                self.station = address if "/session/" in address else self.station
                return text
            method, address, body = "GET", answer.headers["Location"], ""
        raise SystemExit(f"{address} leads round in circles")

    def begin(self) -> None:
        """Open Today, and start its session."""
        today = self.follow("GET", "/")
        self.page = self.follow("POST", "/start/", fields(today, "/start/"))

    def open_today(self) -> None:
        """Look at Today."""
        began = time.perf_counter()
        self.follow("GET", "/")
        self.today_ms.append(1_000 * (time.perf_counter() - began))

    def log_set(self) -> None:
        """Send the form as it stands, and read the page after it."""
        if "/finish/" in self.station:
            self.page = self.follow("GET", f"{self.session}6/")
        action = next(a for a in re.findall(r'action="([^"]+)"', self.page) if a.endswith("/log/"))
        body = fields(self.page, action)
        began = time.perf_counter()
        self.page = self.follow("POST", action, body)
        self.set_ms.append(1_000 * (time.perf_counter() - began))
        self.sets += 1

    def train(self, until: float, pause_s: float) -> None:
        """Do one or the other until the time is up."""
        while True:
            if pause_s:
                time.sleep(self.chance.expovariate(1 / pause_s))
            if time.monotonic() >= until:
                return
            (self.log_set if self.chance.random() < SHARE_OF_SETS else self.open_today)()


def fields(page: str, action: str) -> str:
    """Fill a form in as it stands, with a load where one is still to be found."""
    form = next(f for f in page.split("<form")[1:] if f'action="{action}"' in f.split(">")[0])
    form = form.split("</form>")[0]
    told = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        if name is not None:
            told[name[1]] = html.unescape(value[1]) if value else ""
    if told.get("load") == "":
        told["load"] = "16"
    return urlencode(told)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web")
    parser.add_argument("--athletes", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=1, help="mean pause of an athlete [s]")
    asked = parser.parse_args(arguments)
    today = date.today()  # noqa: TID251, DTZ011 - the server lives today
    with tempfile.TemporaryDirectory() as folder:
        sets = make_athletes(Path(folder), asked.athletes, today=today)
        return _measured(Path(folder), asked, sets)


def _measured(folder: Path, asked: argparse.Namespace, logged: int) -> int:
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.web_athletes", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if server.stdout is None:
            raise SystemExit("the server has nothing to say")
        port = json.loads(server.stdout.readline())["port"]
        clients = [
            Client(port, headers, random.Random(n))
            for n, headers in enumerate(addresses(asked.athletes))
        ]
        for client in clients:
            client.begin()
        _at_once(clients, WARM_UP_S, asked.pause)
        for client in clients:
            client.today_ms, client.set_ms = [], []
        before, began = _cpu_s(server.pid), time.monotonic()
        _at_once(clients, asked.seconds, asked.pause)
        took, cpu_s = time.monotonic() - began, _cpu_s(server.pid) - before
        kept = sum(_sets_today(client) for client in clients)
        return _told(clients, took=took, cpu_s=cpu_s, logged=logged, kept=kept)
    finally:
        server.terminate()
        server.wait()


def _at_once(clients: Sequence[Client], seconds: float, pause_s: float) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=c.train, args=(until, pause_s)) for c in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _cpu_s(process: int) -> float:
    """Read how long a process has computed. [s]"""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _sets_today(client: Client) -> int:
    """Count the taps that the server kept, from the summary of the session."""
    end = client.follow("GET", f"{client.session}finish/")
    return sum(map(int, re.findall(r"<span>(\d+) of \d+<", end)))


def _told(clients: Sequence[Client], *, took: float, cpu_s: float, logged: int, kept: int) -> int:
    todays = sorted(ms for client in clients for ms in client.today_ms)
    sets = sorted(ms for client in clients for ms in client.set_ms)
    requests = len(todays) + 2 * len(sets)
    told = sum(client.sets for client in clients)
    print(f"{len(clients)} athletes with {logged} logged sets each, {took:.0f} s")
    holds = [_line("Today", todays), _line("a logged set, and the page after it", sets)]
    print(
        f"{requests / took:.0f} pages/s; {1_000 * cpu_s / requests:.1f} ms of processor time a "
        f"page, {cpu_s / took:.0%} of one processor"
    )
    print(f"{'ok  ' if kept == told else 'FAIL'} every acknowledged set is kept: {kept} of {told}")
    return 0 if all(holds) and kept == told else 1


def _line(name: str, times: Sequence[float]) -> bool:
    middle, high = (times[int(share * (len(times) - 1))] for share in (0.5, 0.95))
    holds = high <= MOST_MS
    print(
        f"{'ok  ' if holds else 'FAIL'} {name:<38} {len(times):>6,} times, "
        f"p50 {middle:.0f} ms, p95 {high:.0f} ms (goal {MOST_MS:.0f})"
    )
    return holds


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
