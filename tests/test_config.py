"""Configuration: typed, checked at start, and loud about what is missing."""

import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from config import DEMO_CONTACT, ROOT, Config, ConfigError, new_vapid_key
from tests.helpers.clock import FrozenClock
from webapp.app import create_app
from webapp.clock import DemoClock, SystemClock

DATA_KEY = Fernet.generate_key().decode()
GOOD = {
    "DAYLINE_SECRET_KEY": "s" * 48,
    "DAYLINE_DATA_KEY": DATA_KEY,
    "DAYLINE_VAPID_PRIVATE_KEY": new_vapid_key(),
    "DAYLINE_VAPID_CONTACT": "mailto:dayline@new-light.org",
    "DAYLINE_PUBLIC_URL": "https://day.example.org",
}
KEYS_HINT = "flask --app wsgi keys create"


def read(**changes):
    wanted = {**GOOD, **changes}
    return Config.from_env({name: value for name, value in wanted.items() if value is not None})


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_five_values_are_enough():
    config = read()
    assert config.database_url == f"sqlite:///{ROOT / 'var' / 'dayline.sqlite'}"
    assert (config.demo, config.trusted_proxies, config.is_https) == (False, 0, True)
    assert config.var == ROOT / "var"


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"DAYLINE_SECRET_KEY": None}, KEYS_HINT),
        ({"DAYLINE_SECRET_KEY": "  "}, KEYS_HINT),
        ({"DAYLINE_SECRET_KEY": "short"}, KEYS_HINT),
        ({"DAYLINE_DATA_KEY": None}, KEYS_HINT),
        ({"DAYLINE_DATA_KEY": "not a key"}, KEYS_HINT),
        ({"DAYLINE_DATA_KEY": f"{DATA_KEY},short"}, KEYS_HINT),
        ({"DAYLINE_SECRET_KEY": None, "DAYLINE_SECRET_KEY_FILE": "/nowhere"}, "cannot be read"),
        ({"DAYLINE_VAPID_PRIVATE_KEY": None}, KEYS_HINT),
        ({"DAYLINE_VAPID_PRIVATE_KEY": "not a key"}, KEYS_HINT),
        ({"DAYLINE_VAPID_PRIVATE_KEY": "A" * 43}, KEYS_HINT),
        ({"DAYLINE_VAPID_PRIVATE_KEY": "_" * 43}, KEYS_HINT),
        ({"DAYLINE_VAPID_PRIVATE_KEY": pem(ed25519.Ed25519PrivateKey.generate())}, KEYS_HINT),
        ({"DAYLINE_VAPID_PRIVATE_KEY": pem(ec.generate_private_key(ec.SECP384R1()))}, KEYS_HINT),
        ({"DAYLINE_VAPID_CONTACT": None}, "iPhones get no reminders"),
        ({"DAYLINE_VAPID_CONTACT": "sam@new-light.org"}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": "mailto:sam@localhost"}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": "mailto:sam@office.local"}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": "mailto:sam@example.org"}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": DEMO_CONTACT}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": "http://new-light.org"}, "like mailto:"),
        ({"DAYLINE_VAPID_CONTACT": "https://10.0.0.1/"}, "like mailto:"),
        ({"DAYLINE_EXTRA_PUSH_ORIGINS": "push.new-light.org"}, "exact origins"),
        ({"DAYLINE_EXTRA_PUSH_ORIGINS": "https://push.new-light.org/"}, "exact origins"),
        ({"DAYLINE_EXTRA_PUSH_ORIGINS": "https://a@push.new-light.org"}, "exact origins"),
        ({"DAYLINE_EXTRA_PUSH_ORIGINS": "http://127.0.0.1:8099"}, "only in the demo"),
        ({"DAYLINE_DEMO": "1", "DAYLINE_EXTRA_PUSH_ORIGINS": "http://10.0.0.1"}, "this machine"),
        ({"DAYLINE_PUBLIC_URL": None}, "like https://day.example.org"),
        ({"DAYLINE_PUBLIC_URL": "day.example.org"}, "like https://day.example.org"),
        ({"DAYLINE_PUBLIC_URL": "https://example.org/day"}, "like https://day.example.org"),
        ({"DAYLINE_PUBLIC_URL": "ftp://day.example.org"}, "like https://day.example.org"),
        ({"DAYLINE_PUBLIC_URL": "http://day.example.org"}, "must begin with https://"),
        ({"DAYLINE_SERVER_URL": "127.0.0.1:8000"}, "http://127.0.0.1:8000 on this machine"),
        ({"DAYLINE_SERVER_URL": "http://10.0.0.1:8000"}, "or https://"),
        ({"DAYLINE_SERVER_URL": "https://a@day.example.org"}, "an origin like"),
        ({"DAYLINE_SERVER_URL": "https://day.example.org/up"}, "an origin like"),
        ({"DAYLINE_DATABASE_URL": "mysql://x"}, "postgresql+psycopg://"),
        ({"DAYLINE_DATABASE_URL": "postgresql://x"}, "postgresql+psycopg://"),
        ({"DAYLINE_TRUSTED_PROXIES": "one"}, "whole number"),
        ({"DAYLINE_TRUSTED_PROXIES": "-1"}, "whole number"),
        ({"DAYLINE_DEMO": "yes"}, "Set it to 1 or leave it out"),
        ({"DAYLINE_DEMO": "1", "DAYLINE_DATABASE_URL": "postgresql+psycopg://x"}, "unset"),
    ],
)
def test_every_refusal_names_the_setting_and_what_to_do(changes, hint):
    with pytest.raises(ConfigError) as refused:
        read(**changes)
    assert hint in str(refused.value)
    assert "DAYLINE_" in str(refused.value)


