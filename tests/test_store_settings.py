from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ironstride.store.database import database_setting
from ironstride.store.errors import StoreError
from ironstride.store.folder import SECRET_FILE, data_folder, prepare, secret_in


def test_the_data_folder_is_what_was_chosen_else_what_the_variable_says() -> None:
    named = {"IRONSTRIDE_DATA": "/athletes/ann"}
    assert data_folder(named, Path("/here")) == Path("/here")
    assert data_folder(named) == Path("/athletes/ann")
    assert data_folder({}).name == "ironstride"
    assert data_folder({"IRONSTRIDE_DATA": ""}) == data_folder({})


def test_a_folder_keeps_one_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    prepare(folder)
    secret = secret_in(folder)
    prepare(folder)
    assert secret_in(folder) == secret
    assert len(secret) > 50
    assert [file.name for file in folder.iterdir()] == [SECRET_FILE]
    if os.name != "nt":
        assert stat.S_IMODE((folder / SECRET_FILE).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_a_folder_each_program_has_a_secret_of_its_own(tmp_path: Path) -> None:
    assert secret_in(tmp_path) != secret_in(tmp_path)


def test_reading_the_settings_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    subprocess.run(
        [sys.executable, "-c", "import ironstride.store.settings"],
        env={**os.environ, "IRONSTRIDE_DATA": str(folder)},
        check=True,
    )
    assert not folder.exists()


def test_a_postgresql_server_is_one_setting_away() -> None:
    url = "postgresql://ann:s%40fe@db.example:5433/club?sslmode=require"
    setting = database_setting(Path("data"), url)
    assert setting == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "club",
        "USER": "ann",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_server_on_this_machine_needs_no_more_than_a_name() -> None:
    setting = database_setting(Path("data"), "postgresql:///club?host=/run/postgresql")
    assert (setting["NAME"], setting["HOST"]) == ("club", "/run/postgresql")
    assert (setting["PORT"], setting["OPTIONS"]) == ("", {})


@pytest.mark.parametrize(("url", "problem"), [
    ("mysql://ann:secret@db/club", "begins with mysql; write postgresql://"),
    ("club", "begins with no scheme"),
    ("postgresql://ann:secret@db", "names no database; write"),
    ("postgresql://ann:secret@db:port/club", "names a port that is no number"),
    ("postgresql://ann:secret%zz@db/club", "% and @ in a password are %25 and %40; write"),
    ("postgresql://ann:secret@db/club?secret=1", "cannot be read"),
])  # fmt: skip
def test_a_database_that_cannot_be_meant_gets_a_sentence_without_the_password(
    url: str, problem: str
) -> None:
    with pytest.raises(StoreError, match=problem) as raised:
        database_setting(Path("data"), url)
    assert "secret" not in str(raised.value)


def test_the_athlete_s_own_database_lies_in_their_folder() -> None:
    assert database_setting(Path("data"), None)["NAME"] == str(Path("data/ironstride.sqlite3"))
