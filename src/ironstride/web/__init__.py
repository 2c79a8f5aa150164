"""The web app: pages that a phone opens between sets, and that work without JavaScript."""
