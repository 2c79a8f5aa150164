"""A browser without a screen: the pages of one athlete, their links and their forms."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import pytest
from django.test import Client, override_settings

from commands import PROFILE
from ironstride.app.keep import keep
from ironstride.app.log import Desk, desk
from ironstride.app.plan import Files, plan_from_files
from ironstride.catalogue.load import load
from ironstride.core.programme import Programme
from ironstride.store.open import open_store

FIRST = date(2026, 11, 30)  # a Monday; PROFILE lifts on Tuesdays and Fridays
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)  # the first Tuesday


@cache
def programme(profile: Path) -> Programme:
    planned = plan_from_files(Files(profile=profile), start=FIRST)
    assert isinstance(planned, Programme)
    return planned


class Browser:
    """One athlete's pages at a moment that stands still until it is moved."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.store.settings")
        django.setup()
        from ironstride.web import clock, settings  # noqa: PLC0415 - Django is set up now

        told = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
        ours = {name: v for name, v in told.items() if name not in ("DATABASES", "INSTALLED_APPS")}
        stack.enter_context(override_settings(**ours))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("IRONSTRIDE_DATA", str(folder / "data"))
        patch.setenv("IRONSTRIDE_PROFILE", str(folder / "athlete.toml"))
        self.now: datetime = NOON
        patch.setattr(clock, "now", lambda: self.now)
        self.folder = folder
        self.client = Client(headers={"host": "localhost"})

    def get(self, address: str) -> Page:
        response = self.client.get(address, follow=True)
        return Page(response)

    def post(self, address: str, **fields: object) -> Page:
        return Page(self.client.post(address, fields, follow=True))

    def send(self, page: Page, action: str, **changed: object) -> Page:
        """Send a form of a page as it stands, but for what is changed."""
        form = next(form for form in page.forms if form["action"].endswith(action))
        return self.post(form["action"] or page.address, **{**form["fields"], **changed})

    @property
    def desk(self) -> Desk:
        return desk(open_store(self.folder / "data"), load(), self.folder / "athlete.toml")


def browser(folder: Path, *, plan: Path | None) -> Iterator[Browser]:
    """Open a browser; with a folder to plan in, the athlete has a profile and a programme."""
    with ExitStack() as stack:
        if plan is not None:
            profile = plan / "athlete.toml"
            profile.write_text(PROFILE)
            (folder / "athlete.toml").write_text(PROFILE)
            with open_store(folder / "data") as store:
                keep(programme(profile), store, at=NOON)
        yield Browser(folder, stack)


class Page(HTMLParser):
    """A page that was answered: its text, links, forms, and what a screen reader would miss."""

    VOID = frozenset({"input", "link", "meta", "img", "br", "source", "path", "rect"})

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.response, self.status = response, response.status_code
        self.address = response.request["PATH_INFO"]
        self.html = response.content.decode()
        self.links: list[str] = []
        self.forms: list[dict[str, Any]] = []
        self.hidden: set[str] = set()
        self._last = ""
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.labelled: set[str] = set()
        self.named: list[tuple[str, str | None]] = []
        self.faults: list[str] = []
        self.text = ""
        self._silent = self._kept = 0
        self.feed(self.html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._kept += tag == "template"
        if self._kept:
            return  # what waits for a script is on no page yet
        self.tags.append(tag)
        self.ids += [told["id"]] if "id" in told else []
        self._look(tag, told)
        if tag == "a":
            self.links.append(told["href"])
        elif tag == "form":
            self.forms.append({"action": told.get("action", ""), "fields": {}})
        elif tag in ("input", "select", "textarea") and self.forms and "name" in told:
            self._fill(told)
        elif tag == "option" and self.forms and "value" in told:
            fields = self.forms[-1]["fields"]
            if "selected" in told or not fields.get(self._last):
                fields[self._last] = told["value"]
        elif tag == "label":
            self.labelled.add(told.get("for", ""))
        if tag in ("style", "script", "title"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        self._kept -= tag == "template"
        self._silent -= not self._kept and tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._kept:
            self.text += data + " "

    def _fill(self, told: dict[str, str]) -> None:
        """Take a field as it would be sent: a box that is not ticked says nothing."""
        self._last = told["name"]
        if told.get("type") == "hidden":
            self.hidden.add(told["name"])
        if told.get("type") not in ("checkbox", "radio") or "checked" in told:
            self.forms[-1]["fields"][told["name"]] = told.get("value", "")

    def _look(self, tag: str, told: dict[str, str]) -> None:
        is_inline = tag == "style" or (tag == "script" and "src" not in told)
        if is_inline or "style" in told or any(n.startswith("on") for n in told):
            self.faults.append(f"something inline in <{tag}>")
        if tag == "img" and "alt" not in told:
            self.faults.append("a picture without words")
        loads = {name: told.get(name, "") for name in ("src", "srcset")}
        loads |= {"href": told.get("href", "")} if tag == "link" else {}
        self.faults += [f"{tag} loads {v}" for v in loads.values() if v and not v.startswith("/")]
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden":
            self.named.append((tag, told.get("id")))

    @property
    def misses(self) -> list[str]:
        """Say what is wrong with the page whatever it says."""
        found = list(self.faults)
        found += [f"{self.tags.count(tag)} x <{tag}>" for tag in ("h1", "main", "title")
                  if self.tags.count(tag) - (tag == "title" and self.tags.count("svg")) > 1
                  or tag not in self.tags]  # fmt: skip
        found += [f"id {id_} twice" for id_ in {*self.ids} if self.ids.count(id_) > 1]
        found += [f"<{tag}> {id_} without a label" for tag, id_ in self.named
                  if id_ not in self.labelled]  # fmt: skip
        return found
