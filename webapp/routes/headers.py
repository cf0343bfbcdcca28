"""What every answer says to the browser about itself."""

from __future__ import annotations

from flask import Flask, Response, abort, current_app, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NEAR = ALWAYS["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)")
ASKS_WHERE = frozenset(
    {"meetings.new", "meetings.log", "meetings.search", "waiting.meeting", "find_meeting.show"}
)
"""The pages that sort meetings by how far they are, on the phone itself and on a tap."""
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def register(app: Flask) -> None:
    """Refuse forms of other sites before a view runs; add the headers after."""
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_nul)
    app.after_request(_add)


def _refuse_other_sites() -> None:
    """A second lock beside the form token: browsers say which site a form was on."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method in CHANGING and site not in ("same-origin", "none"):
        abort(400)


def _refuse_nul() -> None:
    """No form or link of ours sends a NUL, and PostgreSQL cannot keep one."""
    sent = [request.path, *request.args.values(), *request.form.values()]
    if any("\0" in each for each in sent):
        abort(400)


def _add(response: Response) -> Response:
    if request.endpoint in ASKS_WHERE:
        response.headers["Permissions-Policy"] = NEAR
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
