"""`ironstride serve`: one command, this machine only, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from commands import ironstride


def test_serve_prints_its_address_answers_there_and_ends_cleanly(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("ironstride")
    server = subprocess.Popen(
        [command, "serve", "--port", "0", "--data", tmp_path / "data"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        with urlopen(address) as page:  # noqa: S310 - our own address
            html = page.read().decode()
        style = html.split('rel="stylesheet" href="')[1].split('"')[0]
        with urlopen(address.rstrip("/") + style) as sheet:  # noqa: S310 - likewise
            assert "max-age=31536000" in sheet.headers["Cache-Control"]
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=10) == 0
    assert "No programme yet" in html


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org", "::"])  # noqa: S104 - it is refused
def test_serve_lets_no_other_machine_in(tmp_path: Path, host: str) -> None:
    answer = ironstride("serve", "--host", host, cwd=tmp_path)
    assert answer.returncode == 1
    assert "no login" in answer.stderr
    assert "127.0.0.1" in answer.stderr
    assert not (tmp_path / "data").exists()


def test_serve_says_when_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = ironstride("serve", "--port", taken.getsockname()[1], cwd=tmp_path)
    assert answer.returncode == 1
    assert "--port 0" in answer.stderr
