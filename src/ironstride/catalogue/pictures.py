"""What is built from the motions: a moving picture and a strip of each, and the table of demands.

All of it lies beside the motions and comes with the package, so nothing is solved while a page
waits. `made_from` tells whether a motion has to be built again: it is a fingerprint of the
motion as it was read and, after the hyphen, of the engine's own source.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from ironstride.catalogue.motions import MotionFileError, motions
from ironstride.core.demand import Demand
from ironstride.motion import demand, draw
from ironstride.motion.demand import demand_of
from ironstride.motion.motion import Motion
from ironstride.motion.skeleton import DRAWN
from ironstride.motion.solve import solve

DATA: Final = Path(__file__).with_name("data")
DEMANDS: Final = "demands.toml"
FOLDER: Final = "pictures"
HEAD: Final = """# What movements ask of the joints. Written by `ironstride motion build`; do not edit.
#
# A peak moment is height [m] · (per-body · body mass [kg] + per-load · load [kg]), for usual
# technique, within band percent. See docs/reference/motion-moments.md for what is left out and why.
# Licence: CC BY 4.0, see LICENSE.
"""


class Picture(StrEnum):
    """How a motion is drawn."""

    MOVING = "moving"
    STRIP = "strip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """All that comes of one motion."""

    demand: Demand
    moving: str
    strip: str


def made_from(motion: Motion) -> str:
    """Give the fingerprint of a motion and of what works on it."""
    return f"{sha256(repr(motion).encode()).hexdigest()[:12]}-{_engine()}"


@cache
def _engine() -> str:
    room = Path(demand.__file__).parent
    sources = b"".join(path.read_bytes() for path in sorted(room.glob("*.py")))
    return sha256(sources).hexdigest()[:12]


def built_of(motion: Motion) -> Built:
    """Draw a motion and work it out; about two seconds."""
    solved = solve(motion, DRAWN)
    return Built(
        demand=demand_of(motion, made_from(motion)),
        moving=draw.animation(solved),
        strip=draw.strip(solved),
    )


def built_by_id(motion: str) -> Built:
    """Build a motion that comes with Ironstride."""
    return built_of(motions()[motion])


@cache
def motion_of(exercise: str) -> Motion | None:
    """Find the motion that shows an exercise; None where none is drawn yet."""
    return _by_exercise().get(exercise)


@cache
def _by_exercise() -> Mapping[str, Motion]:
    return {name: one for one in motions().values() for name in (one.id, *one.exercises)}


def picture_of(motion: Motion, picture: Picture) -> str:
    """Give a motion's picture as SVG: the built one, else a fresh one."""
    path = _path(DATA, motion.id, picture)
    if path.exists():
        return gzip.decompress(path.read_bytes()).decode()
    solved = solve(motion, DRAWN)
    return (draw.animation if picture is Picture.MOVING else draw.strip)(solved)


def is_built(motion: Motion, demands: Mapping[str, Demand], folder: Path = DATA) -> bool:
    """Whether everything of a motion lies there, made from just this text by just this engine."""
    there = all(_path(folder, motion.id, picture).exists() for picture in Picture)
    known = demands.get(motion.id)
    return there and known is not None and known.made_from == made_from(motion)


def keep_pictures(built: Built, folder: Path = DATA) -> None:
    """Put both pictures of a motion where they are looked for."""
    for picture, text in ((Picture.MOVING, built.moving), (Picture.STRIP, built.strip)):
        _write(_path(folder, built.demand.id, picture), gzip.compress(text.encode(), mtime=0))


def keep_demands(demands: Iterable[Demand], folder: Path = DATA) -> None:
    """Write the table, and take away pictures that no motion of it has any more."""
    rows = sorted(demands, key=lambda row: row.id)
    _write(folder / DEMANDS, "\n".join([HEAD, *map(_row, rows)]).encode())
    wanted = {_path(folder, row.id, picture) for row in rows for picture in Picture}
    for path in (folder / FOLDER).glob("*.svgz"):
        if path not in wanted:
            path.unlink()


def _path(folder: Path, motion: str, picture: Picture) -> Path:
    return folder / FOLDER / f"{motion}-{picture}.svgz"


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise MotionFileError(path, error.strerror or "not written") from error


def _row(row: Demand) -> str:
    lines = [f"[{row.id}]", f'made-from = "{row.made_from}"']
    lines += [f"load-kg = {row.load_kg:g}"] if row.load_kg else []
    lines += [
        f"{joint} = {{ per-body = {m.per_body}, per-load = {m.per_load}, band = {m.band} }}"
        for joint, m in row.joints.items()
    ]
    lines += [f'spine = "{row.spine}"', *(["has-torsion = true"] if row.has_torsion else [])]
    return "\n".join(lines) + "\n"
