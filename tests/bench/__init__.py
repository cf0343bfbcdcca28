"""How fast Dayline is, each figure beside a named peer measured in the same run.

A benchmark never takes the place of a test: nothing here can pass or not.
"""
