"""Streams on their way into the store and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.formats.recording import FormatError, Streams
from ironstride.formats.streams import RESOLUTIONS, pack, unpack

HOUR = 3_600


def an_hour() -> Streams:
    chance = np.random.default_rng(7)
    speed = 3 + np.cumsum(chance.normal(0, 0.02, HOUR))
    columns = {
        "heart_rate_bpm": 140 + np.cumsum(chance.integers(-1, 2, HOUR)) % 40,
        "speed_m_per_s": speed,
        "cadence_spm": 168 + chance.integers(-3, 4, HOUR),
        "altitude_m": 100 + np.cumsum(chance.normal(0, 0.2, HOUR)),
        "distance_m": np.cumsum(speed),
        "stance_time_ms": 250 + chance.normal(0, 5, HOUR),
    }
    return Streams(
        np.arange(HOUR, dtype=np.float64),
        {name: column.astype(np.float32) for name, column in columns.items()},
    )


def test_every_column_comes_back_within_its_resolution() -> None:
    streams = an_hour()
    back = unpack(pack(streams))
    assert np.array_equal(back.seconds, streams.seconds)
    for name, column in streams.columns.items():
        assert np.abs(back.columns[name] - column).max() <= 0.51 * RESOLUTIONS[name]


def test_gaps_come_back_as_gaps_wherever_they_are() -> None:
    column = np.array([np.nan, np.nan, 150, np.nan, 151, np.nan], np.float32)
    back = unpack(
        pack(Streams(np.arange(6.0), {"heart_rate_bpm": column, "power_w": column * np.nan}))
    )
    assert np.array_equal(back.columns["heart_rate_bpm"], column, equal_nan=True)
    assert np.isnan(back.columns["power_w"]).all()


@given(st.lists(st.floats(width=32, allow_infinity=False), min_size=1))
def test_a_developer_field_comes_back_exactly(values: list[float]) -> None:
    column = np.array(values, np.float32)
    back = unpack(pack(Streams(np.arange(float(column.size)), {"dev:X [u]": column})))
    assert np.array_equal(back.columns["dev:X [u]"], column, equal_nan=True)


def test_no_rows_are_no_rows() -> None:
    assert (
        unpack(pack(Streams(np.zeros(0), {"power_w": np.zeros(0, np.float32)}))).seconds.size == 0
    )


def test_an_hour_takes_less_than_thirty_kilobytes() -> None:
    assert len(pack(an_hour())) < 30_000


def test_the_same_streams_are_the_same_bytes() -> None:
    assert pack(an_hour()) == pack(an_hour())


@pytest.mark.parametrize(
    "packed", [b"", b"ISS2....", b"ISS1", pack(an_hour())[:-500], b"ISS1" + b"\x01" * 99]
)
def test_damaged_bytes_are_said_to_be_damaged(packed: bytes) -> None:
    with pytest.raises(FormatError, match="stored streams"):
        unpack(packed)
