"""A course of rehabilitation in words, for the athlete and for the one who examines.

`tests/golden/knee_course.txt` is six months that a physiotherapist can read: flare, hold, progress,
return to running, discharge. It changes only on request: write `told()` over it after reading it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ironstride.catalogue.load import load
from ironstride.formats.course_text import course_in_text
from ironstride.formats.gate_text import gate_form, gate_in_text
from ironstride.formats.knee_text import standing_in_text
from ironstride.formats.knee_words import WIDTH, decision_in_words, pain_rule_in_words
from ironstride.formats.score_text import score_in_text
from ironstride.formats.screening_text import screening_in_text
from ironstride.rehab.confirmed import Confirmation, with_confirmations
from ironstride.rehab.gates import Bound, Passed, PassedOnce
from ironstride.rehab.screening import Answer, NothingFits, screen
from ironstride.rehab.standing import CourseState
from rehab_cases import MONDAY, REHAB, answers, begun, on, started, trained
from rehab_story import DAYS, filled, story

GOLDEN = Path(__file__).parent / "golden" / "knee_course.txt"
EXERCISES = load().exercises
KNEE = REHAB.plans["knee"]
SHOWN = (9, 44, 85, 98, DAYS - 1)
RULE = "-" * WIDTH


def told() -> str:
    """Tell the story: the screening, the first gate's form, six days, and the weeks."""
    entries = story()
    parts = [
        screening_in_text(screen(REHAB.screening, answers()), REHAB),
        gate_form("The first gate", KNEE.stages[0].gate),
        standing_in_text(on(0, begun()), REHAB, EXERCISES),
        *(standing_in_text(on(number, entries), REHAB, EXERCISES) for number in SHOWN),
        course_in_text(on(DAYS - 1, entries), REHAB, entries),
    ]
    return f"\n{RULE}\n\n".join(parts)


def test_six_months_read_as_they_did() -> None:
    assert told() == GOLDEN.read_text(encoding="utf-8")


def test_no_line_is_longer_than_a_terminal() -> None:
    assert max(len(line) for line in told().splitlines()) <= WIDTH


def test_the_story_holds_a_flare_a_hold_a_wait_and_an_end() -> None:
    stood = on(DAYS - 1, story())
    actions = {decision.action.value for decision in stood.decisions}
    assert actions >= {"start", "regress", "hold", "wait", "progress", "test", "discharge"}
    assert stood.state is CourseState.DISCHARGED


# Screening -----------------------------------------------------------------------------------


def test_a_stop_says_whom_to_see_and_how_soon() -> None:
    stop = screen(REHAB.screening, answers(locking=Answer.YES, stiff_mornings=Answer.YES))
    said = screening_in_text(stop, REHAB)
    assert said.startswith("Stop here: see a doctor within a few days. Do not run until then.")
    assert "See a doctor within a few weeks." in " ".join(said.split())


def test_a_stop_that_leaves_running_alone_does_not_forbid_it() -> None:
    stop = screen(REHAB.screening, answers(stiff_mornings=Answer.YES))
    assert "run" not in screening_in_text(stop, REHAB).splitlines()[0]


def test_open_questions_are_listed() -> None:
    plain = answers()
    without = {name: said for name, said in plain.answers.items() if name != "groin"}
    said = screening_in_text(screen(REHAB.screening, replace(plain, answers=without)), REHAB)
    assert said.startswith("1 question still open:")


def test_where_nothing_fits_a_physiotherapist_is_named() -> None:
    assert "physiotherapist" in screening_in_text(NothingFits(), REHAB)


def test_two_plans_that_fit_are_no_diagnosis() -> None:
    outcome = screen(REHAB.screening, answers(outer_side=Answer.YES, bone_history=Answer.YES))
    said = " ".join(screening_in_text(outcome, REHAB).split())
    assert "More than one fits" in said
    assert "no diagnosis" in said
    assert "Keep in mind:" in said


# Gates and standing --------------------------------------------------------------------------


def test_a_form_calls_our_thresholds_our_own_until_they_are_confirmed() -> None:
    gate = KNEE.stages[0].gate
    assert gate_form("Gate", gate).count("our own choice") >= len(gate)
    said = Confirmation(
        item="knee.1.bridge-hold", bound=Bound.AT_LEAST, value=25, by="R. V", day=MONDAY
    )
    changed = with_confirmations(REHAB, [said]).plans["knee"].stages[0].gate
    form = gate_form("Gate", changed)
    assert "at least 25 seconds (confirmed by R. V, 2026-11-30)" in form


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_each_form_fits_its_page(phase: int) -> None:
    form = gate_form("Gate", KNEE.stages[phase].gate)
    assert max(len(line) for line in form.splitlines()) <= WIDTH


