"""Columns that are unreadable in a copy of the database file."""

from __future__ import annotations

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator


def cipher(keys: str) -> MultiFernet:
    """The cipher of these comma-separated Fernet keys; the first encrypts, all decrypt.

    Raises `ValueError` for a key that is not 32 url-safe base64 bytes.
    """
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",") if key.strip()])


def _cipher() -> MultiFernet:
    ours: MultiFernet = current_app.extensions["dayline_cipher"]
    return ours


def opened(value: bytes) -> bytes:
    """What such a column really holds. Raises `InvalidToken` if no data key fits."""
    return _cipher().decrypt(bytes(value))


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes encrypted with the deployment's data keys (MultiFernet, so keys can rotate)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _cipher().encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else opened(value)


class EncryptedText(TypeDecorator[str]):
    """Text, encrypted in the same way."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _cipher().encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else opened(value).decode()
