from __future__ import annotations

import os
from pathlib import Path

import pytest

from ironstride.app import gather
from ironstride.app.decode import Content, Decoded, PassedOver, Refusal
from ironstride.app.gather import KnownAlready, readings
from ironstride.app.workers import Died, Workers


def double(number: int) -> int:
    if number == 13:
        os._exit(1)
    return 2 * number


def die_of_bad_luck(file: Content) -> Decoded:
    if file.content == b"13":
        os._exit(1)
    return PassedOver("survived")


def whose(_: int) -> int:
    return os.getpid()


def test_one_job_needs_no_process() -> None:
    with Workers(whose, jobs=1) as workers:
        assert workers.end(0, workers.begin(0)) == os.getpid()


def test_a_process_that_dies_takes_no_other_piece_with_it() -> None:
    numbers = [1, 13, 2, 3, 4]
    with Workers(double, jobs=2) as workers:
        begun = [(number, workers.begin(number)) for number in numbers]
        results = [workers.end(number, future) for number, future in begun]
        again = workers.end(5, workers.begin(5))
    assert results == [2, Died(), 4, 6, 8]
    assert again == 10


def test_a_file_that_kills_its_reader_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "decode", die_of_bad_luck)
    for number in range(10, 22):
        (tmp_path / f"{number}.fit").write_bytes(str(number).encode())
    found = {Path(one.name).stem: one.found for one in readings([tmp_path], jobs=2)}
    assert list(found) == [str(number) for number in range(10, 22)]
    killer = found.pop("13")
    assert isinstance(killer, Refusal)
    assert "13.fit: the process that read it died" in killer.sentence
    assert set(found.values()) == {PassedOver("survived")}


def test_bytes_on_their_way_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "WAITING_B", 0)
    monkeypatch.setattr(gather, "decode", die_of_bad_luck)
    for number in range(10):
        (tmp_path / f"{number}.fit").write_bytes(bytes([number]))
    assert len(list(readings([tmp_path], jobs=2))) == 10


def test_what_is_known_is_not_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.fit").write_bytes(b"a")
    monkeypatch.setattr(gather, "decode", die_of_bad_luck)
    (first,) = readings([tmp_path])
    (second,) = readings([tmp_path], known={first.sha256 or ""})
    assert (first.found, second.found) == (PassedOver("survived"), KnownAlready())


def test_at_least_one_job_does_the_work(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one job does the work, not 0"):
        list(readings([tmp_path], jobs=0))
