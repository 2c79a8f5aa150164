"""A log that comes from several devices at once, in any order and again and again."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.sending import send_all


def test_sets_sent_by_several_at_once_are_each_there_and_counted_once(
    tmp_path: Path, database: str
) -> None:
    outcome = send_all(tmp_path, {}, sets=300, clients=3, chance=random.Random(7))
    assert outcome.sent > 900
    assert outcome.is_exact, outcome
