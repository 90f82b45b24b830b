import logging

import pytest

from app.breaker import Breaker
from tests.app.clock import Clock


def test_after_a_failure_one_tries_after_each_pause_until_it_works(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    it = Breaker("the thing cannot be read", 5.0, clock)
    with caplog.at_level(logging.WARNING):
        assert [it.may_try(), it.may_try()] == [True, True]
        it.failed(OSError("gone"))
        assert not it.may_try()
        clock.now = 5.0
        assert [it.may_try(), it.may_try()] == [True, False]
        it.failed(OSError("still gone"))
        clock.now = 9.9
        assert not it.may_try()
        clock.now = 10.0
        assert it.may_try()
        it.worked()
        assert [it.may_try(), it.may_try()] == [True, True]
        it.worked()
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "the thing cannot be read: gone" in caplog.text
    assert "works again" in caplog.text


def test_without_a_pause_everyone_tries() -> None:
    it = Breaker("it")
    it.failed(OSError())
    assert it.broken
    assert [it.may_try(), it.may_try()] == [True, True]
