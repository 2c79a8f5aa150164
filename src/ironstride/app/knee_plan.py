"""A course of rehabilitation as a change of the programme that was taken on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ironstride.app.knee import Course, spoken_place
from ironstride.catalogue.load import load
from ironstride.formats.knee_words import rung_in_words
from ironstride.planning.changes.sore import CourseFollowed, SoreRuns
from ironstride.rehab.beside import beside
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.return_to_run import Rung, RungKind, cadence_aim
from ironstride.rehab.standing import (
    CourseState,
    NextSession,
    Standing,
    followed,
    next_run,
    next_session,
    position_ahead,
    runs_in_one_go,
)


def course_followed(course: Course) -> CourseFollowed | None:
    """Say what a course changes in the programme; None where no plan was begun."""
    standing, rehab, start = course.standing, course.rehab, course.start
    if standing is None or start is None:
        return None
    plan = rehab.plans[standing.plan]
    spared = followed(standing, rehab)
    stage = plan.stages[position_ahead(standing, rehab).stage]
    return CourseFollowed(
        title=plan.title,
        because=_because(standing),
        followed=None if spared is None else replace(spared, place=spoken_place(spared.place)),
        runs=_runs(course, standing),
        ahead=tuple(_ahead(standing, rehab)),
        per_week=int(stage.per_week.value),
        trained=standing.last_session,
        beside=beside(standing, rehab, load().exercises),
    )


def _because(standing: Standing) -> str:
    if standing.state in (CourseState.STOPPED, CourseState.ENDED):
        return "somebody has to look at it before it goes on."
    light = standing.light
    if light is None or light.light is None:
        return "no light yet."
    return f"the last light was {light.light}: {light.because}."


def _ahead(standing: Standing, rehab: Rehab) -> Iterator[NextSession]:
    """Lay out the next sessions in turn, A and B."""
    count = max(len(stage.sessions) for stage in rehab.plans[standing.plan].stages)
    for more in range(count):
        later = replace(standing, sessions_in_phase=standing.sessions_in_phase + more)
        session = next_session(later, rehab, load().exercises)
        if session is not None:
            yield session


def _runs(course: Course, standing: Standing) -> SoreRuns:
    running = course.rehab.running
    ahead = next_run(standing, course.rehab)
    done = standing.state is CourseState.DISCHARGED
    rung = ahead.rung if ahead is not None else running.rungs[-1 if done else 0]
    return SoreRuns(
        rung=rung,
        how=_how(rung, course, is_in_one_go=runs_in_one_go(standing, course.rehab)),
        first=standing.day if ahead is None else ahead.not_before,
        days_between=int(running.days_between.value),
        eased=running.eased,
        cadence_spm=course.cadence_spm,
    )


def _how(rung: Rung, course: Course, *, is_in_one_go: bool) -> str:
    """Say how runs are run: eased ones without walk breaks, once those lie behind."""
    if rung.kind is not RungKind.EASED:
        return rung_in_words(rung)
    eased = course.rehab.running.eased
    aim = cadence_aim(eased, course.cadence_spm)
    slower = f"{eased.slower_least.value:g} to {eased.slower_most.value:g} % slower"
    run, walk = eased.run_min.value, eased.walk_min.value
    walks = "" if is_in_one_go else f", {run:g} min running and {walk:g} min walking in turn"
    steps = "" if aim is None else f", {aim[0]} to {aim[1]} steps a minute"
    return f"{slower}{walks}, flat{steps}"
