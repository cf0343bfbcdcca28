"""The configuration of an application that a test or a bench makes."""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet

from config import DEMO_CONTACT, Config, new_vapid_key


def config_of(database_url: str, folder: Path) -> Config:
    """As for a deployment of its own, with fresh keys, everything in that folder."""
    return Config(
        database_url=database_url,
        secret_key="s" * 48,
        data_key=Fernet.generate_key().decode(),
        vapid_private_key=new_vapid_key(),
        vapid_contact=DEMO_CONTACT,
        extra_push_origins=frozenset(),
        public_url="https://day.example.org",
        trusted_proxies=0,
        demo=False,
        var=folder,
    )
