"""Samples: what was recorded along the way, as columns on one line of time.

Times are seconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EARLIEST: Final = datetime(1989, 12, 31, tzinfo=UTC).timestamp()  # where FIT's own count begins
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Rows in time order, one per moment: `times` and columns of the same shape (n,)."""

    times: Floats
    columns: dict[str, Floats]

    def where(self, kept: NDArray[np.bool_]) -> Samples:
        """Keep some of the rows."""
        return Samples(
            self.times[kept], {name: column[kept] for name, column in self.columns.items()}
        )

    def column(self, name: str) -> Floats | None:
        """Find a column that holds at least one value."""
        column = self.columns.get(name)
        return None if column is None or not np.isfinite(column).any() else column


class Rows:
    """Samples being collected. Cells may come in any order; a row ends with `end_row`."""

    def __init__(self) -> None:
        self.count = 0
        self._cells: dict[str, tuple[array[int], array[float]]] = {}

    def put(self, column: str, value: float) -> None:
        """Write a cell of the row at hand."""
        cells = self._cells.get(column)
        if cells is None:
            cells = self._cells[column] = (array("q"), array("d"))
        cells[0].append(self.count)
        cells[1].append(value)

    def end_row(self) -> None:
        """Go on to the next row."""
        self.count += 1

    def samples(self, *, epoch: float = 0) -> Samples:
        """Sort the rows by their `time`, counted from `epoch`, and join those of one moment.

        Some recorders write position and distance of one second as two records. Rows without
        a time, or with one no recorder can have seen, are left out.
        """
        times = epoch + self._dense("time", np.arange(self.count), self.count)
        times[~((times >= EARLIEST) & (times < LATEST))] = np.nan
        moments, moment_of_row = np.unique(times, return_inverse=True)  # NaN, once, comes last
        count = int(np.isfinite(moments).sum())
        columns = {
            name: self._dense(name, moment_of_row, moments.size)[:count]
            for name in self._cells
            if name != "time"
        }
        return Samples(moments[:count], columns)

    def _dense(self, column: str, place_of_row: NDArray[np.intp], size: int) -> Floats:
        dense = np.full(size, np.nan)
        rows, values = self._cells.get(column, (array("q"), array("d")))
        ended = np.array(rows, np.intp) < self.count  # a broken file leaves a row unfinished
        dense[place_of_row[np.array(rows, np.intp)[ended]]] = np.array(values)[ended]
        return dense


def metres_along(latitude_deg: Floats, longitude_deg: Floats) -> Floats:
    """Measure the steps between positions on a sphere of 6371 km, good to 0.5 %. [m]

    >>> metres_along(np.array([0.0, 0.0]), np.array([0.0, 1.0])).round()
    array([111195.])
    """
    latitude, longitude = np.radians(latitude_deg), np.radians(longitude_deg)
    half = (
        np.sin(np.diff(latitude) / 2) ** 2
        + np.cos(latitude[:-1]) * np.cos(latitude[1:]) * np.sin(np.diff(longitude) / 2) ** 2
    )
    return np.asarray(2 * 6_371_000 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def speed_over(times: Floats, distance_m: Floats, *, window_s: float = 10.0) -> Floats:
    """Take the speed at each moment from the distance covered around it. [m/s]"""
    before, after = times - window_s / 2, times + window_s / 2
    known = np.isfinite(distance_m)
    if known.sum() < 2:
        return np.full(times.size, np.nan)
    covered = np.interp(after, times[known], distance_m[known]) - np.interp(
        before, times[known], distance_m[known]
    )
    taken = np.minimum(after, times[-1]) - np.maximum(before, times[0])
    return np.asarray(covered / np.maximum(taken, 1e-9))
