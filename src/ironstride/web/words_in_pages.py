"""Words for templates: what the screen says of days, minutes and loads, a page says too."""

from __future__ import annotations

import json as json_
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from ironstride.formats import words

register = template.Library()


@register.filter
def day_name(day: date) -> str:
    """Name a day within a year, as `Tue 24 Nov`."""
    return words.day_in_words(day)


@register.filter
def date_name(day: date) -> str:
    """Name a day in full."""
    return words.date_in_words(day)


@register.filter
def duration(minutes: int) -> str:
    """Say how long something takes."""
    return words.minutes_in_words(minutes)


@register.filter
def spoken(identifier: str) -> str:
    """Write an id of ours as words, as `hip abduction`."""
    return identifier.replace("-", " ").replace("_", " ")


@register.filter
def json(value: Any) -> str:
    """Write a value for a script to read from an attribute."""
    return json_.dumps(value)


@register.filter
def drawn(svg: str) -> SafeString:
    """Put a picture that we drew into the page, without its first line."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - drawn from a secret of our own making


@register.filter
def stations(listed: str) -> list[list[str]]:
    """Read names and words that a template lists, as `you,You|runs,Your runs`."""
    return [one.split(",", 1) for one in listed.split("|")]


@register.filter(name="sorted")
def in_order(words: Iterable[str]) -> list[str]:
    """Put words in order."""
    return sorted(words)
