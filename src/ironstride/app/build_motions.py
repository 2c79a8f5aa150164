"""Build what comes of the motions, in a few processes, and only what is not built yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ironstride.app.workers import Died, Workers
from ironstride.catalogue.load import load
from ironstride.catalogue.motions import motions
from ironstride.catalogue.pictures import (
    DATA,
    Built,
    built_by_id,
    is_built,
    keep_demands,
    keep_pictures,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildTold:
    """How many motions were built, and how many were there already."""

    built: int
    kept: int
    died: tuple[str, ...] = ()


def build_motions(
    *, again: bool = False, jobs: int = 2, folder: Path = DATA, tell: Callable[[str], None]
) -> BuildTold:
    """Draw and work out every motion; `again` builds even what is there."""
    known = dict(load().demands)
    rows = {name: known[name] for name in motions() if name in known}
    stale = [n for n, m in motions().items() if again or not is_built(m, known, folder)]
    died = []
    with Workers[str, Built](built_by_id, jobs=min(jobs, max(len(stale), 1))) as workers:
        begun = [(name, workers.begin(name)) for name in stale]
        for name, future in begun:
            built = workers.end(name, future)
            if isinstance(built, Died):
                died.append(name)
                continue
            keep_pictures(built, folder)
            rows[name] = built.demand
            tell(f"built {name}")
    keep_demands(rows.values(), folder)
    return BuildTold(
        built=len(stale) - len(died), kept=len(motions()) - len(stale), died=tuple(died)
    )
