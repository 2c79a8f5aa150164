"""The dose: sets, contacts and loads, week after week."""
