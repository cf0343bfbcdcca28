"""Dayline: the day of a participant, from wake-up to lights out.

A docstring only, so that `import webapp.domain` loads no Flask.
"""
