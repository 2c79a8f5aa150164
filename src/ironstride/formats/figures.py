"""Plain figures: one run a line, without places or streams; read, and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from ironstride.core.run import RecordedRun
from ironstride.formats.recording import FormatError

HEADER: Final = (
    "start_utc,type,elapsed_s,moving_s,distance_m,ascent_m,mean_heart_rate,max_heart_rate"
)
BOUNDS: Final = {  # above the first, up to the second
    "elapsed_s": (0.0, 864_000.0),
    "moving_s": (0.0, 864_000.0),
    "distance_m": (-0.001, 2_000_000.0),
    "ascent_m": (-0.001, 30_000.0),
    "mean_heart_rate": (25.0, 240.0),
    "max_heart_rate": (25.0, 250.0),
}


def is_figures(content: bytes) -> bool:
    """Whether a file begins with the header of plain figures."""
    return content.removeprefix(b"\xef\xbb\xbf").startswith(HEADER.encode())


def read_figures(content: bytes, *, name: str) -> tuple[tuple[RecordedRun, ...], tuple[str, ...]]:
    """Read the rows of type `run`, and say which lines could not be read and why.

    The times are UTC and no place is known, so local time is UTC too. An empty cell was not
    recorded.

    Raises:
        FormatError: the header is another one.
    """
    if not is_figures(content):
        raise FormatError(name, f"its first line is not {HEADER}", 0)
    text = io.StringIO(content.decode("utf-8-sig", errors="replace"), newline="")
    runs: list[RecordedRun] = []
    problems: list[str] = []
    rows = csv.DictReader(text, restkey="more", restval="")
    for row in rows:
        try:
            if row["type"] == "run":
                runs.append(_run(row))
        except ValueError as error:
            problems.append(f"{name} line {rows.line_num}: {error}")
    return tuple(runs), tuple(problems)


BESIDE: Final = ("start_local", "mean_cadence_spm", "is_race", "title")  # written, not read


def write_figures(runs: Iterable[RecordedRun]) -> str:
    """Write runs so that `read_figures` reads them, with what else is known behind it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*HEADER.split(","), *BESIDE))
    writer.writerows(map(_written, runs))
    return text.getvalue()


def _written(run: RecordedRun) -> tuple[object, ...]:
    return (
        run.utc_start.isoformat(),
        "run",
        run.elapsed_s,
        run.moving_s,
        run.distance_m,
        run.ascent_m,
        run.mean_heart_rate,
        run.max_heart_rate,
        run.start.isoformat(),
        run.mean_cadence_spm,
        "yes" if run.is_race else "",
        run.title,
    )


def _run(row: dict[str, str]) -> RecordedRun:
    utc_start = _moment(row["start_utc"])
    elapsed_s = _number(row, "elapsed_s")
    if elapsed_s is None:
        raise ValueError("elapsed_s is empty; give the seconds from start to end")
    return RecordedRun(
        utc_start=utc_start,
        start=utc_start.replace(tzinfo=None),
        elapsed_s=elapsed_s,
        moving_s=_number(row, "moving_s"),
        distance_m=_number(row, "distance_m"),
        ascent_m=_number(row, "ascent_m"),
        mean_heart_rate=_number(row, "mean_heart_rate"),
        max_heart_rate=_number(row, "max_heart_rate"),
    )


def _moment(text: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'start_utc "{text}" is not like 2026-07-28T06:36Z') from None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def _number(row: dict[str, str], column: str) -> float | None:
    text = row[column]
    if not text:
        return None
    above, most = BOUNDS[column]
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f'{column} "{text}" is no number') from None
    if not above < value <= most:
        raise ValueError(f"{column} {text} does not lie between {max(above, 0):.0f} and {most:.0f}")
    return value
