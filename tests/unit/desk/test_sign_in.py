from __future__ import annotations

import asyncio
from collections import Counter
from http import HTTPStatus
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.desk.sign_in import FAILURES_A_NAME, PLACES, SignIn
from tests.event_loop import in_own_loop

PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
WRONG = "a guess that is wrong"
PER_MINUTE = 5


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite")


@pytest.fixture
def door(tmp_path: Path, journal: Journal) -> SignIn:
    accounts = Accounts(tmp_path / "agents.json")
    for name in ("小灯", "大灯"):
        accounts.add(name, PASSWORD)
    return SignIn(accounts, journal, PER_MINUTE)


async def knock(door: SignIn, client: str, name: str = "小灯", password: str = WRONG) -> int:
    try:
        await door.account(client, name, password)
    except HTTPException as caught:
        refusal = caught
    else:
        return int(HTTPStatus.OK)
    told_when = int((refusal.headers or {}).get("Retry-After", 0)) > 0
    assert told_when is (refusal.status_code != HTTPStatus.UNAUTHORIZED)
    return refusal.status_code


async def at_once(door: SignIn, clients: list[str], name: str, password: str) -> Counter[int]:
    return Counter(await asyncio.gather(*(knock(door, one, name, password) for one in clients)))


def test_guesses_for_one_name_at_the_same_moment_are_counted_like_guesses_in_turn(
    door: SignIn, journal: Journal
) -> None:
    answers = in_own_loop(at_once(door, [f"192.0.2.{n}" for n in range(40)], "小灯", WRONG))

    assert answers[HTTPStatus.UNAUTHORIZED] == FAILURES_A_NAME
    assert answers[HTTPStatus.OK] == 0
    assert len([one for one in journal.entries() if one.act == "login_failed"]) == FAILURES_A_NAME


def test_guesses_of_one_client_at_the_same_moment_are_counted_like_guesses_in_turn(
    door: SignIn,
) -> None:
    answers = in_own_loop(at_once(door, ["192.0.2.1"] * 20, "小灯", WRONG))

    assert answers == {HTTPStatus.UNAUTHORIZED: PER_MINUTE, HTTPStatus.TOO_MANY_REQUESTS: 15}


def test_addresses_of_one_ipv6_network_are_one_client(door: SignIn) -> None:
    clients = [f"2001:db8:1:2:{n:x}::1" for n in range(1, 10)]

    async def guess() -> list[int]:
        return [await knock(door, one) for one in [*clients, "2001:db8:1:3::1"]]

    answers = in_own_loop(guess())

    assert answers[:9] == [HTTPStatus.UNAUTHORIZED] * 5 + [HTTPStatus.TOO_MANY_REQUESTS] * 4
    assert answers[9] == HTTPStatus.UNAUTHORIZED


def test_right_passwords_use_up_nothing(door: SignIn) -> None:
    async def office() -> list[int]:
        together = await at_once(door, ["192.0.2.1"] * 12, "小灯", PASSWORD)
        return [*together.elements(), *[await knock(door, "192.0.2.1", "大灯", PASSWORD)] * 2]

    assert set(in_own_loop(office())) == {HTTPStatus.OK}


@pytest.mark.parametrize(("name", "password"), [("", ""), ("小灯", ""), ("", WRONG)])
def test_an_empty_field_is_no_guess(
    door: SignIn, journal: Journal, name: str, password: str
) -> None:
    answers = in_own_loop(at_once(door, ["192.0.2.1"] * 3 * PER_MINUTE, name, password))

    assert set(answers) == {HTTPStatus.UNAUTHORIZED}
    assert not journal.entries()
    assert in_own_loop(knock(door, "192.0.2.1", "小灯", PASSWORD)) == HTTPStatus.OK


def test_a_right_password_does_not_wash_wrong_ones_of_the_same_client_away(door: SignIn) -> None:
    async def mixed() -> list[int]:
        answers = []
        for _ in range(PER_MINUTE + 1):
            answers.append(await knock(door, "192.0.2.1", "大灯", PASSWORD))
            answers.append(await knock(door, "192.0.2.1", "小灯", WRONG))
        return answers

    answers = in_own_loop(mixed())

    assert answers.count(HTTPStatus.UNAUTHORIZED) == PER_MINUTE
    assert answers[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_more_than_there_are_places_for_are_asked_to_come_again(door: SignIn) -> None:
    clients = [f"192.0.2.{n}" for n in range(PLACES + 20)]

    answers = in_own_loop(at_once(door, clients, "小灯", PASSWORD))

    assert answers == {HTTPStatus.OK: PLACES, HTTPStatus.SERVICE_UNAVAILABLE: 20}
    assert in_own_loop(knock(door, "192.0.2.1", "小灯", PASSWORD)) == HTTPStatus.OK
