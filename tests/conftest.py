"""Hypothesis for all tests: the same examples everywhere, and no deadline that a busy machine could miss."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
