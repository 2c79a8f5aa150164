"""The API's door: who is let in, and how it says no."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from ironstride.catalogue.find import NotInCatalogueError
from ironstride.core.errors import IronstrideError
from ironstride.formats.faults import FaultyFileError
from ironstride.store.keys import Key, Scope
from ironstride.web.api.shapes import Problem
from ironstride.web.keyholder import key_behind

PROBLEM: Final = "application/problem+json"
ABOUT: Final = """\
What Ironstride does, over HTTP. Make a token with `ironstride token new` or on the page "Calendar
and tokens", and send it as `Authorization: Bearer TOKEN`. Masses are kilograms, days are written
2027-03-14, moments carry their zone. Whatever is refused is told as problem details (RFC 9457).
"""


class Api(NinjaAPI):
    """Ninja's API, whose document says how refusals are written."""

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """Write the document."""
        document = super().get_openapi_schema(**how)
        for operations in document["paths"].values():
            for operation in operations.values():
                _as_problems(operation["responses"])
        return document


def _as_problems(responses: Mapping[Any, Any]) -> None:
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in content:
            content[PROBLEM] = content.pop("application/json")


api: Final = Api(
    title="Ironstride",
    version="1",
    description=ABOUT,
    openapi_url="/openapi.json",
    docs_url=None,  # ninja's page brings scripts from elsewhere
    urls_namespace="api",
)


class Token(HttpBearer):
    """Lets in whoever sends a token with a scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        """Find the key behind a token."""
        del request
        key = key_behind(token)
        if key is not None and self.scope not in key.scopes:
            raise AuthorizationError(message=f"this token does not open {self.scope}")
        return key


READ: Final = Token(Scope.READ)
LOG: Final = Token(Scope.LOG)
PLAN: Final = Token(Scope.PLAN)


def key_of(request: HttpRequest) -> Key:
    """Give the key that a request was let in with."""
    key = getattr(request, "auth", None)
    if not isinstance(key, Key):
        raise TypeError("a route without a token asked whose it is")
    return key


USUAL: Final = (
    HTTPStatus.BAD_REQUEST,  # no JSON
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.CONFLICT,  # what is kept stands against it
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,  # the disk, or the database
)


def answers(shape: Any, *refusals: HTTPStatus) -> dict[int, Any]:
    """List what a route answers: its own shape, and problems."""
    return {200: shape} | {int(status): Problem for status in (*USUAL, *refusals)}


# Refusals --------------------------------------------------------------------------------


def problem(
    status: int,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Write problem details."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": list(errors),
    }
    written = json.dumps(content)
    return HttpResponse(written, status=status, content_type=PROBLEM, headers=headers)


@api.exception_handler(AuthenticationError)
def _unknown(_: HttpRequest, __: Exception) -> HttpResponse:
    said = "this needs a token, sent as Authorization: Bearer TOKEN; the one sent opens nothing"
    return problem(401, said, headers={"WWW-Authenticate": "Bearer"})


@api.exception_handler(HttpError)
def _refused(_: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


@api.exception_handler(Http404)
def _missing(_: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, str(error) or "there is nothing here")


@api.exception_handler(ValidationError)
def _unclear(_: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [
        {"place": _place(one["loc"]), "problem": str(one["msg"]).removeprefix("Value error, ")}
        for one in error.errors
    ]
    return problem(422, "; ".join(f"{f['place']}: {f['problem']}" for f in faults), faults)


def _place(steps: Sequence[object]) -> str:
    """Name the place of a fault, as `events[2].reps`."""
    inner = [step for step in steps[1:] if step not in ("body", "told")]
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in inner).lstrip(".") or "body"


@api.exception_handler(ValueError)
def _cannot_be(_: HttpRequest, error: Exception) -> HttpResponse:
    return problem(422, str(error))


@api.exception_handler(NotInCatalogueError)
def _unheard_of(_: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, str(error))


@api.exception_handler(FaultyFileError)
def _faulty(_: HttpRequest, error: Exception) -> HttpResponse:
    return problem(409, str(error))


@api.exception_handler(IronstrideError)
def _failed(_: HttpRequest, error: Exception) -> HttpResponse:
    return problem(503, str(error))


def nowhere(_: HttpRequest, path: str = "") -> HttpResponse:
    """Answer for addresses of the API that lead nowhere."""
    return problem(404, f"there is no /api/{path}; /api/v1/openapi.json lists what there is")
