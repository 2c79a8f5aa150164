"""Words in sentences: the nearest one to what nobody knows, and several in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or nothing where none is near.

    >>> did_you_mean("dumbell", ["dumbbell", "barbell"])
    '; did you mean "dumbbell"?'
    >>> did_you_mean("trampoline", ["bench"])
    ''
    """
    near = get_close_matches(word.strip().lower(), known, n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["band", "mat", "step"])
    'band, mat and step'
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
