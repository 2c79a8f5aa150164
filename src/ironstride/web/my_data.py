"""My data: everything that is kept of an athlete, to take along or to erase."""

from __future__ import annotations

import tempfile
from typing import Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ironstride.app.erase import WORD, erase, in_words
from ironstride.app.export import export
from ironstride.web.athlete import desk_of

ZIP: Final = "ironstride-my-data.zip"
IN_MEMORY_B: Final = 1_000_000  # a larger export goes through the disk


@never_cache
@require_safe
def show_my_data(request: HttpRequest) -> HttpResponse:
    """Say what is kept, and offer it."""
    return render(request, "my_data.html", _held(request))


@require_POST
def export_mine(request: HttpRequest) -> FileResponse:
    """Give everything as one zip, whose temporary copy goes with the answer."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_B)  # noqa: SIM115 - the answer closes it
    with desk_of(request) as desk:
        text = desk.profile.read_bytes().decode(errors="replace") if desk.profile.exists() else None
        export(desk.store, file, profile=text)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=ZIP, content_type="application/zip")


@require_POST
def erase_mine(request: HttpRequest) -> HttpResponse:
    """Remove everything for good, once the word is typed; on a server the account goes as well."""
    if request.POST.get("word", "").strip().casefold() != WORD:
        context = _held(request) | {"fault": f'Type "{WORD}" to remove it. Nothing was removed.'}
        return render(request, "my_data.html", context, status=422)
    with desk_of(request) as desk:
        erased = erase(desk.store)
    whose = getattr(request, "whose", None)
    if whose is not None:
        from django.contrib.auth import logout  # noqa: PLC0415 - accounts are there on a server

        logout(request)
        whose.visitor.delete()
        request.whose = None  # type: ignore[attr-defined] # middleware gave it
    return render(request, "erased.html", {"erased": in_words(erased), "had_account": bool(whose)})


def _held(request: HttpRequest) -> dict[str, Any]:
    with desk_of(request) as desk:
        held = desk.store.holdings()
    return {"held": None if held.is_empty else in_words(held), "word": WORD}
