"""Configuration from the environment: typed, checked at start, loud when something is missing.

Every secret can be given as itself or as a path in `<NAME>_FILE`. No secret has a default.
"""

from __future__ import annotations

import os
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

ROOT = Path(__file__).resolve().parent
SHORTEST_SECRET = 32
DATABASES = ("sqlite:///", "postgresql+psycopg://")
ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
CONTACT = re.compile(
    r"(?:mailto:[^\s@<>,:/]+@|https://)((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.I
)
NOBODY = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|invalid|test|example(?:\.(?:com|org|net))?)", re.I
)
"""Where nobody can be written to. Apple refuses every message that names such a contact."""
DEMO_CONTACT = "mailto:demo@dayline.invalid"
ORIGIN = re.compile(r"(https?)://([a-z0-9.-]+|\[::1\])(?::[1-9][0-9]{0,4})?")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
SERVER_URL = "http://127.0.0.1:8000"
"""Where `./run serve` answers unless it is told another port."""


class ConfigError(RuntimeError):
    """Dayline cannot start like this; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Config:
    """All that a deployment decides. `var` holds everything that the program writes.

    `vapid_private_key` is 32 bytes in base64url; `vapid_contact` is whom a push service writes
    to if our messages trouble it. `extra_push_origins` are exact, beside the known services.
    At `server_url` the worker asks whether the web server is there.
    """

    database_url: str
    secret_key: str
    data_key: str
    vapid_private_key: str
    vapid_contact: str
    extra_push_origins: frozenset[str]
    public_url: str
    trusted_proxies: int
    demo: bool
    var: Path
    server_url: str = SERVER_URL

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] = os.environ, *, without_keys: bool = False
    ) -> Config:
        """Read and check the environment. Raises `ConfigError` with a hint.

        `without_keys` is for the one command that runs before there are keys
        (`keys create`): it gets keys that nothing else will ever know.
        """
        demo = _flag(environ, "DAYLINE_DEMO")
        var = ROOT / "var" / "demo" if demo else ROOT / "var"
        if without_keys:
            secret = secrets.token_urlsafe(48)
            data = urlsafe_b64encode(secrets.token_bytes(32)).decode()
            vapid = new_vapid_key()
        else:
            secret = _secret(environ, "DAYLINE_SECRET_KEY", var)
            data = _secret(environ, "DAYLINE_DATA_KEY", var)
            _check_secret_key(secret)
            _check_data_key(data)
            vapid = _vapid_key(_secret(environ, "DAYLINE_VAPID_PRIVATE_KEY", var))
        return cls(
            database_url=_database_url(environ, var, demo),
            secret_key=secret,
            data_key=data,
            vapid_private_key=vapid,
            vapid_contact=_vapid_contact(environ, demo or without_keys),
            extra_push_origins=_extra_push_origins(environ, demo),
            public_url=_public_url(environ, demo or without_keys),
            trusted_proxies=_whole_number(environ, "DAYLINE_TRUSTED_PROXIES", 0),
            demo=demo,
            var=var,
            server_url=_server_url(environ, demo),
        )


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        raise ConfigError(f"{name} is {value!r}. Set it to 1 or leave it out.")
    return value == "1"


def _secret(environ: Mapping[str, str], name: str, var: Path) -> str:
    if value := environ.get(name, "").strip():
        return value
    path = environ.get(f"{name}_FILE", "").strip()
    if not path:
        raise ConfigError(
            f"{name} is not set. Run `.venv/bin/flask --app wsgi keys create` once, then set "
            f"{name}_FILE to the file it names (or {name} to the key itself)."
        )
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}_FILE is {path!r}, which cannot be read: {error}") from error


def _check_secret_key(key: str) -> None:
    if len(key) < SHORTEST_SECRET:
        raise ConfigError(
            f"DAYLINE_SECRET_KEY has {len(key)} characters; it needs {SHORTEST_SECRET} or more. "
            "Run `.venv/bin/flask --app wsgi keys create` to make one."
        )


def _check_data_key(keys: str) -> None:
    for key in keys.split(","):
        try:
            length = len(urlsafe_b64decode(key.strip()))
        except ValueError:
            length = 0
        if length != 32:
            raise ConfigError(
                "DAYLINE_DATA_KEY is not a list of Fernet keys (32 bytes in url-safe base64, "
                "separated by commas). Run `.venv/bin/flask --app wsgi keys create` to make one."
            )


def new_vapid_key() -> str:
    """A fresh key to sign messages to phones with: 32 bytes in base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def _vapid_key(given: str) -> str:
    """The key as 32 bytes in base64url, from that or from a PEM file."""
    try:
        if given.startswith("-----BEGIN"):
            read = load_pem_private_key(given.encode(), password=None)
            number = 0
            if isinstance(read, ec.EllipticCurvePrivateKey) and read.key_size == 256:
                number = read.private_numbers().private_value
        else:
            raw = urlsafe_b64decode(given + "=" * (-len(given) % 4))
            number = int.from_bytes(raw) if len(raw) == 32 else 0
    except (TypeError, ValueError, UnsupportedAlgorithm):
        number = 0
    if not 0 < number < ORDER_OF_P256:
        raise ConfigError(
            "DAYLINE_VAPID_PRIVATE_KEY is no private key of the curve P-256 (32 bytes in url-safe "
            "base64, or PEM). Run `.venv/bin/flask --app wsgi keys create` to make one."
        )
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def _vapid_contact(environ: Mapping[str, str], anybody: bool) -> str:
    contact = environ.get("DAYLINE_VAPID_CONTACT", "").strip()
    if not contact and anybody:
        return DEMO_CONTACT
    read = CONTACT.fullmatch(contact)
    if read is None or (NOBODY.fullmatch(read[1]) and not anybody):
        raise ConfigError(
            "DAYLINE_VAPID_CONTACT is whom a push service writes to when something is wrong, like "
            "mailto:you@your-program.org or https://your-program.org/contact, with a real "
            f"domain; it is {contact!r}. Without it, iPhones get no reminders."
        )
    return contact


