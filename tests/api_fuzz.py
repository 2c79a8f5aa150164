"""A fuzz of the API, in this process: requests made from its own document, right ones and wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import hypothesis
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

HOST: Final = "http://localhost"
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
STRICT: Final = negative_data_rejection
SOFT: Final = ("/api/v1/events",)  # refuses event by event, inside an answer that is 200

# Days and moments near the present, or hardly one would get past the first look.
DAYS: Final = st.dates(date(2026, 1, 1), date(2027, 12, 31))
schemathesis.openapi.format("date", DAYS.map(date.isoformat))
schemathesis.openapi.format("date-time", DAYS.map(lambda day: f"{day}T18:30:00Z"))


def fuzz(document: Mapping[str, Any], token: str, *, examples: int, seed: int) -> dict[str, int]:
    """Send so many right and so many wrong requests to every route; count them by route.

    Wrong bodies have to be refused; what is not asked for behind a ? is passed over.

    Raises:
        AssertionError: an answer is a server's error, or not what the document says.
    """
    schema = schemathesis.openapi.from_dict(_without_tokens(document))
    schema.app = get_wsgi_application()
    schema.config.update(base_url=HOST)
    counts: dict[str, int] = {}
    for result in schema.get_all_operations():
        if not isinstance(result, Ok):
            raise TypeError(f"the document describes a route that is none: {result.err()}")
        route = result.ok()
        checks = CHECKS if route.path in SOFT or route.method == "get" else [*CHECKS, STRICT]
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            sent = _send(route.as_strategy(mode), token, checks, (examples, seed))
            counts[route.label] = counts.get(route.label, 0) + sent
    return counts


def _without_tokens(document: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out who is let in: every request is sent with a token."""
    plain: dict[str, Any] = json.loads(json.dumps(document))
    plain["components"].pop("securitySchemes")
    for operations in plain["paths"].values():
        for operation in operations.values():
            operation.pop("security")
    return plain


def _send(cases: Any, token: str, checks: list[Any], how: tuple[int, int]) -> int:
    """Send requests of one kind; a route that takes nothing cannot be asked wrongly."""
    count, (examples, seed) = 0, how

    @hypothesis.seed(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def send(case: Any) -> None:
        nonlocal count
        count += 1
        headers = {"Authorization": f"Bearer {token}"}
        case.call_and_validate(headers=headers, checks=checks)

    try:
        send()
    except Unsatisfiable:
        return 0
    return count
