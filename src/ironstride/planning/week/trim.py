"""Trimming: fewer sets for a week that must be smaller, the least missed first, or some more."""

from __future__ import annotations

from ironstride.core.programme import Role
from ironstride.planning.week.draft import GROWTH, OPTIONAL, Draft
from ironstride.planning.week.needs import COVERAGE, Need


def fit_sets(draft: Draft, wanted: int, *, keep_everything: bool) -> Draft:
    """Take sets away, the least missed first, until the week holds no more than wanted.

    With `keep_everything` the week still covers every movement, even if that is more.
    """
    fitted = draft.copy()
    for need, _ in reversed(GROWTH):
        _shrink(need, fitted, wanted)
    for need in reversed(COVERAGE[2:]):
        _drop_second(need, fitted, wanted)
    lasts = keep_everything and any(
        piece.need is Need.ONE_LEG and piece.role is Role.MAIN for piece in fitted.flat()
    )
    droppable = [need for need in OPTIONAL if not (lasts and need is Need.ONE_LEG)]
    droppable += [] if keep_everything else reversed(COVERAGE[2:])
    for need in droppable:
        _drop(need, fitted, wanted)
    if not keep_everything:
        _single_sets(fitted, wanted)
    return fitted


def _shrink(need: Need, draft: Draft, wanted: int) -> None:
    for pieces in draft.pieces:
        for index, piece in enumerate(pieces):
            if piece.need is need:
                spare = max(0, draft.hard_sets - wanted)
                pieces[index] = piece.with_sets(max(piece.least, piece.sets - spare))


def _drop(need: Need, draft: Draft, wanted: int) -> None:
    for session, pieces in enumerate(draft.pieces):
        hard = [piece for piece in pieces if piece.role.is_hard]
        leaves = [piece for piece in hard if piece.need is not need]
        if draft.hard_sets > wanted and leaves and len(leaves) < len(hard):
            draft.pieces[session] = [piece for piece in pieces if piece.need is not need]


def _drop_second(need: Need, draft: Draft, wanted: int) -> None:
    """Leave a movement to one session where two hold it."""
    holding = [n for n, pieces in enumerate(draft.pieces) if any(p.need is need for p in pieces)]
    for session in holding[1:]:
        left = [piece for piece in draft.pieces[session] if piece.need is not need]
        if draft.hard_sets > wanted and any(piece.role.is_hard for piece in left):
            draft.pieces[session] = left


def _single_sets(draft: Draft, wanted: int) -> None:
    for pieces in draft.pieces:
        for index, piece in enumerate(pieces):
            if piece.role is Role.MAIN and draft.hard_sets > wanted:
                pieces[index] = piece.single()


def add_sets(draft: Draft, wanted: int) -> Draft:
    """Give further sets, in the order of the sessions, until the week holds enough."""
    grown = draft.copy()
    for session, pieces in enumerate(grown.pieces):
        for index, piece in enumerate(pieces):
            while (
                piece.role.is_hard
                and grown.pieces[session][index].sets < piece.most
                and grown.hard_sets < wanted
                and grown.grow(session, index)
            ):
                pass
    return grown
