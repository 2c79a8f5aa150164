"""Moments and durations as lifting apps write them, in the athlete's language.

Words are looked up in tables; a form that no table holds is said, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Final

YEARS: Final = range(1990, 2101)
LONGEST_WORKOUT_MIN: Final = 600.0  # beyond that somebody forgot to stop the clock

MONTHS: Final = (  # of January, February ...: English, German, French, Spanish, Italian,
    ("january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"),
    ("february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari"),
    ("march", "märz", "mrz", "mars", "marzo", "março", "maart", "mrt"),  # Portuguese and Dutch
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maggio", "maio", "mei"),
    ("june", "juni", "juin", "junio", "giugno", "junho"),
    ("july", "juli", "juillet", "julio", "luglio", "julho"),
    ("august", "août", "agosto", "augustus"),
    ("september", "septembre", "septiembre", "settembre", "setembro"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "décembre", "diciembre", "dicembre", "dezembro"),
)
MORNING: Final = ("am", "a.m.", "a. m.", "上午", "午前", "오전")
AFTERNOON: Final = ("pm", "p.m.", "p. m.", "下午", "午後", "오후")
SECONDS_IN: Final[Mapping[str, int]] = {
    **dict.fromkeys(
        ("h", "hr", "hrs", "hour", "hours", "std", "小时", "小時", "時間", "시간"), 3_600
    ),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分钟", "分鐘", "分", "분"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "秒", "초"), 1),
}
WORLD_TIME: Final = ("z", "utc", "+0000", "+00:00")

_HALF: Final = "|".join(re.escape(word) for word in (*MORNING, *AFTERNOON))
_CLOCK: Final = (
    rf"(?:[\s,t]*(?:at|um|à|às|alle|kl|om)?\.?\s*(?P<early>{_HALF})?\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    rf"\s*(?P<late>{_HALF})?\s*(?P<zone>z|utc|[+-]\d\d:?\d\d)?)?"
)
_YEAR: Final = r"(?P<year>\d{4})"
_NAME: Final = r"(?P<name>[^\W\d_]{3,12})\.?"
_LAYOUTS: Final = tuple(
    re.compile(date + _CLOCK)
    for date in (
        rf"{_YEAR}\s?[-/.年년]\s?(?P<month>\d{{1,2}})\s?[-/.月월]\s?(?P<day>\d{{1,2}})\s?[.日일]?",
        rf"(?P<day>\d{{1,2}})[.-](?P<month>\d{{1,2}})[.-]{_YEAR}",
        rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}",
        rf"(?P<day>\d{{1,2}})\.?\s(?:de\s)?{_NAME},?\s(?:de\s)?{_YEAR}",
        rf"{_NAME}\s(?P<day>\d{{1,2}}),?\s{_YEAR}",
    )
)
_STROKES: Final = re.compile(r"\s*(\d{1,2})/(\d{1,2})/\d{4}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as the file tells it; without `has_hour` it is the midnight of the day."""

    when: datetime
    has_hour: bool
    is_utc: bool = False


class Unclear(Enum):
    """Why a text gives no moment."""

    NO_DATE = "no date"
    DAY_OR_MONTH = "day or month"


@lru_cache(maxsize=4_096)
def read_moment(text: str, *, day_first: bool | None = None) -> Moment | Unclear:
    """Read a date, with or without its hour, in the forms that apps write.

    >>> read_moment("May 15, 2026, 7:26 PM").when, read_moment("6 juil. 2026, 17:59").when
    (datetime.datetime(2026, 5, 15, 19, 26), datetime.datetime(2026, 7, 6, 17, 59))
    >>> read_moment("31/02/2026", day_first=True), read_moment("05/06/2026")
    (<Unclear.NO_DATE: 'no date'>, <Unclear.DAY_OR_MONTH: 'day or month'>)
    """
    plain = " ".join(text.replace("\u200e", "").casefold().split())
    found = next((found for layout in _LAYOUTS if (found := layout.fullmatch(plain))), None)
    if found is None:
        return Unclear.NO_DATE
    parts = found.groupdict()
    if "one" in parts:
        order = _day_and_month(parts["one"], parts["two"], day_first=day_first)
        if order is None:
            return Unclear.DAY_OR_MONTH
        parts["day"], parts["month"] = order
    month = int(parts["month"]) if "month" in parts else month_named(parts["name"])
    try:
        when = datetime(int(parts["year"]), month or 0, int(parts["day"]), *_hour(parts))
    except ValueError:
        return Unclear.NO_DATE
    if when.year not in YEARS:
        return Unclear.NO_DATE
    return Moment(when, parts["hour"] is not None, parts["zone"] in WORLD_TIME)


def _day_and_month(one: str, two: str, *, day_first: bool | None) -> tuple[str, str] | None:
    if int(one) > 12 or int(one) == int(two):
        return one, two
    if int(two) > 12:
        return two, one
    if day_first is None:
        return None
    return (one, two) if day_first else (two, one)


def _hour(parts: Mapping[str, str | None]) -> tuple[int, int, int]:
    """Give hour of 24, minute and second; 24 is an hour that no clock shows."""
    hour, half = int(parts["hour"] or 0), parts["early"] or parts["late"]
    if half is not None:
        in_half = hour % 12 if 1 <= hour <= 12 else 24
        hour = in_half + 12 if half in AFTERNOON else in_half
    return hour, int(parts["minute"] or 0), int(parts["second"] or 0)


def month_named(word: str) -> int | None:
    """Say which month a word means, written out or cut off after three letters.

    >>> month_named("juil"), month_named("sept"), month_named("jui")
    (7, 9, None)
    """
    meant = [n for n, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names)]
    return meant[0] if len(meant) == 1 else None


def begins_with_day(texts: Iterable[str]) -> bool | None:
    """Say whether dates with strokes begin with the day, where one of them betrays it.

    >>> begins_with_day(["05/06/2026, 07:30", "23/06/2026, 07:30"])
    True
    >>> begins_with_day(["05/06/2026, 07:30"]) is None
    True
    """
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := _STROKES.match(text))]
    day_first = any(one > 12 for one, _ in pairs)
    month_first = any(two > 12 for _, two in pairs)
    return None if day_first == month_first else day_first


def minutes_told(text: str, *, unit: str = "") -> float | None:
    """Read how long a workout took; None where it is not told, or too long to be true. [min]

    A bare number is in `unit`, and says nothing without one.

    >>> minutes_told("1h 13m"), minutes_told("1小时13分钟"), minutes_told("3900", unit="sec")
    (73.0, 73.0, 65.0)
    """
    spoken = f"{text}{unit}" if text.strip().isdecimal() else text
    parts = re.findall(r"(\d{1,6})\s*([^\W\d]+)", spoken.casefold())
    if not parts or any(word not in SECONDS_IN for _, word in parts):
        return None
    minutes = sum(int(count) * SECONDS_IN[word] for count, word in parts) / 60
    return minutes if 0 < minutes <= LONGEST_WORKOUT_MIN else None
