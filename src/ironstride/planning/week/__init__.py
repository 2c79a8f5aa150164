"""The week: which exercises fill its sessions."""