def _extra_push_origins(environ: Mapping[str, str], demo: bool) -> frozenset[str]:
    given = environ.get("DAYLINE_EXTRA_PUSH_ORIGINS", "")
    origins = frozenset(each.strip() for each in given.split(",") if each.strip())
    for origin in origins:
        read = ORIGIN.fullmatch(origin)
        if read is None or (read[1] == "http" and not (demo and read[2] in LOOPBACK)):
            raise ConfigError(
                f"DAYLINE_EXTRA_PUSH_ORIGINS names {origin!r}. It holds exact origins like "
                "https://push.your-program.org, comma separated; http only for this machine "
                "and only in the demo."
            )
    return origins


def _database_url(environ: Mapping[str, str], var: Path, demo: bool) -> str:
    given = environ.get("DAYLINE_DATABASE_URL", "").strip()
    if demo and given and not given.startswith("sqlite:"):
        raise ConfigError("The demo keeps to SQLite under var/demo; unset DAYLINE_DATABASE_URL.")
    url = given if given and not demo else f"sqlite:///{var / 'dayline.sqlite'}"
    if not url.startswith(DATABASES):
        raise ConfigError(
            "DAYLINE_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://"
        )
    return url


def _public_url(environ: Mapping[str, str], plain_http: bool) -> str:
    url = environ.get("DAYLINE_PUBLIC_URL", "").strip().rstrip("/")
    if not url and plain_http:
        return "http://localhost:8000"
    try:
        parts = urlsplit(url)
        is_fit = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_fit, parts = False, urlsplit("")
    extra = parts.path or parts.query or parts.fragment or parts.username
    if not is_fit or extra or parts.scheme not in ("http", "https"):
        raise ConfigError(
            "DAYLINE_PUBLIC_URL is the address that phones use, like https://day.example.org; "
            f"it is {url!r}."
        )
    if parts.scheme == "http" and not plain_http:
        raise ConfigError(
            "DAYLINE_PUBLIC_URL must begin with https:// (sign-in cookies and installing on a "
            "phone need it). Put a proxy with a certificate in front; see docs/operations.md."
        )
    return url


def _server_url(environ: Mapping[str, str], demo: bool) -> str:
    url = environ.get("DAYLINE_SERVER_URL", "").strip().rstrip("/") or SERVER_URL
    read = ORIGIN.fullmatch(url)
    if read is None or (read[1] == "http" and not (demo or read[2] in LOOPBACK)):
        raise ConfigError(
            "DAYLINE_SERVER_URL is where the worker asks whether the web server is there: an "
            "origin like http://127.0.0.1:8000 on this machine, or https://day.example.org; it is "
            f"{url!r}."
        )
    return url


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ConfigError(f"{name} is {value!r}. Set it to a whole number.")
    return int(value)
