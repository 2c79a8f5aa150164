"""Accounts as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, invitations, who coaches whom, and their remarks."""

    name = "ironstride.accounts"
    label = "accounts"
