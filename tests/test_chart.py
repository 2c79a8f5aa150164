"""Charts as SVG: read without seeing them, without colour, on any page, and always the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from ironstride.core.estimate import Band
from ironstride.formats.chart import svg
from ironstride.formats.chart_pen import WIDTH, ticks
from ironstride.formats.chart_png import png
from ironstride.formats.chart_values import Bar, Bars, Chart, Mark, Row, Rows, Trend
from ironstride.formats.text_chart import bar, plot, sparkline
from ironstride.strength.path import Reading

FIRST = date(2026, 9, 7)
SVG = "{http://www.w3.org/2000/svg}"


def reading(week: int, value: float) -> Reading:
    likely, possible = Band(value - 4, value + 4, 0.8), Band(value - 6, value + 6, 0.95)
    day = FIRST + timedelta(weeks=week)
    return Reading(day=day, value=value, likely=likely, possible=possible)


LINE = tuple(reading(n, 92 + n) for n in range(12))
TREND = Trend(
    id="squat",
    title="Back squat, 1RM",
    said="1RM about 103 kg: likely 99 to 107.",
    unit="kg",
    line=LINE,
    ahead=(LINE[-1], reading(15, 102)),
    done=(Mark(FIRST, 80),),
    planned=(Mark(FIRST, 82.5), Mark(FIRST + timedelta(weeks=13), 85)),
)
WEEKS = (
    Bar(label="7 Sep", done=(18,), planned=24),
    Bar(label="now", done=(9,), planned=24, expected=20),
    Bar(label="next", done=(0,), planned=24, expected=22),
)
BARS = Bars(id="sets", title="Hard sets", said="9 of 24 this week.", unit="", bars=WEEKS)
ROWS = Rows(
    id="lifts",
    title="Lifts",
    said="Where they stand.",
    rows=(
        Row(name="Back squat", value="103 kg", note="likely 99 to 107", line=LINE),
        Row(name="hinge", value="6 of 8", bars=WEEKS),
    ),
)


def texts(drawn: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawn).iter(f"{SVG}text")]  # noqa: S314 - ours


def paths(drawn: str, look: str) -> list[str]:
    found = ET.fromstring(drawn).iter(f"{SVG}path")  # noqa: S314 - ours
    return [element.get("d") or "" for element in found if element.get("class") == look]


# For every reader ------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [TREND, BARS, ROWS], ids=lambda chart: chart.id)
def test_a_chart_has_a_title_and_a_sentence_that_stands_for_it(chart: Chart) -> None:
    root = ET.fromstring(svg(chart))  # noqa: S314 - ours
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{chart.id}-title {chart.id}-said"
    told = {element.get("id"): element.text for element in root[:2]}
    assert told == {f"{chart.id}-title": chart.title, f"{chart.id}-said": chart.said}


def test_several_charts_are_one_picture_with_all_they_say() -> None:
    root = ET.fromstring(svg(TREND, BARS, title="Progress"))  # noqa: S314 - ours
    assert root[0].text == "Progress"
    assert root[1].text == f"{TREND.said} {BARS.said}"
    heights = [float(re.findall(r'height="(\d+)', svg(c))[0]) for c in (TREND, BARS)]
    assert float(root.get("height", 0)) == pytest.approx(sum(heights) + 30, abs=1)


def test_a_picture_of_nothing_or_of_several_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one chart"):
        svg()
    with pytest.raises(ValueError, match="several need a title"):
        svg(TREND, BARS)


def test_the_same_values_give_the_same_bytes_in_a_few_kilobytes() -> None:
    assert svg(TREND) == svg(replace(TREND))
    assert all(len(svg(chart)) < 6_000 for chart in (TREND, BARS, ROWS))


def test_there_is_no_script_and_nothing_from_elsewhere() -> None:
    drawn = svg(TREND, BARS, ROWS, title="All")
    assert re.findall(r"<script|on\w+=|href=|@import|url\(h", drawn) == []


def test_names_cannot_become_markup_or_control_letters() -> None:
    drawn = svg(replace(TREND, title="<b>&\x1b", said="\x00<i>"))
    assert "<b>" not in drawn
    assert texts(drawn)[0] == "<b>&�"


def test_a_screen_chooses_light_or_dark_and_a_page_may_choose_itself() -> None:
    style = re.findall(r"<style>(.*?)</style>", svg(TREND))[0]
    assert "prefers-color-scheme:dark" in style
    assert ".chart .ink{fill:var(--chart-ink,#1f2328)}" in style
    assert re.findall(r"(?:^|})\s*\.(?!chart )", style.replace("@media screen{", "")) == []


def test_without_a_screen_every_shape_has_its_colour_or_none() -> None:
    for element in ET.fromstring(svg(TREND, BARS, ROWS, title="All")).iter():  # noqa: S314 - ours
        if element.tag in (f"{SVG}path", f"{SVG}rect"):
            assert element.get("fill") or element.get("stroke")


# What is drawn ---------------------------------------------------------------------------


def test_a_line_names_its_value_its_ranges_and_its_marks() -> None:
    assert {"103 kg", "80 of 100", "95 of 100", "done", "planned"} <= set(texts(svg(TREND)))


def test_both_ranges_and_what_lies_ahead_are_areas_of_their_own() -> None:
    assert len(paths(svg(TREND), "fill")) == 4
    assert len(paths(svg(replace(TREND, ahead=())), "fill")) == 2
    assert len(paths(svg(TREND), "line")) == 2


def test_higher_values_lie_higher() -> None:
    points = paths(svg(TREND), "line")[0].removeprefix("M").split("L")
    heights = [float(point.split()[1]) for point in points]
    assert heights == sorted(heights, reverse=True)


def test_names_at_the_right_never_touch() -> None:
    close = replace(TREND, planned=(Mark(FIRST, 103),), done=(Mark(FIRST, 103),))
    found = re.findall(r'<text[^>]*x="336"[^>]*y="([\d.]+)"', svg(close))
    heights = sorted(map(float, found))
    assert len(heights) == 5
    assert min(b - a for a, b in pairwise(heights)) >= 13


def test_planned_is_a_line_done_a_bar_and_expected_hatched() -> None:
    drawn = svg(BARS)
    assert len(re.findall("M", paths(drawn, "mark")[0])) == 3
    assert len(re.findall("M", paths(drawn, "fill")[0])) == 2
    assert drawn.count('fill="url(#sets-hatch)"') == 1
    assert {"done", "planned", "expected"} <= set(texts(drawn))


def test_parts_of_a_bar_stand_on_each_other_with_their_names() -> None:
    both = Bar(label="7 Sep", done=(1, 4), note="20 %")
    drawn = svg(replace(BARS, bars=(both,), names=("strength", "running"), unit="h"))
    assert len(paths(drawn, "fill")) == 2
    assert {"strength", "running", "20 %"} <= set(texts(drawn))


def test_labels_of_many_bars_leave_each_other_room() -> None:
    many = tuple(Bar(label=f"week {n}", done=(n,)) for n in range(52))
    shown = [text for text in texts(svg(replace(BARS, bars=many))) if text.startswith("week")]
    assert "week 51" in shown
    assert len(shown) <= 6


def test_a_year_and_more_is_labelled_by_months() -> None:
    years = tuple(reading(n, 90 + n / 10) for n in range(0, 80, 4))
    assert "Sep 2026" in texts(svg(replace(TREND, line=years, ahead=())))


def test_nothing_done_at_all_is_an_empty_plot() -> None:
    empty = replace(BARS, bars=(Bar(label="now", done=(0,)),))
    assert paths(svg(empty), "fill") == []
    assert "now" in texts(svg(empty))
    assert svg(replace(BARS, bars=())).startswith("<svg")


def test_a_long_name_takes_two_lines() -> None:
    long = Row(name="Front-foot-elevated split squat with a pause", value="1")
    assert len(texts(svg(replace(ROWS, rows=(long,))))) == 5


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (0, 24), (91, 107), (0.2, 0.9), (67, 68), (0, 1_500)]
)
def test_a_scale_holds_both_ends_with_three_to_seven_steps(low: float, high: float) -> None:
    steps = ticks(low, high)
    assert steps[0] <= low
    assert steps[-1] >= high
    assert 2 <= len(steps) <= 7


def test_a_png_is_twice_as_fine_as_the_picture_is_wide() -> None:
    drawn = png(svg(TREND))
    assert drawn.startswith(b"\x89PNG")
    width = int.from_bytes(drawn[16:20], "big")
    assert width == pytest.approx(2 * WIDTH, abs=2)


# Of letters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "low", "drawn"),
    [
        ([], None, ""),
        ([5, 5], None, "▄▄"),
        ([0, 0], 0, "··"),
        ([0, 1, 8], 0, "·▁█"),
        ([100, 108], None, "▁█"),
        ([90, 100], 80, "▅█"),
    ],
)
def test_a_line_of_blocks_rises_with_its_values(
    values: list[float], low: float | None, drawn: str
) -> None:
    assert sparkline(values, low=low) == drawn


def test_more_values_than_columns_are_averaged() -> None:
    assert sparkline([0, 2, 4, 6], width=2) == "▁█"
    assert len(sparkline(list(range(100)), width=12)) == 12


@pytest.mark.parametrize(
    ("done", "planned", "drawn"),
    [(0, 0, ""), (8, 8, "████████"), (4, 8, "████░░░░"), (8, 4, "████████"), (0.1, 0, "█")],
)
def test_a_bar_shows_what_is_missing_of_the_plan(done: float, planned: float, drawn: str) -> None:
    assert bar(done, planned, 8, 8) == drawn


def test_a_plot_puts_the_middle_between_both_ranges() -> None:
    rows = plot([LINE[:1], LINE[:1]], widths=(2, 1), height=12)
    column = "".join(drawn[0] for _, drawn in rows)
    assert re.fullmatch("░+▒+●▒+░+", column)
    assert all(len(drawn) == 4 and drawn[2] == "┆" for _, drawn in rows)
    assert rows[0][0] > rows[-1][0]
