"""A form that somebody brings along: its wording by item number, in a file of their own.

questionnaire = "akps"

[item-1]
text = "What the form asks here"
options = ["its best answer", "the next one", "its worst answer"]

An item that is answered in points has a text alone. Nothing of a wording is kept anywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from ironstride.formats.faults import Fault, FaultyFileError
from ironstride.formats.toml_table import Table
from ironstride.rehab.scores import Item, OwnForm, OwnItem, Questionnaire, form_faults


def read_own_form(text: str, questionnaire: Questionnaire, *, name: str) -> OwnForm:
    """Read a form, and hold it against the questionnaire that it is for.

    Raises:
        FaultyFileError: with everything that does not fit.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FaultyFileError(name, [Fault("", f"cannot be read as TOML: {error}")]) from error
    faults: list[Fault] = []
    table = Table(document, "", faults)
    known = {_key(item.number): item for item in questionnaire.items}
    form = OwnForm(
        questionnaire=table.text("questionnaire", f'"{questionnaire.id}"') or questionnaire.id,
        items={known[key].number: _item(table.table(key)) for key in known if key in document},
    )
    table.close()
    faults += [Fault("", problem) for problem in form_faults(questionnaire, form)]
    if faults:
        raise FaultyFileError(name, faults)
    return form


def _item(table: Table) -> OwnItem:
    table.require("text", "what the form asks")
    text = table.text("text", "what the form asks")
    options = table.words("options", "answers") or ()
    table.close()
    return OwnItem(text=text or "", options=tuple(option for _, option in options))


def _key(number: int) -> str:
    return f"item-{number}"


def blank_form(questionnaire: Questionnaire) -> str:
    """Lay out a file to type a form into: an item for each number, room for its options."""
    lines = [
        f"# {questionnaire.title}. {questionnaire.rights}",
        "# Type the wording of your own copy between the quotes, options in the form's order.",
        f'questionnaire = "{questionnaire.id}"',
    ]
    return "\n".join((*lines, *(line for item in questionnaire.items for line in _blank(item)), ""))


def _blank(item: Item) -> Iterator[str]:
    yield from ("", f"[{_key(item.number)}]  # {item.label}", 'text = ""')
    if item.weights:
        empty = ", ".join('""' for _ in item.weights)
        yield f"options = [{empty}]"


def item_in_words(item: Item, own: OwnItem | None) -> str:
    """Ask an item: in the words of somebody's own form, else by number and our label."""
    if own is None:
        answers = f"option 1 to {len(item.weights)}" if item.weights else f"0 to {item.most}"
        return f"{item.number}. {item.label} ({answers})"
    options = "".join(f"\n   {n}  {option}" for n, option in enumerate(own.options, start=1))
    return f"{item.number}. {own.text}{options or f' (0 to {item.most})'}\n  "
