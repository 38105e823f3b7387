"""What the log leaves out."""

from __future__ import annotations

import io
import logging
import secrets

import pytest

from config.logs import WithoutTokens


@pytest.fixture
def log():
    """A logger of its own with the filter, and what it wrote."""
    logger, written = logging.Logger("test"), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutTokens())
    logger.addHandler(handler)
    return logger, written


def test_a_personal_link_is_left_out_of_the_log(log):
    logger, written = log
    token = secrets.token_urlsafe(32)
    logger.error("%s: %s", "Service Unavailable", f"/r/{token}/")
    assert written.getvalue() == "Service Unavailable: /r/…/\n"


def test_other_addresses_stay_in_the_log(log):
    logger, written = log
    logger.error("%s: %s", "Service Unavailable", "/partnerships/westmere/rounds/5/")
    assert written.getvalue() == "Service Unavailable: /partnerships/westmere/rounds/5/\n"
