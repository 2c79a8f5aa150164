"""The first pages as they are shown: sections of fields, filled with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ironstride.app import interview as asked
from ironstride.app.interview import Question
from ironstride.core.athlete import Concern, HabitualRun, Sex
from ironstride.core.calendar import Weekday
from ironstride.core.run import RacePriority
from ironstride.core.units import MassUnit
from ironstride.formats.profile_terms import COMPLAINTS, HABIT_KINDS, SESSIONS
from ironstride.planning.season.refer import REFERRALS
from ironstride.web.begin_answers import NO, NO_RUN, OF_A_DAY, OWN_KIT, READERS, YES, Answers

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form, with what stands in it and what is wrong with that."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: Choices = ()
    why: str = ""
    hint: str = ""
    mode: str = ""
    fault: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Fields that belong together; `look` says how they stand beside each other."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One page of questions; `more` is the button that adds a row."""

    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    more: tuple[str, str] | None = None

    @property
    def number(self) -> int:
        """Its place among the pages, from 1."""
        return list(READERS).index(self.name) + 1

    @property
    def held(self) -> frozenset[str]:
        """The names of its own fields."""
        return frozenset(field.name for section in self.sections for field in section.fields)


FIRST: Final[Mapping[str, str]] = {
    "units": asked.UNITS.default,
    **{f"{day}-on": "1" for day in asked.DAYS.read(asked.DAYS.default)},
}
"""What the first page begins with, where it is not a question's own default."""


def page_of(name: str, answers: Answers) -> QuestionPage:
    """Lay out a page with what was typed and what is wrong with it."""
    return _PAGES[name](_Form(answers))


