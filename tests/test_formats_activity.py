"""Which reader a file gets, and gzip around it."""

from __future__ import annotations

import gzip
import pickle
import random

import pytest

from builders_activity import a_run, gpx, tcx
from ironstride.formats import activity
from ironstride.formats.activity import read
from ironstride.formats.recording import FormatError, NotAnActivity, Recording


def only(content: bytes, name: str) -> Recording:
    found = read(content, name=name)
    assert not isinstance(found, NotAnActivity)
    (recording,) = found
    return recording


FILES = [
    pytest.param(a_run().closed(), "a.fit", id="fit"),
    pytest.param(gpx().encode(), "a.gpx", id="gpx"),
    pytest.param(tcx().encode(), "a.tcx", id="tcx"),
]


@pytest.mark.parametrize(("content", "name"), FILES)
def test_each_kind_is_read_plain_and_gzipped_and_under_a_wrong_name(
    content: bytes, name: str
) -> None:
    plain = only(content, name)
    assert plain.run.elapsed_s == 120
    assert only(gzip.compress(content), f"{name}.gz").run == plain.run
    assert only(content, "noname").run == plain.run


@pytest.mark.parametrize(("content", "name"), FILES)
def test_a_cut_gzip_keeps_what_came_out_of_it(content: bytes, name: str) -> None:
    noise = random.Random(1).randbytes(3_000)  # so that the cut falls behind the run
    whole = gzip.compress(content + b"<!--" + noise + b"-->" if name != "a.fit" else content)
    recording = only(whole[: -2_000 if name != "a.fit" else -20], f"{name}.gz")
    assert recording.run.elapsed_s > 60
    assert "its gzip breaks off at byte" in recording.cautions[0]


def test_a_gzip_cut_at_its_start_is_refused_with_its_byte() -> None:
    with pytest.raises(FormatError, match=r"a\.fit\.gz at byte 30: its gzip breaks off"):
        read(gzip.compress(a_run().closed())[:30], name="a.fit.gz")


def test_a_gzip_of_several_streams_is_one_file() -> None:
    content = gpx().encode()
    packed = gzip.compress(content[:5_000]) + gzip.compress(content[5_000:]) + b"\0" * 100
    assert only(packed, "a.gpx.gz").run.elapsed_s == 120


def test_what_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "LARGEST_B", 1_000_000)
    bomb = gzip.compress(b"<gpx>" + b" " * 50_000_000)
    with pytest.raises(FormatError, match="larger than 1 MB"):
        read(bomb, name="a.gpx.gz")
    with pytest.raises(FormatError, match="larger than 1 MB"):
        read(b"<gpx>" + b" " * 1_000_000, name="a.gpx")


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(FormatError, match="at byte 0: is empty"):
        read(b"", name="a.fit")


def test_a_file_that_is_not_what_its_name_says_is_refused() -> None:
    with pytest.raises(FormatError, match="does not begin as a FIT file"):
        read(b"<html>not found</html>", name="a.fit")


def test_other_files_are_no_activities() -> None:
    assert read(b"\x89PNG....", name="a.png") == NotAnActivity("neither FIT nor TCX nor GPX")


def test_an_error_survives_the_way_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(FormatError("a.fit", "breaks off", 14)))  # noqa: S301 - our own
    assert str(error) == "a.fit at byte 14: breaks off"
