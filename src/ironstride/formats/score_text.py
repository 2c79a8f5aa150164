"""A questionnaire as text: its score, and how far it moved against what matters."""

from __future__ import annotations

from ironstride.formats.knee_words import GRADES, WIDTH, page
from ironstride.formats.words import wrapped
from ironstride.rehab.scores import Answered, Questionnaire, change, score


def score_in_text(
    questionnaire: Questionnaire, answered: Answered, before: Answered | None = None
) -> str:
    """Say a score with instrument and version, and how far it moved against what matters."""
    total = score(questionnaire, answered.answers)
    named = f"{questionnaire.title}, version {answered.version}"
    if total is None:
        return page(
            [wrapped(f"{named}: an item has no answer, so there is no score.", width=WIDTH)]
        )
    said = f"{named}: {total:g} of {questionnaire.highest:g}, higher is better."
    earlier = None if before is None else score(questionnaire, before.answers)
    if earlier is not None:
        said += f" {_moved(questionnaire, earlier, total)}"
    return page([wrapped(said, width=WIDTH)])


def _moved(questionnaire: Questionnaire, before: float, after: float) -> str:
    moved = change(questionnaire, before, after)
    if moved.threshold is None:
        return f"It moved by {moved.points:+g}; no change that matters is published."
    word = "as much as" if moved.matters else "less than"
    threshold = moved.threshold
    return (
        f"It moved by {moved.points:+g}, {word} the {threshold.value:g} points that matter "
        f"({GRADES[threshold.verification]}, {threshold.source})."
    )
