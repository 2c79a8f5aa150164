"""Receiving files: straight to the disk, on one page only, and no more than is sensible."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST_B: Final = 4_000_000_000  # an export of ten years with its photographs
MOST_ELSEWHERE_B: Final = 100_000  # no other page takes files


class TooBigError(RequestDataTooBig):
    """What was sent is larger than is taken."""


class ToDisk(TemporaryFileUploadHandler):
    """Writes each file to the disk as it comes; none is ever held in memory."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - likewise
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Look at the size before anything is read."""
        del input_data, META, boundary, encoding
        page = None if self.request is None else self.request.resolver_match
        takes_files = page is not None and page.url_name == "begin-files"
        if content_length > (MOST_B if takes_files else MOST_ELSEWHERE_B):
            raise TooBigError(
                f"{content_length / 1e9:,.1f} GB are more than is taken in one go, "
                f"{MOST_B / 1e9:g} GB. Send it in parts."
            )
