"""Plain figures, one run a line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ironstride.core.run import RecordedRun
from ironstride.formats.figures import HEADER, read_figures
from ironstride.formats.recording import FormatError

SHARED = Path(__file__).parents[2] / "shared" / "data" / "real_runner.csv"


def read(*lines: str) -> tuple[tuple[RecordedRun, ...], tuple[str, ...]]:
    return read_figures("\n".join((HEADER, *lines)).encode(), name="a.csv")


def test_a_line_is_a_run() -> None:
    (run,), problems = read("2026-07-28T06:36Z,run,3451.0,3084.0,10333.7,132.0,139.2,")
    assert problems == ()
    assert run.utc_start == datetime(2026, 7, 28, 6, 36, tzinfo=UTC)
    assert run.start == datetime(2026, 7, 28, 6, 36)
    assert (run.elapsed_s, run.moving_s, run.distance_m, run.ascent_m) == (3451, 3084, 10333.7, 132)
    assert (run.mean_heart_rate, run.max_heart_rate) == (139.2, None)


def test_rides_and_walks_are_left_out() -> None:
    assert read("2026-07-28T06:36Z,ride,3451,,,,,", "2026-07-28T06:36Z,walk,bad,,,,,") == ((), ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("yesterday,run,3451,,,,,", 'start_utc "yesterday" is not like 2026-07-28T06:36Z'),
        ("2026-07-28T06:36Z,run,long,,,,,", 'elapsed_s "long" is no number'),
        ("2026-07-28T06:36Z,run,,,,,,", "elapsed_s is empty; give the seconds from start to end"),
        ("2026-07-28T06:36Z,run,0,,,,,", "elapsed_s 0 does not lie between 0 and 864000"),
        ("2026-07-28T06:36Z,run,60,,nan,,,", "distance_m nan does not lie between 0 and 2000000"),
        ("2026-07-28T06:36Z,run,60,,,,,300", "max_heart_rate 300 does not lie between 25 and 250"),
        ("2026-07-28T06:36Z,run", "elapsed_s is empty; give the seconds from start to end"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_kept(line: str, problem: str) -> None:
    runs, problems = read("2026-07-01T06:00Z,run,60,,,,,", line, "2026-07-02T06:00Z,run,60,,,,,")
    assert len(runs) == 2
    assert problems == (f"a.csv line 3: {problem}",)


def test_another_header_is_another_file() -> None:
    with pytest.raises(FormatError, match="its first line is not start_utc,type,"):
        read_figures(b"date,km\n2026-01-01,10\n", name="a.csv")


@pytest.mark.skipif(not SHARED.exists(), reason="the real runner is not here")
def test_the_real_runner_has_run_837_times() -> None:
    runs, problems = read_figures(SHARED.read_bytes(), name="real_runner.csv")
    assert (len(runs), problems) == (837, ())
    assert (runs[-1].day.isoformat(), runs[-1].distance_m) == ("2026-07-28", 10333.7)