@pytest.mark.parametrize("value", ["short", "!" * 31])
def test_a_refusal_never_repeats_a_secret(value):
    for name in ("DAYLINE_SECRET_KEY", "DAYLINE_DATA_KEY", "DAYLINE_VAPID_PRIVATE_KEY"):
        with pytest.raises(ConfigError) as refused:
            read(**{name: value})
        assert value not in str(refused.value)


@pytest.mark.parametrize(
    "name", ["DAYLINE_SECRET_KEY", "DAYLINE_DATA_KEY", "DAYLINE_VAPID_PRIVATE_KEY"]
)
def test_every_secret_can_come_from_a_file(tmp_path, name):
    (tmp_path / "kept").write_text(GOOD[name] + "\n")
    from_file = read(**{name: None, f"{name}_FILE": str(tmp_path / "kept")})
    assert from_file == read()


def test_a_file_with_a_bad_secret_is_refused_like_the_secret(tmp_path):
    (tmp_path / "kept").write_text("short\n")
    with pytest.raises(ConfigError, match="needs 32 or more"):
        read(DAYLINE_SECRET_KEY=None, DAYLINE_SECRET_KEY_FILE=str(tmp_path / "kept"))


def test_a_key_for_messages_may_be_a_pem_file():
    key = ec.generate_private_key(ec.SECP256R1())
    number = key.private_numbers().private_value
    config = read(DAYLINE_VAPID_PRIVATE_KEY=pem(key))
    assert config.vapid_private_key == urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("=")


@pytest.mark.parametrize("contact", ["mailto:a.b+c@new-light.org", "https://new-light.org/contact"])
def test_a_real_contact_is_taken_as_it_is(contact):
    assert read(DAYLINE_VAPID_CONTACT=contact).vapid_contact == contact


def test_further_push_services_are_exact_origins():
    given = "https://push.new-light.org, https://push.new-light.org:8443"
    wanted = frozenset({"https://push.new-light.org", "https://push.new-light.org:8443"})
    assert read(DAYLINE_EXTRA_PUSH_ORIGINS=given).extra_push_origins == wanted
    assert read().extra_push_origins == frozenset()


def test_the_demo_needs_no_contact_and_may_send_to_this_machine():
    demo = read(
        DAYLINE_DEMO="1",
        DAYLINE_VAPID_CONTACT=None,
        DAYLINE_EXTRA_PUSH_ORIGINS="http://127.0.0.1:8099,http://localhost:1",
    )
    assert demo.vapid_contact == DEMO_CONTACT
    assert demo.extra_push_origins == {"http://127.0.0.1:8099", "http://localhost:1"}


def test_data_keys_can_rotate():
    both = f"{Fernet.generate_key().decode()},{DATA_KEY}"
    assert read(DAYLINE_DATA_KEY=both).data_key == both


def test_postgresql_is_welcome_outside_the_demo():
    url = "postgresql+psycopg://dayline@localhost/dayline"
    assert read(DAYLINE_DATABASE_URL=url).database_url == url


def test_the_demo_keeps_to_its_own_folder_whatever_database_is_named():
    demo = read(DAYLINE_DEMO="1", DAYLINE_DATABASE_URL="sqlite:////elsewhere.sqlite")
    assert demo.var == ROOT / "var" / "demo"
    assert demo.database_url == f"sqlite:///{ROOT / 'var' / 'demo' / 'dayline.sqlite'}"


def test_the_demo_may_run_over_plain_http():
    demo = read(DAYLINE_DEMO="1", DAYLINE_PUBLIC_URL=None)
    assert (demo.public_url, demo.is_https) == ("http://localhost:8000", False)


def test_a_slash_at_the_end_of_the_address_is_forgiven():
    assert (
        read(DAYLINE_PUBLIC_URL="https://day.example.org/").public_url == GOOD["DAYLINE_PUBLIC_URL"]
    )


def test_the_worker_asks_on_this_machine_or_through_the_proxy():
    assert read().server_url == "http://127.0.0.1:8000"
    for given in ("http://localhost:9000", "http://[::1]:8000", "https://day.example.org"):
        assert read(DAYLINE_SERVER_URL=f"{given}/").server_url == given
    near = "http://192.168.1.5:8000"
    assert read(DAYLINE_DEMO="1", DAYLINE_SERVER_URL=near).server_url == near


@pytest.mark.parametrize("demo", [True, False])
def test_commands_and_clock_of_the_demo_are_there_only_in_the_demo(tmp_path, config, demo):
    app = create_app(replace(config, demo=demo, var=tmp_path))
    assert ("demo" in app.cli.commands) is demo
    assert type(app.extensions["dayline_clock"]) is (DemoClock if demo else SystemClock)


def test_an_application_for_tests_can_bring_its_own_clock(app):
    assert isinstance(app.extensions["dayline_clock"], FrozenClock)


def load_wsgi(*arguments):
    """Load wsgi.py as `flask` does for these arguments, with no DAYLINE_ setting at all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DAYLINE_")}
    code = f"import sys; sys.argv = {['flask', *arguments]!r}; import wsgi; print(wsgi.app.name)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)


def test_without_keys_only_the_command_that_makes_them_starts():
    assert load_wsgi("keys", "create").stdout == "dayline\n"
    refused = load_wsgi("db", "upgrade")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Dayline cannot start. DAYLINE_SECRET_KEY is not set.")
    assert "Traceback" not in refused.stderr
