"""The path of a lift: nothing looks ahead, and each lift in its own measure."""

from __future__ import annotations

from datetime import timedelta

from ironstride.core.calendar import DAY, WEEK
from ironstride.core.estimate import Band, Basis
from ironstride.core.units import Kilograms
from ironstride.strength.lift import Measure
from ironstride.strength.path import WEEKS_AHEAD, Asked, Found, Path, Reading, follow
from ironstride.strength.progress import planned_load, top_set
from ironstride.strength.state import strength_state
from programmes import season
from progress_cases import MONDAY, TODAY, done, exercises, sets

SQUATS = [
    one for n in range(4) for one in sets("back-squat", MONDAY + n * WEEK, load=80 + 2 * n, rir=2)
]


def followed(logged: list, *lifts: str, **more: object) -> Found:  # type: ignore[type-arg] # sets
    asked = Asked(lifts=lifts, first=MONDAY, today=TODAY, **more)  # type: ignore[arg-type] # as named
    return follow(logged, exercises(), None, asked)


def reading(days_ago: int, value: float, give_or_take: float) -> Reading:
    likely = Band(value - give_or_take, value + give_or_take, 0.8)
    possible = Band(value - 2 * give_or_take, value + 2 * give_or_take, 0.95)
    return Reading(day=TODAY - days_ago * DAY, value=value, likely=likely, possible=possible)


def test_a_path_has_a_reading_for_each_day_of_the_lift_each_sunday_and_today() -> None:
    days = [r.day for r in followed(SQUATS, "back-squat").paths["back-squat"].readings]
    mondays = [MONDAY + n * WEEK for n in range(4)]
    assert days == sorted({*mondays, *(day + 6 * DAY for day in mondays[:3]), TODAY})


def test_a_reading_is_what_was_known_on_its_day() -> None:
    whole = followed(SQUATS, "back-squat").paths["back-squat"].readings
    day = MONDAY + WEEK
    then = strength_state(SQUATS, exercises(), until=day).estimate("back-squat", day)
    assert then is not None
    assert next(r for r in whole if r.day == day).value == then.one_rep_max.value


def test_sets_before_the_first_day_count_and_are_not_read() -> None:
    earlier = sets("back-squat", MONDAY - 3 * WEEK, load=120, rir=1)
    path = followed([*earlier, *SQUATS], "back-squat").paths["back-squat"]
    assert path.readings[0].day == MONDAY
    alone = followed(SQUATS, "back-squat").paths["back-squat"]
    assert path.readings[0].value > alone.readings[0].value


def test_what_is_ahead_grows_less_sure() -> None:
    path = followed(SQUATS, "back-squat").paths["back-squat"]
    widths = [r.likely.high - r.likely.low for r in path.ahead]
    assert len(widths) == WEEKS_AHEAD
    assert widths == sorted(widths)
    assert path.ahead[-1].day == TODAY + WEEKS_AHEAD * WEEK


def test_a_lift_that_was_never_done_is_read_today_from_its_kin() -> None:
    path = followed(SQUATS, "front-squat").paths["front-squat"]
    assert [r.day for r in path.readings] == [TODAY]
    assert path.basis is Basis.RELATED_SETS


def test_of_a_lift_without_kin_nothing_is_known() -> None:
    path = followed(SQUATS, "lat-pulldown").paths["lat-pulldown"]
    assert (path.now, path.since, path.ahead) == (None, None, ())
    assert path.measure is Measure.MASS


def test_a_hold_is_read_in_seconds() -> None:
    holds = [done("side-plank", MONDAY + n * WEEK, seconds=40) for n in range(3)]
    path = followed(holds, "side-plank").paths["side-plank"]
    assert path.measure is Measure.SECONDS
    assert path.now is not None
    assert 30 < path.now.value < 60


def test_what_the_body_weighs_with_is_read_beside_the_body() -> None:
    rows = sets("pull-up", MONDAY, load=10, rir=1)
    path = followed([*rows, *SQUATS], "pull-up", "back-squat").paths
    assert path["pull-up"].is_beside_body
    assert not path["back-squat"].is_beside_body


def test_a_forecast_rests_on_the_sets_before_its_day() -> None:
    day, load = MONDAY + 2 * WEEK, Kilograms(84)
    ahead = TODAY + 3 * DAY
    loads = {("back-squat", day): load, ("back-squat", ahead): load, ("lat-pulldown", day): load}
    found = followed(SQUATS, "back-squat", loads=loads).forecasts
    eve = strength_state(SQUATS, exercises(), until=day - DAY)
    assert found[("back-squat", day)] == eve.repetitions("back-squat", load, day)
    assert set(found) == {("back-squat", day), ("back-squat", ahead)}


def test_progress_is_told_since_the_first_reading_that_was_nearly_as_sure() -> None:
    guess, early, late = reading(40, 70, 7), reading(30, 90, 6), reading(5, 99, 4)
    path = Path(measure=Measure.MASS, readings=(guess, early, late, reading(0, 100, 4)))
    assert path.since == early
    young = Path(measure=Measure.MASS, readings=(reading(13, 90, 4), reading(0, 100, 4)))
    assert young.since is None


def test_a_week_shows_the_reading_of_its_sunday_and_today() -> None:
    path = followed(SQUATS, "back-squat").paths["back-squat"]
    assert [r.day for r in path.weekly[:-1]] == [MONDAY + timedelta(7 * n + 6) for n in range(3)]
    assert path.weekly[-1] == path.now


def test_the_top_set_is_the_heaviest_and_of_these_the_longest() -> None:
    light, heavy = done("back-squat", MONDAY, load=60), done("back-squat", MONDAY, load=80, reps=3)
    longer = done("back-squat", MONDAY, load=80, reps=4)
    hold = done("back-squat", MONDAY, load=80, seconds=10)
    assert top_set([light, hold, heavy, longer, done("back-squat", MONDAY)]) == longer
    assert top_set([done("push-up", MONDAY)]) is None


def test_the_planned_load_is_the_heaviest_line() -> None:
    lines = season().weeks[5].sessions[0].exercises
    assert planned_load(lines) == Kilograms(77.5)
    assert planned_load(lines[:1]) is None
