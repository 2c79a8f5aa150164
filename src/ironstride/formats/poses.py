"""Sequences of poses from files that pose estimators write: .trc, .mot, MediaPipe's CSV and JSON.

Which is which the ending says, and for CSV and JSON the names of the points. The reader keeps
what is counted by: shoulder, hip, knee, ankle and wrist of both sides, seen from the side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ironstride.formats import poses_mediapipe, poses_opensim
from ironstride.formats.poses_table import PoseFileError
from ironstride.poses.sequence import Sequence

__all__ = ["PoseFileError", "read_poses"]

READERS: Final[Mapping[str, Callable[[str, float | None], Sequence]]] = {
    ".trc": poses_opensim.read_trc,
    ".mot": poses_opensim.read_mot,
    ".sto": poses_opensim.read_mot,
    ".csv": poses_mediapipe.read_csv,
    ".json": poses_mediapipe.read_json,
}


def read_poses(path: Path, *, per_second: float | None = None) -> Sequence:
    """Read a sequence of poses; `per_second` counts frames where the file tells no times.

    Raises:
        PoseFileError: where it cannot be read, and why.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise PoseFileError(path, f"is no file of poses by its ending; give one of {known}")
    try:
        return reader(path.read_text(encoding="utf-8-sig"), per_second)
    except FileNotFoundError as error:
        raise PoseFileError(path, "is not there; check the name") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PoseFileError(path, f"cannot be read as text: {error}") from error
    except ValueError as error:
        raise PoseFileError(path, str(error)) from error
