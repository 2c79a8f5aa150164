"""The API: each use case by its example, no door open to nobody, and nothing that breaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from typer.testing import CliRunner

from ironstride.cli.main import cli
from ironstride.store.open import open_store
from web_pages import NOON, Browser, browser

DOCS: Final = Path(__file__).parents[1] / "docs" / "reference"
SCOPES: Final = ("read", "log", "plan")


class Program:
    """A program that talks to the API, with a token for each scope."""

    def __init__(self, phone: Browser) -> None:
        from ironstride.app.keys import make_token  # noqa: PLC0415 - Django is set up now
        from ironstride.store.keys import Keys, Scope  # noqa: PLC0415 - likewise

        self.phone = phone
        with open_store(phone.folder / "data") as store:
            keys = Keys(store)
            self.tokens = {s: make_token(s, {Scope(s)}, keys, at=NOON) for s in SCOPES}
            self.tokens["all"] = make_token("all", [*map(Scope, SCOPES)], keys, at=NOON)

    def ask(self, method: str, address: str, body: object = None, scope: str = "all") -> Any:
        sent = body if isinstance(body, str) else json.dumps(body)
        token = {"authorization": f"Bearer {self.tokens[scope]}"} if scope in self.tokens else {}
        return self.phone.client.generic(
            method,
            f"/api/v1{address}",
            b"" if body is None else sent.encode(),
            content_type="application/json",
            headers=token,
        )

    def told(self, *events: object) -> list[tuple[str, str]]:
        answer = self.ask("POST", "/events", {"events": list(events)})
        assert answer.status_code == 200, answer.content
        return [(one["verdict"], one["problem"]) for one in answer.json()["verdicts"]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("api")
    (folder / "plan").mkdir()
    for phone in browser(folder, plan=folder / "plan"):
        yield Program(phone)


@pytest.fixture(scope="module")
def document(program: Program) -> dict[str, Any]:
    found: dict[str, Any] = program.ask("GET", "/openapi.json", scope="nobody").json()
    return found


def routes(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (method.upper(), path.removeprefix("/api/v1"))
        for path, operations in document["paths"].items()
        for method in operations
    ]


# The page of the reference -----------------------------------------------------------------


def examples() -> list[tuple[str, str, str]]:
    """Read the requests on the page: the method, the address, and what is sent."""
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```http\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    heads = (block.partition("\n") for block in blocks)
    return [(*head.split(" ", 1), body.strip()) for head, _, body in heads]


def test_every_example_of_the_reference_is_answered_as_it_says(program: Program) -> None:
    mark = ""
    for method, address, body in examples():
        answer = program.ask(method, address, body.replace("MARK", mark) or None)
        assert answer.status_code == 200, (address, answer.content)
        mark = answer.json().get("mark", mark) if "replan" in address else mark


def test_every_route_has_its_example(document: dict[str, Any]) -> None:
    shown = {(method, address.partition("?")[0]) for method, address, _ in examples()}
    patterns = {(m, re.compile(re.sub(r"{\w+}", "[^/]+", path))) for m, path in routes(document)}
    missing = [p for p in patterns if not any(m == p[0] and p[1].fullmatch(a) for m, a in shown)]
    assert missing == []


# Who is let in -----------------------------------------------------------------------------


def filled(path: str) -> str:
    return re.sub(r"{\w+}", "back-squat", path)


def test_no_route_opens_without_a_token(program: Program, document: dict[str, Any]) -> None:
    answers = {r: program.ask(r[0], filled(r[1]), {}, "nobody") for r in routes(document)}
    assert {answer.status_code for answer in answers.values()} == {401}
    assert {a.headers["Content-Type"] for a in answers.values()} == {"application/problem+json"}
    assert len(answers) >= 15


def test_every_route_opens_to_one_scope_alone(program: Program, document: dict[str, Any]) -> None:
    for method, path in routes(document):
        codes = {s: program.ask(method, filled(path), "{", s).status_code for s in SCOPES}
        opened = [scope for scope, code in codes.items() if code != 403]
        wanted = "plan" if "replan" in path else "log" if method == "POST" else "read"
        assert opened == [wanted], (method, path, codes)


def test_the_document_lists_every_address_of_the_api(document: dict[str, Any]) -> None:
    from ironstride.web.api.door import api  # noqa: PLC0415 - Django is set up by now

    served = {re.sub(r"<(\w+)>", r"{\1}", f"/{url.pattern}") for url in api.urls[0]}
    assert served - {"/", "/openapi.json"} == {path for _, path in routes(document)}


def test_a_token_that_was_revoked_opens_nothing(program: Program) -> None:
    from ironstride.app.keys import make_token, revoke_token  # noqa: PLC0415 - likewise
    from ironstride.store.keys import Keys, Scope  # noqa: PLC0415 - likewise

    with open_store(program.phone.folder / "data") as store:
        program.tokens["gone"] = make_token("gone", {Scope.READ}, Keys(store), at=NOON)
        assert program.ask("GET", "/today", scope="gone").status_code == 200
        revoke_token("gone", Keys(store))
    assert program.ask("GET", "/today", scope="gone").status_code == 401


def test_no_secret_stands_in_the_database(program: Program) -> None:
    for file in (program.phone.folder / "data").glob("ironstride.sqlite3*"):
        assert not any(t.encode() in file.read_bytes() for t in program.tokens.values())


def test_a_token_made_in_the_terminal_is_listed_and_revoked(tmp_path: Path) -> None:
    def token(*words: str) -> str:
        result = CliRunner().invoke(cli, ["token", *words, "--data", str(tmp_path)])
        return result.output

    assert token("new", "My watch", "--scope", "log").startswith("ironstride_")
    assert "My watch                 log " in token("list")
    assert 'did you mean "read"' in token("new", "Other", "--scope", "rad")
    assert 'did you mean "My watch"' in token("revoke", "My wach")
    assert '"My watch" opens nothing' in token("revoke", "My watch")
    assert "There is no token" in token("list")


# What is told ------------------------------------------------------------------------------

A_SET: Final = {"told": "set", "at": "2026-12-01T12:00:00Z", "exercise": "back squat", "reps": 5}
ONE: Final = "0c7f3b0e-6f1e-4a0b-9d55-6f2a1f5f0a01"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reps": False}, "reps.Input should be a valid integer"),
        ({"load_kg": False}, "load_kg.Input should be a valid number"),
        ({"reps": "5"}, "reps.Input should be a valid integer"),
        ({"at": 0}, "write a moment with its zone"),
        ({"at": "2026-12-01T12:00:00"}, "write a moment with its zone"),
        ({"day": 0}, "write a day as"),
        ({"exercise": "bakc squat"}, "did you mean back-squat"),
        ({"reps": None}, "a set counts repetitions"),
        ({"weight": 80}, "weight.Extra inputs are not permitted"),
        ({"told": "jump"}, "does not match any of the expected tags"),
    ],
)
def test_what_does_not_fit_is_refused_alone_and_says_why(
    program: Program, changed: dict[str, object], told: str
) -> None:
    (first, problem), (second, _) = program.told({**A_SET, **changed}, A_SET)
    assert (first, second) == ("refused", "taken")
    assert told in problem


def test_an_event_counts_once_however_often_it_is_told(program: Program) -> None:
    event = {**A_SET, "id": ONE}
    assert [verdict for verdict, _ in program.told(event, event)] == ["taken", "known"]
    assert program.told(event) == [("known", "")]
    sets = program.ask("GET", "/history").json()["sets"]
    assert [one["id"] for one in sets].count(ONE) == 1


def test_another_event_under_a_taken_id_is_refused_and_changes_nothing(program: Program) -> None:
    other = "0c7f3b0e-6f1e-4a0b-9d55-6f2a1f5f0a02"
    program.told({**A_SET, "id": other})
    ((verdict, problem),) = program.told({**A_SET, "id": other, "reps": 6})
    assert (verdict, "make another id" in problem) == ("refused", True)
    without = {name: value for name, value in A_SET.items() if name != "told"}
    assert program.ask("POST", "/sets", {**without, "id": other, "reps": 6}).status_code == 409


def test_a_session_told_in_events_is_in_the_history(program: Program) -> None:
    session = "0c7f3b0e-6f1e-4a0b-9d55-6f2a1f5f0b01"
    began = {"told": "session-started", "id": session, "at": "2026-12-04T18:00:00Z"}
    ended = {"told": "session-finished", "session": session, "at": "2026-12-04T19:00:00Z"}
    planned = began | {"planned": "2026-12-04T18:00"}
    assert {verdict for verdict, _ in program.told({**ended, "rpe": 7}, planned)} == {"taken"}
    (found,) = program.ask("GET", "/history?since=2026-12-04").json()["sessions"]
    assert (found["id"], found["rpe"], found["is_open"]) == (session, 7, False)


# What is given -----------------------------------------------------------------------------


def test_the_programme_is_as_its_schema_says(program: Program) -> None:
    schema = json.loads((DOCS / "programme.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(program.ask("GET", "/programme").json(), schema)


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/week?day=2031-01-01", 404, "the programme runs from"),
        ("/week?day=soon", 422, "write a day as 2027-03-14"),
        ("/exercises/bak-squat", 404, "did you mean"),
        ("/rules/never", 404, "no rule"),
        ("/why?day=2026-12-01&exercise=flying", 404, "the session holds"),
        ("/nowhere", 404, "openapi.json lists what there is"),
        ("/progress?weeks=0", 422, "greater than or equal to 1"),
    ],
)
def test_a_refusal_is_a_problem_in_a_sentence(
    program: Program, address: str, status: int, told: str
) -> None:
    answer = program.ask("GET", address)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert told in answer.json()["detail"]


def test_an_offer_is_kept_only_under_its_own_mark(program: Program) -> None:
    changes = {"changes": [{"what": "dropped-run", "said": "2026-12-16"}]}
    before = program.ask("GET", "/programme").json()
    offer = program.ask("POST", "/replan/preview", changes).json()
    assert program.ask("GET", "/programme").json() == before
    wrong = program.ask("POST", "/replan/accept", {**changes, "mark": "0" * 64})
    assert (wrong.status_code, "look at it again" in wrong.json()["detail"]) == (409, True)
    program.phone.now = NOON.replace(hour=13)
    program.ask("POST", "/replan/accept", {**changes, "mark": offer["mark"]})
    assert program.ask("GET", "/programme").json() == offer["programme"] != before


def test_an_offer_made_before_another_was_kept_is_no_longer_one(program: Program) -> None:
    one = {"changes": [{"what": "dropped-run", "said": "2027-01-06"}]}
    two = {"changes": [{"what": "dropped-run", "said": "2027-01-13"}]}
    first, second = (program.ask("POST", "/replan/preview", each).json() for each in (one, two))
    program.phone.now = NOON.replace(hour=14)
    assert program.ask("POST", "/replan/accept", {**two, "mark": second["mark"]}).status_code == 200
    assert program.ask("POST", "/replan/accept", {**one, "mark": first["mark"]}).status_code == 409


def test_the_document_leads_to_no_page_with_scripts_from_elsewhere(program: Program) -> None:
    assert program.ask("GET", "/docs").status_code == 404


# Nothing breaks it -------------------------------------------------------------------------


def test_whatever_is_sent_nothing_breaks_and_the_document_is_kept(
    program: Program, document: dict[str, Any]
) -> None:
    from api_fuzz import fuzz  # noqa: PLC0415 - takes a second to import

    tried = fuzz(document, program.tokens["all"], examples=4, seed=5)
    assert len(tried) >= 15
    assert sum(tried.values()) >= 90
