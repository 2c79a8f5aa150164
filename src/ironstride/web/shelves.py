"""What an address names: a row of the catalogue, or a page that says what is near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.http import Http404

from ironstride.catalogue.find import NotInCatalogueError, find

Row = TypeVar("Row")


def named(shelf: Mapping[str, Row], name: str, *, noun: str, listing: str) -> Row:
    """Find a row by the name in an address.

    Raises:
        Http404: there is none; with the names that are near.
    """
    try:
        return find(shelf, name, noun=noun, listing=listing)
    except NotInCatalogueError as error:
        raise Http404(str(error)) from error
