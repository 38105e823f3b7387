"""Secrets that an address carries: 32 random bytes, of which only the digest is stored."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A secret of 32 random bytes, fit for an address; it is stored nowhere."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
