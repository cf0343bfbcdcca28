"""The rules are pure, so their tests need no application: only a quick, repeatable hypothesis."""

from __future__ import annotations

from hypothesis import settings

# Derandomized and without a database: a run is the same on every machine, and a red one stays red.
settings.register_profile("domain", derandomize=True, database=None, max_examples=60, deadline=None)
settings.load_profile("domain")