def test_a_shut_gate_says_which_test_and_what_to_practise() -> None:
    said = " ".join(" ".join(gate_in_text(on(15, story()).gate)).split())
    assert "Side plank from the knees: left 22, asked at least 30 seconds" in said
    assert "Practise: Side planks from the knees" in said


def test_a_value_that_nobody_told_is_said_to_be_missing() -> None:
    stood = on(15, begun(), [e for e in story() if getattr(e, "item", None)])
    assert "not told" in " ".join(gate_in_text(stood.gate))


def test_a_gate_passed_once_says_when_to_come_again() -> None:
    first = next(
        n for n in range(DAYS) if "again from" in " ".join(gate_in_text(on(n, story()).gate))
    )
    assert gate_in_text(on(first, story()).gate)[0].startswith("Passed on ")


def test_a_gate_passed_twice_names_both_days() -> None:
    first = on(29, story()).gate
    assert isinstance(first, PassedOnce)
    said = gate_in_text(Passed(first=first.attempt, second=first.attempt))
    assert said == ["Passed on Tue 29 Dec and Tue 29 Dec."]


def test_a_plan_that_is_not_begun_shows_no_session() -> None:
    said = standing_in_text(on(2, [started()]), REHAB, EXERCISES)
    assert "The questions come first" in said
    assert "Next session" not in said


def test_a_decision_without_a_track_speaks_of_the_plan() -> None:
    (first,) = on(0, begun()).decisions
    assert decision_in_words(first) == "begins, Runner's knee in three phases."


def test_an_ended_plan_says_that_it_is_to_be_assessed() -> None:
    reds = [e for number in (0, 3, 6) for e in trained(number, 6)]
    assert "Ended: have it assessed" in standing_in_text(on(6, begun(), reds), REHAB, EXERCISES)


# Scores --------------------------------------------------------------------------------------

AKPS = REHAB.questionnaires["akps"]


def test_a_score_names_its_version_and_its_threshold() -> None:
    before, after = filled("akps", 0, (3,) * 13), filled("akps", 20, (2,) * 13)
    said = " ".join(score_in_text(AKPS, after, before).split())
    assert "version pmc10362729: 72 of 100, higher is better." in said
    assert "It moved by +32, as much as the 10 points that matter" in said


@pytest.mark.parametrize("before", [None, (1,) * 12])
def test_a_first_score_stands_alone(before: tuple[int, ...] | None) -> None:
    earlier = None if before is None else filled("akps", 0, before)
    assert "moved" not in score_in_text(AKPS, filled("akps", 20, (2,) * 13), earlier)


def test_a_small_change_is_called_less() -> None:
    before, after = filled("akps", 0, (1,) * 13), filled("akps", 20, (2, *(1,) * 12))
    assert "less than the 10 points" in " ".join(score_in_text(AKPS, after, before).split())


def test_without_a_published_threshold_that_is_said() -> None:
    form = replace(AKPS, change=None)
    said = score_in_text(form, filled("akps", 20, (2,) * 13), filled("akps", 0, (1,) * 13))
    assert "no change that matters is published" in " ".join(said.split())


def test_a_missing_answer_gives_no_score() -> None:
    assert "there is no score" in score_in_text(AKPS, filled("akps", 20, (2,) * 12))


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("kneecap", "green up to 2 of 10 during it, back where it was within 60 min"),
        ("tendon", "amber up to 5; red above that, with a swelling, or with a morning 2 worse. St"),
        ("bone", "none at all, during or after"),
    ],
)
def test_a_pain_rule_is_said_in_the_numbers_that_decide(profile: str, said: str) -> None:
    assert said in pain_rule_in_words(REHAB.profiles[profile])


def test_walking_back_and_waiting_say_until_when() -> None:
    told = [decision_in_words(d) for d in on(181, story()).decisions]
    assert any(said.startswith("runs: rest until Wed 10 Mar, red: ") for said in told)
    assert any(said.endswith("nothing is added until Wed 17 Mar.") for said in told)
