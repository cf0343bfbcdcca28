"""Wire everything together, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config
from webapp import cli, routes
from webapp.clock import Clock, DemoClock, SystemClock
from webapp.domain.access import OWN_PHONE
from webapp.models.base import db, prepare_engine
from webapp.models.encrypted import cipher
from webapp.push import message
from webapp.push.transport import transport_from
from webapp.push.trial import Trials
from webapp.push.vapid import public_key_of
from webapp.routes import (
    appointment_words,
    components,
    contacts_form,
    demo_bar,
    evidence_words,
    formats,
    house_words,
    language,
    line_words,
    listing_words,
    meeting_list_words,
    people_words,
    record_words,
    rules_words,
    schedule_words,
    settings_words,
    slip_words,
    template_words,
    uploads,
    words,
)
from webapp.routes.participant import find_meeting
from webapp.version import VERSION, static_release

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en",)
LARGEST_FORM = 64 * 1024


def create_app(config: Config, *, clock: Clock | None = None) -> Flask:
    """The application for this configuration. Tests bring a clock of their own."""
    static = ROOT / "static"
    release = static_release(static)
    app = Flask(
        "dayline",
        static_folder=str(static),
        static_url_path=f"/static/{release}",
        template_folder=str(ROOT / "templates"),
    )
    app.config.update(_flask_settings(config))
    # A clock of a test jumps about: that is no sign of anything.
    app.config["DAYLINE_NOTES_LIFE"] = clock is None
    app.config["DAYLINE_LANGUAGES"] = LANGUAGES
    app.extensions["dayline_clock"] = clock or _clock(config)
    app.extensions["dayline_cipher"] = cipher(config.data_key)
    app.extensions["dayline_transport"] = partial(transport_from, config)
    app.extensions["dayline_trials"] = Trials(config)
    app.extensions["dayline_reminder_text"] = message.reminder
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    config.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    config.var.chmod(0o700)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(ROOT / "webapp" / "models" / "migrations"))
    uploads.register(app)
    CSRFProtect(app)
    Htmx(app)
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(LANGUAGES) or "en")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["stylesheet_url"] = f"/style/{release}.css"
    language.register(app)
    formats.register(app)
    words.register(app)
    line_words.register(app)
    listing_words.register(app)
    find_meeting.register(app)
    house_words.register(app)
    record_words.register(app)
    settings_words.register(app)
    rules_words.register(app)
    template_words.register(app)
    schedule_words.register(app)
    appointment_words.register(app)
    people_words.register(app)
    evidence_words.register(app)
    meeting_list_words.register(app)
    slip_words.register(app)
    contacts_form.register(app)
    components.register(app)
    routes.register(app)
    if config.demo:
        demo_bar.register(app)
    cli.register(app, config)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    prefix = "__Host-" if config.is_https else ""
    return {
        "SECRET_KEY": config.secret_key,
        "SESSION_COOKIE_NAME": f"{prefix}dayline",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": OWN_PHONE.overall,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "WTF_CSRF_TIME_LIMIT": None,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(config.database_url),
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "webapp" / "translations"),
        "DAYLINE_PUBLIC_URL": config.public_url,
        "DAYLINE_SERVER_URL": config.server_url,
        "DAYLINE_VAPID_PUBLIC_KEY": public_key_of(config.vapid_private_key),
        "DAYLINE_EXTRA_PUSH_ORIGINS": config.extra_push_origins,
        "DAYLINE_DEMO": config.demo,
        "DAYLINE_VERSION": VERSION,
    }


def _engine_options(url: str) -> dict[str, object]:
    """Errors never print what was being stored; a locked SQLite is waited for, five seconds."""
    waiting = {"timeout": 5} if url.startswith("sqlite:") else {}
    return {"hide_parameters": True, "connect_args": waiting}


def _clock(config: Config) -> Clock:
    return DemoClock(config.var / "clock.json") if config.demo else SystemClock()
