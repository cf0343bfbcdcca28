"""The application as gunicorn and the `flask` command load it."""

import sys

from config import Config, ConfigError
from webapp.app import create_app

try:
    app = create_app(Config.from_env(without_keys=sys.argv[-2:] == ["keys", "create"]))
except ConfigError as error:
    sys.exit(f"Dayline cannot start. {error}")
