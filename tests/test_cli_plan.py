"""The commands around a plan, as they are typed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commands import PROFILE, ironstride

ONCE_A_WEEK = "[preferences]\nsessions_per_week = 1\n"
SCHEMA = Path(__file__).parents[1] / "docs" / "reference" / "programme.schema.json"


def planned(cwd: Path, *words: object, profile: str = PROFILE) -> subprocess.CompletedProcess[str]:
    (cwd / "athlete.toml").write_text(profile, encoding="utf-8")
    return ironstride("plan", "--start", "2026-11-30", *words, cwd=cwd)


def test_a_plan_needs_nothing_but_a_profile_and_follows_its_schema(tmp_path: Path) -> None:
    done = planned(tmp_path, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(done.stdout))
    assert not (tmp_path / "data").exists()


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first, again = (planned(tmp_path, "--format", "json").stdout for _ in range(2))
    assert first == again != planned(tmp_path, "--format", "json", "--seed", "1").stdout


def test_colliding_rules_end_with_two_and_say_what_to_change(tmp_path: Path) -> None:
    short = PROFILE.replace("minutes = 45", "minutes = 10") + ONCE_A_WEEK
    done = planned(tmp_path, "-f", "json", profile=short)
    (collision,) = json.loads(done.stdout)["no_programme"]["collisions"]
    assert done.returncode == 2
    assert {"rules", "message", "relax"} == set(collision)
    assert "minutes" in collision["rules"]


def test_a_relaxation_that_is_offered_works(tmp_path: Path) -> None:
    short = PROFILE.replace("minutes = 45", "minutes = 10") + ONCE_A_WEEK
    offers = planned(tmp_path, profile=short).stdout
    assert "offer 30 instead of 10 minutes on Tuesday" in offers
    longer = short.replace("minutes = 10", "minutes = 30", 1)
    assert planned(tmp_path, profile=longer).returncode == 0


@pytest.mark.parametrize(
    ("words", "profile", "said"),
    [
        (["--start", "2026-13-01"], PROFILE, "--start"),
        (["--profile", "nobody.toml"], PROFILE, "nobody.toml: cannot be read"),
        (["--runs", "athlete.toml"], PROFILE, "athlete.toml"),
        (["--history", "nowhere"], PROFILE, "nowhere"),
        ([], PROFILE.replace("1985", '"1985"'), "athlete.birth_year"),
        (["--format", "pdf"], PROFILE, "-o programme.pdf"),
    ],
)
def test_bad_input_ends_with_one_and_a_sentence(
    tmp_path: Path, words: list[str], profile: str, said: str
) -> None:
    done = planned(tmp_path, *words, profile=profile)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_own_runs_replace_the_habit(tmp_path: Path) -> None:
    rows = "date,start,minutes,kind,distance_km\n2026-12-01,07:00,50,easy,9\n"
    (tmp_path / "runs.csv").write_text(rows, encoding="utf-8")
    done = planned(tmp_path, "--runs", "runs.csv", "-f", "json")
    runs = json.loads(done.stdout)["weeks"][0]["runs"]
    assert {"date": "2026-12-01", "start": "07:00"}.items() <= runs[0].items()


def test_a_kept_programme_tells_the_next_session(tmp_path: Path) -> None:
    assert "no programme is kept yet" in ironstride("today", cwd=tmp_path).stderr
    assert planned(tmp_path, "--keep").returncode == 0
    told = ironstride("today", "--on", "2026-12-02", cwd=tmp_path).stdout
    assert told.startswith("Fri 4 Dec 18:00")
    after = ironstride("today", "--on", "2028-01-01", cwd=tmp_path).stdout
    assert "the programme ended on 2027-03-21" in after


def test_every_format_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    heads = {"pdf": b"%PDF", "ics": b"BEGIN:VCALENDAR", "text": b"Ironstride", "json": b"{"}
    for name, head in heads.items():
        done = planned(tmp_path, "-f", name, "-o", f"plan.{name}")
        assert (done.returncode, done.stderr) == (0, f"wrote plan.{name}\n")
        assert (tmp_path / f"plan.{name}").read_bytes().startswith(head)


def test_today_reads_a_programme_from_a_file(tmp_path: Path) -> None:
    planned(tmp_path, "-f", "json", "-o", "plan.json")
    told = ironstride("today", "plan.json", "--on", "2026-12-01", cwd=tmp_path)
    assert told.stdout.startswith("Tue 1 Dec 18:00")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert ironstride("today", "broken.json", cwd=tmp_path).returncode == 1
