"""What was recorded along the way of a run, as a table: one line for each moment."""

from __future__ import annotations

from typing import Final

import numpy as np

from ironstride.formats.recording import Streams

PRECISE: Final = "%.10g"  # a thousandth of a second, after days
PLAIN: Final = "%.7g"  # what a float of 32 bits holds


def streams_table(streams: Streams) -> str:
    r"""Write the seconds since the start and each column; a gap is an empty cell.

    >>> streams_table(Streams(np.array([0.0, 1.0]), {"heart_rate_bpm": np.array([np.nan, 98.0])}))
    'seconds,heart_rate_bpm\n0,\n1,98\n'
    """
    names = ("seconds", *streams.columns)
    line = ",".join([PRECISE] + [PLAIN] * len(streams.columns))
    columns = np.column_stack([streams.seconds, *streams.columns.values()])
    rows = "".join(line % tuple(row) + "\n" for row in columns.tolist())
    return ",".join(names) + "\n" + rows.replace("nan", "")