class _Form:
    """Makes fields that know what was typed."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def of(self, name: str, question: Question[Any], *, mode: str, hint: str = "") -> Field:
        return self.field(
            name,
            question.text,
            value=question.default,
            why=question.why,
            mode=mode,
            hint=hint,
        )

    def field(
        self, name: str, label: str, *, value: str = "", choices: Choices = (), **how: str
    ) -> Field:
        return Field(
            name=name,
            label=label,
            value=self.answers.text(name) or value,
            choices=choices,
            fault=self.answers.faults.get(name, ""),
            **how,
        )

    def tick(self, name: str, label: str) -> Field:
        return self.field(name, label, kind="tick")

    def yes_or_no(self, name: str, label: str, why: str = "") -> Field:
        return self.field(name, label, kind="radio", choices=((YES, "Yes"), (NO, "No")), why=why)


# The pages -------------------------------------------------------------------------------


def _race(form: _Form) -> QuestionPage:
    rows = form.answers.rows("race")
    return QuestionPage(
        name="race",
        title="What are you training for?",
        lead="The season is counted back from your race. Without one, leave it empty: there will "
        "be a season all the same.",
        sections=(
            *(_race_row(form, n, is_only=len(rows) == 1) for n in rows),
            Section(
                title="You",
                look="two-up",
                fields=(
                    form.of("born", asked.BIRTH, mode="numeric", hint="1985"),
                    form.field(
                        "units",
                        asked.UNITS.text,
                        kind="radio",
                        value=asked.UNITS.default,
                        choices=tuple((unit, unit.value) for unit in MassUnit),
                    ),
                ),
            ),
        ),
        more=("race", "One more race"),
    )


def _race_row(form: _Form, n: int, *, is_only: bool) -> Section:
    ranks = {"A": "A, trained for", "B": "B, eased into", "C": "C, run in training"}
    return Section(
        title="Your race" if is_only else f"Race {n + 1}",
        look="two-up",
        fields=(
            form.field(f"race{n}-day", "Day", kind="date", hint="2027-03-14"),
            form.field(f"race{n}-length", "Kilometres, half or marathon", hint="half"),
            form.field(
                f"race{n}-rank",
                "How much does it matter?",
                kind="select",
                value=asked.RACE_RANK.default,
                choices=tuple((rank, ranks[rank]) for rank in RacePriority),
            ),
            form.field(f"race{n}-name", "Its name, if you like"),
        ),
    )


def _places(form: _Form) -> QuestionPage:
    return QuestionPage(
        name="places",
        title="Where do you lift, and with what?",
        lead="A session uses only what stands there. A living room will do.",
        sections=tuple(_place_row(form, n) for n in form.answers.rows("place")),
        more=("place", "One more place"),
    )


def _place_row(form: _Form, n: int) -> Section:
    kits = ((key, preset.words) for key, preset in asked.PRESETS.items())
    kit = asked.equipment("", form.answers.catalogue)
    return Section(
        title=f"Place {n + 1}",
        look="place",
        fields=(
            form.field(
                f"place{n}-name",
                asked.PLACE.text,
                value="" if n else asked.PLACE.default,
                why="empty, it is left out" if n else "",
            ),
            form.field(
                f"place{n}-kit",
                "What is there?",
                kind="radio",
                value=kit.default,
                choices=(*kits, (OWN_KIT, "something else, which I name")),
            ),
            form.field(
                f"place{n}-own",
                "Names with commas, if it is something else",
                hint="mat, dumbbell, band-long",
                listed="equipment",
            ),
        ),
    )


def _days(form: _Form) -> QuestionPage:
    places = tuple((name, name) for name in form.answers.place_names) or (("home", "home"),)
    counts = range(round(SESSIONS.least), round(SESSIONS.most) + 1)
    return QuestionPage(
        name="days",
        title="When can you lift?",
        lead="Tick every day that would do: more days give more room around your runs. Nobody "
        "lifts on all of them.",
        sections=(
            *(_day_row(form, day, places) for day in Weekday),
            Section(
                title="How often",
                note="Left to the season it is usually two. After an easy run lifting waits six hours, unless you tick it.",
                fields=(
                    form.field(
                        "sessions",
                        "How many strength sessions a week?",
                        kind="select",
                        choices=(
                            ("", "the season decides"),
                            *((str(n), f"at most {n}") for n in counts),
                        ),
                    ),
                    form.tick("back-to-back", "Lifting may follow right after an easy run"),
                ),
            ),
        ),
    )


def _day_row(form: _Form, day: Weekday, places: Choices) -> Section:
    name = day.capitalize()
    return Section(
        title=name,
        look="day",
        fields=(
            form.tick(f"{day}-on", name),
            form.field(f"{day}-minutes", "Minutes", value=asked.MINUTES.default, mode="numeric"),
            form.field(f"{day}-from", "From", value=asked.FROM.default, kind="time"),
            form.field(f"{day}-place", "Where", kind="select", choices=places),
        ),
    )


def _lifting(form: _Form) -> QuestionPage:
    unit = form.answers.units
    lifts = (_lift_row(form, n, unit) for n in form.answers.rows("lift"))
    experiences = ((one, f"{one}: {said}") for one, said in asked.EXPERIENCES.items())
    return QuestionPage(
        name="lifting",
        title="How much have you lifted?",
        lead="Regular lifting counts, a month off does not spoil it.",
        sections=(
            Section(
                title="Experience",
                fields=(
                    form.field(
                        "experience",
                        asked.EXPERIENCE.text,
                        kind="radio",
                        value=asked.EXPERIENCE.default,
                        choices=tuple(experiences),
                    ),
                ),
            ),
            *lifts,
            Section(
                title="If you like",
                look="two-up",
                fields=(
                    form.field("mass", asked.mass(unit).text, mode="decimal"),
                    form.of("height", asked.HEIGHT, mode="decimal"),
                    form.field(
                        "sex",
                        "Female or male? Only for comparison",
                        kind="select",
                        choices=(("", "not said"), *((sex, sex.value) for sex in Sex)),
                    ),
                ),
            ),
        ),
        more=("lift", "One more lift"),
    )


def _lift_row(form: _Form, n: int, unit: MassUnit) -> Section:
    return Section(
        title="A lift you know" if n == 0 else f"Lift {n + 1}",
        look="two-up",
        note="" if n else "A recent honest set. Without one you will find the weight as you go.",
        fields=(
            form.field(f"lift{n}-name", "Which lift?", hint="back squat", listed="exercises"),
            form.field(f"lift{n}-load", f"How heavy? [{unit}]", mode="decimal"),
            form.field(f"lift{n}-reps", "How many repetitions?", mode="numeric"),
            form.field(
                f"lift{n}-left",
                "How many more could you have done?",
                value=asked.LIFT_LEFT.default,
                mode="decimal",
            ),
        ),
    )


def _health(form: _Form) -> QuestionPage:
    return QuestionPage(
        name="health",
        title="Your health",
        lead="Asked of every adult before training. It stays in your profile, on this machine.",
        sections=(
            Section(
                title="Does anything hurt?",
                look="ticks",
                note="The programme spares it.",
                fields=tuple(form.tick(f"sore-{one}", one) for one in COMPLAINTS),
            ),
            Section(
                title="Seven questions (PAR-Q+)",
                look="screen",
                fields=tuple(
                    form.yes_or_no(f"screen{n}", text) for n, text in enumerate(asked.SCREEN)
                ),
            ),
            Section(
                title="Does one of these hold now?",
                look="first",
                note="Somebody has to look at it before any training.",
                fields=tuple(
                    form.tick(
                        f"first-{one}", REFERRALS[one].what[0].upper() + REFERRALS[one].what[1:]
                    )
                    for one in Concern
                ),
            ),
            Section(title="And", fields=tuple(_last(form))),
        ),
    )


def _last(form: _Form) -> Iterator[Field]:
    if form.answers.is_minor:
        yield form.yes_or_no("supervised", asked.SUPERVISED.text, asked.SUPERVISED.why)
    dislikes = asked.dislikes(form.answers.catalogue)
    yield form.field("dislikes", dislikes.text, hint="names with commas", listed="exercises")


_PAGES: Final[Mapping[str, Callable[[_Form], QuestionPage]]] = {
    "race": _race,
    "places": _places,
    "days": _days,
    "lifting": _lifting,
    "health": _health,
}


# The running week ------------------------------------------------------------------------


def week_rows(habit: tuple[HabitualRun, ...], answers: Answers) -> tuple[Section, ...]:
    """Lay out a week to correct: a row for each weekday, and one more where a day has two runs."""
    return tuple(_week_rows(habit, _Form(answers)))


def _week_rows(habit: tuple[HabitualRun, ...], form: _Form) -> Iterator[Section]:
    for day in Weekday:
        runs = [run for run in habit if run.day is day]
        for place, run in zip(OF_A_DAY, [*runs, None][: max(1, len(runs))], strict=False):
            yield _week_row(f"{day}{place}", day.capitalize(), run, form)


def _week_row(row: str, name: str, run: HabitualRun | None, form: _Form) -> Section:
    kinds = ((NO_RUN, "no run"), *((kind, kind) for kind in HABIT_KINDS))
    start, minutes = asked.RUN_START.default, asked.RUN_LENGTH.default
    return Section(
        title=name,
        look="run",
        fields=(
            form.field(
                f"{row}-kind",
                name,
                kind="select",
                value=NO_RUN if run is None else run.kind.value,
                choices=kinds,
            ),
            form.field(
                f"{row}-start",
                "From",
                kind="time",
                value=start if run is None else f"{run.start:%H:%M}",
            ),
            form.field(
                f"{row}-minutes",
                "Minutes",
                value=minutes if run is None else str(run.minutes),
                mode="numeric",
            ),
        ),
    )
