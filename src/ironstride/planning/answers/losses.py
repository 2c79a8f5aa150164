"""Losses: what one week has that another lacks, and what one exercise lacks beside another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from ironstride.core.exercise import Exercise, Laterality, LoadType
from ironstride.core.programme import Role
from ironstride.core.spelling import listed
from ironstride.planning.request import Request
from ironstride.planning.week.draft import Draft
from ironstride.planning.week.menu import KEY_GROUPS
from ironstride.planning.week.needs import LOAD_RANK, MAINS, Effort, Need, rank

WITH: Final = {
    LoadType.BODYWEIGHT: "your own weight",
    LoadType.TIME: "a hold",
    LoadType.BAND: "a band",
    LoadType.DUMBBELL: "dumbbells",
    LoadType.BARBELL: "a barbell",
    LoadType.KETTLEBELL: "a kettlebell",
    LoadType.CABLE: "a cable",
    LoadType.MACHINE: "a machine",
    LoadType.CONTACTS: "jumps",
}


def losses(
    before: Draft, after: Draft, *, is_eased: bool = False, said: Collection[Need | None] = ()
) -> Iterator[str]:
    """Tell what a week loses, the weightiest first; a sentence for each kind of loss.

    An eased week, such as a light one, aims at no target for sets, so it misses none. That the
    movements in `said` are left out is told elsewhere.
    """
    if not any(piece.role.is_hard for piece in after.flat()):
        yield "the week is left without any strength"
        return
    had, has = sets_of(before), sets_of(after)
    gone = [need for need in Need if had[need] and not has[need]]
    untold = [_spoken(need, has) for need in gone if need not in said]
    if untold:
        yield f"nothing in the week is left for {listed(untold)}"
    yield from _main_lifts_gone(before, after, gone)
    if not is_eased:
        yield from _below_minimum(before, after, gone)
        yield from _sets_gone(before, after, gone)
    yield from _jumps_gone(before, after)


def sets_of(draft: Draft) -> Counter[Need]:
    """Count the weekly sets of each movement."""
    counted: Counter[Need] = Counter()
    for piece in draft.flat():
        if piece.need is not None:
            counted[piece.need] += piece.sets
    return counted


def _spoken(need: Need, has: Counter[Need]) -> str:
    if need is Need.KNEE:
        return "knee-dominant work" + " on two legs" * bool(has[Need.ONE_LEG])
    return need


def _main_lifts_gone(before: Draft, after: Draft, gone: Sequence[Need]) -> Iterator[str]:
    """Tell which main lifts are left out, or done as lighter work."""
    was, now = _main_lifts(before), _main_lifts(after)
    lighter = [n for n in (*MAINS, Need.ONE_LEG) if n in was - now and n not in gone]
    if lighter:
        yield f"no main lift is left for {listed(lighter)}, only lighter work"
    one_leg = [any(_are_one_leg_mains(draft)) for draft in (before, after)]
    if one_leg == [True, False] and Need.ONE_LEG not in was - now:
        yield "no main lift of the week is on one leg"


def _main_lifts(draft: Draft) -> set[Need]:
    return {p.need for p in draft.flat() if p.need is not None and p.role is Role.MAIN}


def _are_one_leg_mains(draft: Draft) -> Iterator[bool]:
    return (p.role is Role.MAIN and p.exercise.is_on_one_leg for p in draft.flat())


def _below_minimum(before: Draft, after: Draft, gone: Sequence[Need]) -> Iterator[str]:
    """Tell which large muscles fall below the least weekly sets that pay."""
    if after.frame.is_entry:
        return
    least = after.frame.request.policy.dose.weekly_sets_key_groups
    had, has = sets_of(before), sets_of(after)
    for group in KEY_GROUPS:
        was, now = (sum(counted[need] for need in group) for counted in (had, has))
        if now < was and now < least and not set(group) <= set(gone):
            yield f"{listed(group)}: {_count(now)} a week together, and fewer than {least} pay little"


def _sets_gone(before: Draft, after: Draft, gone: Sequence[Need]) -> Iterator[str]:
    had, has = sets_of(before), sets_of(after)
    targets = {need: after.frame.request.policy.targets[need.name.lower()].sets for need in Need}
    fewer = [n for n in Need if n not in gone and has[n] < min(had[n], targets[n])]
    if fewer:
        each = [f"{need} {has[need]} of {targets[need]}" for need in fewer]
        yield f"fewer weekly sets than aimed for: {', '.join(each)}"


def _count(sets: int) -> str:
    return "1 set" if sets == 1 else f"{sets} sets"


def _jumps_gone(before: Draft, after: Draft) -> Iterator[str]:
    was, now = (
        Counter(p.exercise.name for p in draft.flat() if p.need is None and p.exercise.is_jump)
        for draft in (before, after)
    )
    if now.total() < was.total():
        fewer = [f"no {name.lower()}" for name in was - now if name not in now]
        again = [f"{name.lower()} once less" for name in was - now if name in now]
        yield f"fewer jumps than wished for: {', '.join((*fewer, *again))}"


# --- one exercise beside another ----------------------------------------------------------


def unlike(was: Exercise, now: Exercise, need: Need, effort: Effort, request: Request) -> list[str]:
    """Tell in what another exercise serves a movement less well; empty where it serves as well.

    In the order of `needs.rank`.
    """
    told = (
        f"you told no weight for {now.name}, so one is still to be found",
        "it stands on one leg, and a main lift is heavier on two"
        if now.laterality is not Laterality.BILATERAL
        else "",
        "8 to 12 repetitions suit it less",
        f"it is loaded less well, with {WITH[now.load_type]} and not {WITH[was.load_type]}"
        if LOAD_RANK[effort].get(now.load_type, 9) > LOAD_RANK[effort].get(was.load_type, 9)
        else "",
    )
    ranks = (rank(e, need, effort, request) for e in (was, now))
    return [words for words, a, b in zip(told, *ranks, strict=False) if words and b > a]
