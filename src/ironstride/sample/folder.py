"""The sample folder: files as a runner's drawer holds them, and the truth about them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ironstride.core.athlete import HabitualRun
from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.errors import IronstrideError
from ironstride.sample.body import track
from ironstride.sample.fit_run import fit_run, fit_settings
from ironstride.sample.fit_writer import fit_time
from ironstride.sample.profile import athlete_toml
from ironstride.sample.season import USUAL_WEEK, WEEKS, MadeUpRun, Workout, season
from ironstride.sample.xml_run import gpx_run, tcx_run

LABEL: Final = "Ironstride sample: a made-up runner. Nobody ran any of this."
_README: Final = """\
{label}

{runs} runs from {first} to {last}, made by `ironstride sample` with seed {seed}: invented
figures in real file formats, placed on the open sea. The folder is as untidy as a real one:

  watch/                    FIT files, plain and gzipped; one holds settings and no run, and
                            one breaks off in the middle:
                            {damaged}
  sample-watch-export.zip   older FIT files
  sample-old-watch.zip      TCX files from the watch before, without running dynamics
  old-watch/                a few more of them
  phone/                    GPX files
  sample-second-export.zip  {copies} runs once more, in another format under other names
  athlete.toml              the runner's profile: days, places, lifts, a half marathon ahead

Try `ironstride week .` in here.
"""


class SampleError(IronstrideError):
    """The sample cannot be written there."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"{folder}: {problem}")
        self.folder, self.problem = folder, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReport:
    """What was written. `runs` counts each run once, `copies` the second files of some.

    `damaged` is the file that breaks off, `week` what the last months are meant to show.
    """

    folder: Path
    profile: Path
    runs: int
    copies: int
    first: date
    last: date
    damaged: Path
    week: tuple[HabitualRun, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a run, loose or in a zip (`box`), under the name that it has there."""

    run: MadeUpRun
    box: str | None
    name: str

    @property
    def path(self) -> Path:
        """Where it lies when it lies loose."""
        drawer = {".tcx": "old-watch", ".gpx": "phone", ".fit": "watch"}
        return Path(drawer[Path(self.name.removesuffix(".gz")).suffix], self.name)

    def content(self, *, seed: int) -> bytes:
        """Write it, and squeeze it where its name says so."""
        write = {".tcx": tcx_run, ".gpx": gpx_run, ".fit": fit_run}
        kind = Path(self.name.removesuffix(".gz")).suffix
        plain = write[kind](self.run, track(self.run, seed=seed))
        return gzip.compress(plain, mtime=0) if self.name.endswith(".gz") else plain


def make(folder: Path, *, seed: int = 7, today: date) -> SampleReport:
    """Write the sample athlete: runs until yesterday, and a profile with a race ahead.

    The same seed and day give the same bytes. An earlier sample in the folder is replaced.

    Raises:
        SampleError: the folder holds something else, or cannot be written.
    """
    runs = tuple(season(seed=seed, today=today))
    damaged = _damaged_run(runs, today)
    files = [file for run in runs for file in _files(run, today, damaged)]
    try:
        _clear(folder)
        _write_runs(folder, files, damaged, seed=seed)
        settings = fit_settings(fit_time(runs[0].utc_start))
        _write(folder / "watch" / "sample-settings.fit", settings)
        _write(folder / "athlete.toml", athlete_toml(today).encode())
    except OSError as error:
        raise SampleError(folder, f"cannot be written ({error.strerror})") from error
    report = SampleReport(
        folder=folder,
        profile=folder / "athlete.toml",
        runs=len(runs),
        copies=len(files) - len(runs),
        first=runs[0].start.date(),
        last=runs[-1].start.date(),
        damaged=folder / next(file.path for file in files if file.run is damaged),
        week=USUAL_WEEK,
    )
    _write(folder / "README.txt", _readme(report, seed).encode())
    return report


def _clear(folder: Path) -> None:
    """Take an earlier sample away, by the names that samples have, and nothing else."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    readme = folder / "README.txt"
    if not readme.is_file() or not readme.read_text(errors="replace").startswith(LABEL):
        raise SampleError(folder, "is not empty; name a new folder for the sample")
    for place in (folder, *(folder / name for name in ("watch", "old-watch", "phone"))):
        for old in place.glob("sample-*"):
            old.unlink()


def _damaged_run(runs: Sequence[MadeUpRun], today: date) -> MadeUpRun:
    """Choose an easy run some months ago, so that no conclusion hangs on it."""
    since = monday_of(today) - 16 * WEEK
    return next(r for r in runs if r.start.date() >= since and r.workout is Workout.EASY)


def _files(run: MadeUpRun, today: date, damaged: MadeUpRun) -> Iterator[_File]:
    """Say in which files a run lies: as life with two watches and a phone would have it."""
    name = f"sample-{run.start:%Y-%m-%d}-{run.workout.replace(' ', '-')}"
    week = WEEKS + (run.start.date() - monday_of(today)).days // 7
    if week < 13:
        yield _File(run, None if run.number % 20 == 5 else "old-watch", f"{name}.tcx")
        return
    if run.number % 12 == 7 and run is not damaged:
        yield _File(run, None, f"{name}.gpx" if run.number % 24 == 7 else f"{name}.gpx.gz")
        return
    yield _File(run, "watch-export" if week < 46 else None, f"{name}.fit{'.gz' * (week < 62)}")
    if run.number % 13 == 3 and run is not damaged:
        kind = "tcx" if run.number % 2 else "gpx"
        yield _File(run, "second-export", f"sample-activity-{9_000 + run.number}.{kind}")


def _write_runs(folder: Path, files: Sequence[_File], damaged: MadeUpRun, *, seed: int) -> None:
    boxes: dict[str, dict[str, bytes]] = {}
    for file in files:
        content = file.content(seed=seed)
        if file.run is damaged:
            content = content[: len(content) * 3 // 5]
        if file.box is None:
            _write(folder / file.path, content)
        else:
            boxes.setdefault(file.box, {})[f"activities/{file.name}"] = content
    for box, members in boxes.items():
        _write(folder / f"sample-{box}.zip", _zipped(members))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _readme(report: SampleReport, seed: int) -> str:
    return _README.format(
        label=LABEL,
        runs=report.runs,
        first=report.first,
        last=report.last,
        seed=seed,
        damaged=report.damaged.name,
        copies=report.copies,
    )
