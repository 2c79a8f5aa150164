"""Files of lifting apps, written out in tests."""

from __future__ import annotations

from ironstride.formats.lifting import LiftingFile, LiftingRow, read_lifting


def told(content: str | bytes) -> LiftingFile:
    """Read a file that some app wrote."""
    file = read_lifting(content if isinstance(content, bytes) else content.encode())
    assert file is not None
    return file


def rows_of(text: str) -> tuple[LiftingRow, ...]:
    """Read the rows of a file that has no faults."""
    file = told(text)
    assert file.faults == ()
    return file.rows


def faults_of(text: str) -> list[str]:
    """Read what cannot be read of a file."""
    return [str(fault) for fault in told(text).faults]
