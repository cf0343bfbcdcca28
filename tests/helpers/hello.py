"""The least that a page can be, to be measured against."""

from flask import Flask

app = Flask("hello")


@app.route("/", methods=["GET", "POST"])
def hello() -> str:
    """Answer, and do nothing else."""
    return "hello"
