"""Which Host headers are answered: the names that were given, and nothing that contains one."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from search_service.web.hosts import TrustedHosts
from tests.problem_details import assert_problem
from tests.service_client import TestClient

NAMES = frozenset({"Help.Example.com", "127.0.0.1", "[::1]"})
CLIENT = TestClient(
    TrustedHosts(Starlette(routes=[Route("/", lambda _: PlainTextResponse("home"))]), NAMES)
)


@pytest.mark.parametrize("host", ["help.example.com", "HELP.EXAMPLE.COM:443", "127.0.0.1:8000"])
def test_a_name_that_was_given_is_answered_in_any_letters(host: str) -> None:
    assert CLIENT.get("/", headers={"Host": host}).text == "home"


def test_an_address_in_brackets_is_answered() -> None:
    assert CLIENT.get("/", headers={"Host": "[::1]:8000"}).text == "home"


ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)


@given(ASCII, ASCII)
@example("", "/evil.example")
@example("", "?evil.example")
@example("evil.example@", "")
@example("evil.example\\\\@", "")
@example("", ":80@evil.example")
@example("", ".")
def test_a_name_with_anything_around_it_is_another_one(before: str, behind: str) -> None:
    assume(before or not re.fullmatch(":[0-9]{0,5}|", behind))

    response = CLIENT.get("/", headers={"Host": f"{before}127.0.0.1{behind}"})

    assert_problem(response, HTTPStatus.BAD_REQUEST, "KB_ALLOWED_HOSTS")


def test_two_names_are_none() -> None:
    headers = [("Host", "127.0.0.1"), ("Host", "127.0.0.1")]

    assert_problem(CLIENT.get("/", headers=headers), HTTPStatus.BAD_REQUEST)
