"""The course: from screening, pain, tests and what was done up to a day to where it stands.

Every day is lived once, in order, with what was told for that day and the days before it, so that
any past day can be replayed without looking ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Final

from ironstride.core.calendar import DAY
from ironstride.core.log import PainScore
from ironstride.rehab.beside import usual_beside
from ironstride.rehab.diary import Diary, diary_of
from ironstride.rehab.entries import (
    Assessed,
    BesideChosen,
    CourseEntry,
    CourseStarted,
    SteppedBack,
    SwellingSeen,
    Track,
)
from ironstride.rehab.gates import Facts, GateOutcome, Measurement, NotYet, Passed
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.moves import Moves
from ironstride.rehab.pain import Light, PainProfile, Verdict, verdict
from ironstride.rehab.phases import RehabPlan, Stage
from ironstride.rehab.scores import Answered
from ironstride.rehab.screening import GoAhead, Screened, ScreeningOutcome, Stop, screen
from ironstride.rehab.standing import Action, CourseState, Position, Standing
from ironstride.rehab.streaks import Streaks
from ironstride.rehab.told import Told, told_by_day
from ironstride.rehab.tried import Counted, Scores, Tried, facts_on

HALF_HOUR_MIN: Final = 30


def course(rehab: Rehab, entries: Iterable[CourseEntry], *, on: date) -> Standing | None:
    """Say where a course stands on a day; None where no plan was begun up to it.

    Args:
        rehab: what the catalogue knows.
        entries: what was told; what belongs to a later day is not looked at. Of several plans
            begun the last one counts, with what was told since.
        on: the day.
    """
    told = sorted((entry for entry in entries if entry.day <= on), key=lambda e: (e.day, e.at))
    begun = [entry for entry in told if isinstance(entry, CourseStarted)]
    if not begun:
        return None
    fold = _Fold(rehab, begun[-1], told)
    day = fold.start.day
    while day <= on:
        fold.live(day)
        day += DAY
    return fold.standing(on)


def _diary(
    rehab: Rehab, plan: RehabPlan, start: CourseStarted, told: Iterable[CourseEntry]
) -> Diary:
    told = [entry for entry in told if entry.day >= start.day]
    return diary_of(
        (e for e in told if isinstance(e, PainScore) and e.place == plan.place),
        swollen=(e.day for e in told if isinstance(e, SwellingSeen)),
        usual_morning=start.usual_morning,
        baseline_days=int(rehab.rules.baseline_days.value),
    )


def _screened_before(
    rehab: Rehab, told: Iterable[CourseEntry], start: CourseStarted
) -> ScreeningOutcome | None:
    answers = [e for e in told if isinstance(e, Screened) and e.day <= start.day]
    return screen(rehab.screening, answers[-1]) if answers else None


def _first_state(screening: ScreeningOutcome | None) -> CourseState:
    if isinstance(screening, Stop):
        return CourseState.STOPPED
    return CourseState.ACTIVE if isinstance(screening, GoAhead) else CourseState.NOT_SCREENED


class _Fold:
    """A course as it is lived, day by day."""

    def __init__(self, rehab: Rehab, start: CourseStarted, told: Sequence[CourseEntry]) -> None:
        self.rehab, self.start = rehab, start
        self.plan: RehabPlan = rehab.plans[start.plan]
        self.profile: PainProfile = rehab.profiles[self.plan.profile]
        self.days = told_by_day(entry for entry in told if entry.day >= start.day)
        self.diary = _diary(rehab, self.plan, start, told)
        self.screening = _screened_before(rehab, told, start)
        self.state = _first_state(self.screening)
        self.moves = Moves(rehab, self.plan, self._first_position(), start.day)
        self.scores, self.gate, self.entry = Scores(rehab), Tried(), Tried()
        self.streaks = Streaks(rehab, self.profile, self.diary)
        self.beside = dict.fromkeys(usual_beside(start.plan, rehab, start.sore), start.day)
        self.sessions = 0
        self.half_hours: list[date] = []
        self.reds: list[date] = []
        self.red_tracks: set[tuple[date, Track]] = set()
        self.light: tuple[date, Verdict] | None = None
        self.last_session: date | None = None
        self.last_run: date | None = None
        self.moves.decide(start.day, Action.START, self.plan.title)

    def _first_position(self) -> Position:
        rung = self.rehab.running.eased_rung if self.start.still_runs else 0
        return Position(stage=0, step=self.rehab.written_step, rung=rung)

    @property
    def stage(self) -> Stage:
        """The phase that the course is in."""
        return self.plan.stages[self.moves.position.stage]

    def live(self, day: date) -> None:
        """Take in one day."""
        told = self.days.get(day, Told())
        for entry in told.entries:
            self._hear(entry, day)
        if self.state is not CourseState.ACTIVE:
            return
        self.moves.fall_due(day)
        self._judge(day)
        if self.state is CourseState.ACTIVE:
            self._test(told, day)
        self.sessions += len(told.sessions)
        self.last_session = day if told.sessions else self.last_session
        self.last_run = day if told.runs else self.last_run

    # What is told ------------------------------------------------------------------------

    def _hear(self, entry: CourseEntry, day: date) -> None:
        match entry:
            case Screened() if entry.day > self.start.day or self.screening is None:
                self._screen(entry, day)
            case Answered():
                self.scores.add(entry)
            case BesideChosen():
                self._choose_beside(entry)
            case PainScore() if self.state is CourseState.ACTIVE:
                self._heed_bone(entry, day)
            case SteppedBack() if self.state is CourseState.ACTIVE:
                self._step_back(entry.track, day)
            case Assessed() if self.state in (CourseState.STOPPED, CourseState.ENDED):
                self._resume(entry, day)
            case _:
                pass

    def _choose_beside(self, chosen: BesideChosen) -> None:
        if chosen.is_on:
            self.beside.setdefault(chosen.name, chosen.day)
        else:
            self.beside.pop(chosen.name, None)

    def _screen(self, screened: Screened, day: date) -> None:
        self.screening = screen(self.rehab.screening, screened)
        if isinstance(self.screening, Stop):
            self._end(CourseState.STOPPED, day, self.screening.first.why)
        elif self.state is CourseState.NOT_SCREENED:
            self.state = _first_state(self.screening)

    def _heed_bone(self, pain: PainScore, day: date) -> None:
        profile = self.rehab.profile_of(pain.place)
        if profile is None or profile.id == self.profile.id or not profile.has_no_tolerance:
            return
        if pain.score > profile.during_red.value:
            self._end(CourseState.ENDED, day, f"{pain.score} of 10 at the {pain.place}, over bone")

    def _step_back(self, track: Track, day: date) -> None:
        stage = self.moves.position.stage
        self.moves.step_back(track, day)
        if self.moves.position.stage != stage:
            self._enter_phase()

    def _resume(self, assessed: Assessed, day: date) -> None:
        self.state = CourseState.ACTIVE
        self.reds = []
        self.streaks.begin_anew(*Track)
        self.moves.decide(day, Action.RESUME, f"looked at by {assessed.by}")

    def _end(self, state: CourseState, day: date, because: str) -> None:
        self.state = state
        self.moves.decide(day, Action.STOP, because)

    # Pain --------------------------------------------------------------------------------

    def _judge(self, day: date) -> None:
        """Turn what is known on a day into moves; where anything is red, nothing rises."""
        verdicts = [*self._of_yesterday(day), *self._of_today(day)]
        reds = [(track, said) for track, said in verdicts if said.light is Light.RED]
        for track, said in reds:
            self._red(track, said, day)
        for track, said in () if reds else verdicts:
            self._heed(track, said, day)
        self._count_reds(day)

    def _of_yesterday(self, day: date) -> list[tuple[Track, Verdict]]:
        """Judge what was done the day before, now that the morning after is there."""
        before = day - DAY
        done = self.days.get(before)
        tracks = [track for track in Track if done is not None and done.done(track)]
        if tracks:
            self.streaks.count_morning(before)
        morning = self.diary.morning_after(before)
        found = [(track, self._verdict(before, track, morning)) for track in tracks]
        return [(t, said) for t, said in found if (before, t) not in self.red_tracks]

    def _of_today(self, day: date) -> list[tuple[Track, Verdict]]:
        """Judge what was done today; only a red needs no morning, and a swelling no training."""
        done = self.days.get(day)
        tracks = [track for track in Track if done is not None and done.done(track)]
        if day in self.diary.swollen and not tracks:
            tracks = [Track.SESSIONS]
        found = [(track, self._verdict(day, track, None)) for track in tracks]
        reds = [(track, said) for track, said in found if said.light is Light.RED]
        self.red_tracks.update((day, track) for track, _ in reds)
        return reds

    def _verdict(self, day: date, track: Track, morning: int | None) -> Verdict:
        done = self.days[day]
        others = {one for other in Track if other is not track for one in done.ids(other)}
        pains = self.diary.pains(day, done.ids(track), others=others, morning=morning)
        return verdict(pains, self.profile)

    def _red(self, track: Track, said: Verdict, day: date) -> None:
        self.light = (day, said)
        if day not in self.reds:
            self.reds.append(day)
        self.streaks.begin_anew(*Track)
        self.gate, self.entry = Tried(), Tried()
        stage = self.moves.position.stage
        self.moves.rest(day)
        self.moves.fall(track, day, f"red: {said.because}")
        if self.moves.position.stage != stage:
            self._enter_phase()

    def _heed(self, track: Track, said: Verdict, day: date) -> None:
        self.light = (day, said) if said.light is not None else self.light
        self.streaks.count(track, said.light, day, self.moves.position)
        if said.light is Light.GREEN:
            self._note_half_hour(track, day)
        self._rise_or_hold(track, said, day)

    def _rise_or_hold(self, track: Track, said: Verdict, day: date) -> None:
        word = "unknown" if said.light is None else said.light.value
        if said.light is None or not self.streaks.is_enough(track, self.moves.position):
            because = f"{word}: {said.because}"
            self.moves.decide(day, Action.HOLD, because, track, light=said.light)
            return
        needed = self.streaks.needed(track, self.moves.position)
        row = f"{needed} green in a row" if said.light is Light.GREEN else "steady amber"
        because = f"{row}: {said.because}"
        if self.moves.rise(track, day, because, said.light):
            self.streaks.greens[track] = 0

    def _note_half_hour(self, track: Track, day: date) -> None:
        runs = self.days[day - DAY].runs if track is Track.RUNS else []
        if any(run.longest_min >= HALF_HOUR_MIN for run in runs):
            self.half_hours.append(day - DAY)

    def _count_reds(self, day: date) -> None:
        rules = self.rehab.rules
        window = rules.reds_within_days.value
        recent = [red for red in self.reds if (day - red).days < window]
        if len(recent) >= rules.reds.value and recent[-1] == day:
            because = f"{len(recent)} reds within {window:g} days are a pattern to be looked at"
            self._end(CourseState.ENDED, day, because)

    # Gates -------------------------------------------------------------------------------

    def _test(self, told: Told, day: date) -> None:
        if day in self.reds:
            return
        if told.measured:
            self._try(told.measured, day)
        self._begin_running(day)
        if self.moves.is_open(Track.SESSIONS, day) and self._may_leave() and self._is_passed():
            self._pass_gate(day)

    def _may_leave(self) -> bool:
        """Whether a passed gate leads on: out of the last phase only once running is free."""
        is_last = self.stage is self.plan.stages[-1]
        return not is_last or self.moves.position.rung == self.rehab.running.top

    def _is_passed(self) -> bool:
        outcome = self.gate.outcome(self.stage.gate, self.rehab) if self.gate.attempts else None
        return isinstance(outcome, Passed)

    def _try(self, measured: Mapping[str, Measurement], day: date) -> None:
        facts = cache(partial(self._facts, day))
        if self.moves.position.rung == 0:
            self.entry.tried(self.rehab.running.entry, measured, facts)
        if self.gate.tried(self.stage.gate, measured, facts) is not None:
            outcome = self.gate.outcome(self.stage.gate, self.rehab)
            self.moves.decide(day, Action.TEST, _said_of(outcome), Track.SESSIONS)

    def _pass_gate(self, day: date) -> None:
        if self.stage is self.plan.stages[-1]:
            self.state = CourseState.DISCHARGED
            self.moves.decide(day, Action.DISCHARGE, "the last gate, passed twice")
            return
        self.moves.open_phase(day, "the gate, passed twice")
        self._enter_phase()

    def _begin_running(self, day: date) -> None:
        last, valid = self.entry.attempts[-1:], int(self.rehab.rules.score_days.value)
        is_passed = bool(last) and last[0].is_passed and (day - last[0].day).days <= valid
        is_ready = is_passed and self.moves.position.rung == 0
        is_far_enough = self.moves.phase_number >= self.plan.running_from
        if is_ready and is_far_enough and self.moves.is_open(Track.RUNS, day):
            self.moves.begin_running(day, "the tests before running, passed")

    def _enter_phase(self) -> None:
        self.gate, self.sessions = Tried(), 0
        self.streaks.begin_anew(Track.SESSIONS)

    def _facts(self, day: date) -> Facts:
        counted = Counted(
            phase_since=self.moves.since,
            green_mornings=self.streaks.green_mornings,
            half_hours=tuple(self.half_hours),
        )
        return facts_on(
            day, start=self.start, diary=self.diary, scores=self.scores, counted=counted
        )

    def standing(self, on: date) -> Standing:
        """Say where it stands."""
        light_day, light = self.light or (None, None)
        return Standing(
            day=on,
            plan=self.plan.id,
            state=self.state,
            screening=self.screening,
            position=self.moves.position,
            phase_since=self.moves.since,
            train_from=self.moves.free_from[Track.SESSIONS],
            run_from=self.moves.free_from[Track.RUNS],
            gate=self.gate.outcome(self.stage.gate, self.rehab),
            entry=self.entry.outcome(self.rehab.running.entry, self.rehab),
            light=light,
            light_day=light_day,
            sessions_in_phase=self.sessions,
            reds=tuple(self.reds),
            waiting=self.moves.waiting,
            last_session=self.last_session,
            last_run=self.last_run,
            decisions=tuple(self.moves.decisions),
            beside=dict(self.beside),
            sore=self.start.sore,
        )


def _said_of(outcome: GateOutcome) -> str:
    match outcome:
        case NotYet(attempt=attempt):
            short = dict.fromkeys(shortfall.item.title for shortfall in attempt.shortfalls)
            return f"the gate stays shut: {'; '.join(short)}"
        case Passed():
            return "the gate is passed twice"
        case _:
            return "the gate is passed once"
