"""What was observed, kept on the owner's machine.

Django's models and migrations live here; they are set up when a store is opened and not before.
"""
