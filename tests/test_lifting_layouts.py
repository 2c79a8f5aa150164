"""Every layout of every app gives back the sets it was written from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from benchmarks.lifting_layouts import LAYOUTS, MadeSet, as_made
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ironstride.core.units import POUND_IN_KG, MassUnit
from lifting_files import told

letters = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\ufffd\u200e")
names = (
    st.text(letters, min_size=1, max_size=24)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and "assisted" not in text.casefold())
)
notes = st.text(st.sampled_from('abc, ;"\n'), max_size=12).map(str.strip)
kinds = st.sampled_from(("", "", "warm-up", "drop", "failure"))
quarters = st.integers(1, 2_000).map(lambda quarter: quarter / 4)


@st.composite
def made_sets(draw: st.DrawFn) -> MadeSet:
    is_helped = draw(st.booleans())
    return MadeSet(
        when=draw(st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1))).replace(
            second=0, microsecond=0
        ),
        exercise=draw(names),
        weight=None if is_helped else draw(st.none() | quarters),
        assistance=draw(quarters) if is_helped else None,
        reps=draw(st.none() | st.integers(1, 100)),
        seconds=draw(st.none() | st.integers(1, 7_200)),
        metres=draw(st.none() | st.integers(1, 42_000)),
        rpe=draw(st.none() | st.integers(12, 20).map(lambda half: half / 2)),
        kind=draw(kinds),
        note=draw(notes),
        workout=draw(names),
    )


@pytest.mark.parametrize("name", LAYOUTS)
@given(drawn=st.lists(made_sets(), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_sets_come_back_as_they_were_written(name: str, drawn: list[MadeSet]) -> None:
    layout = LAYOUTS[name]
    sets = [held for made in drawn if (held := layout.held(made)).counts()]
    assume(sets)
    file = told(layout.write(sets))
    assert file.faults == ()
    assert [as_made(row) for row in file.rows] == sets
    assert file.app == name.partition(",")[0]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_byte_order_mark_and_a_spreadsheets_line_ends_change_nothing(name: str) -> None:
    squat = MadeSet(when=datetime(2026, 7, 6, 18, 5), exercise="Squat", weight=80, reps=5)
    plain = LAYOUTS[name].write([squat])
    assert plain.count(b"\r\n") == 2
    marked = b"\xef\xbb\xbf" + plain.replace(b"\r\n", b"\n")
    assert told(plain).rows == told(marked).rows != ()


@pytest.mark.parametrize("name", LAYOUTS)
def test_equal_sets_are_kept_and_counted(name: str) -> None:
    layout = LAYOUTS[name]
    squat = MadeSet(when=datetime(2026, 7, 6, 18, 5), exercise="Squat", weight=80, reps=5)
    rows = told(layout.write([squat, squat, replace(squat, reps=4), squat])).rows
    assert [row.occurrence for row in rows] == [0, 1, 0, 2]
    assert [row.position for row in rows] == [0, 1, 2, 3]
    assert [row.line for row in rows] == [2, 3, 4, 5]


def test_an_account_switched_to_pounds_tells_the_same_sets() -> None:
    sets = [
        MadeSet(when=datetime(2026, 7, 6, 18, 5), exercise="Squat", weight=weight, reps=5)
        for weight in (20, 62.5, 101.25)
    ]
    in_kg, in_lb = (told(LAYOUTS[name].write(sets)).rows for name in ("Hevy, kg", "Hevy, lbs"))
    assert [row.said for row in in_kg] == [row.said for row in in_lb]


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Strong, German, semicolons", None),
        ("Strong, Android", MassUnit.LB),
        ("Strong, numbered", MassUnit.KG),
        ("Hevy, lbs", MassUnit.LB),
        ("FitNotes, kg", MassUnit.KG),
        ("FitNotes, unit", MassUnit.LB),
        ("Fitbod, older", MassUnit.KG),
    ],
)
def test_a_file_knows_its_unit_where_the_app_tells_it(name: str, unit: MassUnit | None) -> None:
    squat = MadeSet(when=datetime(2026, 7, 6, 18, 5), exercise="Squat", weight=80, reps=5)
    file = told(LAYOUTS[name].write([squat]))
    assert file.unit is unit
    assert file.asks_for_unit is (unit is None)
    assert file.rows[0].weight == pytest.approx(
        80 / POUND_IN_KG if unit is MassUnit.LB else 80, rel=1e-9
    )
