"""What is asked of a newcomer besides the address and the password.

It stands alone, as allauth reads it while its own forms are being made.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest


class InvitedForm(forms.Form):
    """The newcomer's name."""

    name = forms.CharField(
        max_length=80,
        label="Your name",
        help_text="As your coach or your athletes know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Take nothing more: the adapter has kept the name."""
