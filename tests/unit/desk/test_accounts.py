"""Accounts and sessions of agents: who is let in, and when that ends."""

from __future__ import annotations

import runpy
import stat
from pathlib import Path

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from search_service.desk import accounts as accounts_module
from search_service.desk.accounts import Accounts, generated_password
from search_service.desk.journal import Journal
from search_service.desk.sessions import Session, Sessions
from search_service.errors import AccountRefused, DeskUnavailable

PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
OTHER = "correct horse battery"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "agents.json")
    made.add("小灯", PASSWORD)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, accounts: Accounts, clock: Clock) -> Sessions:
    journal = Journal(tmp_path / "journal.sqlite")
    return Sessions(
        tmp_path / "secret", accounts, journal, idle_minutes=30, shift_hours=12, now=clock
    )


def signed_in(accounts: Accounts, sessions: Sessions) -> tuple[Session, str]:
    account = accounts.active("小灯")
    assert account is not None
    session = sessions.begin(account)
    return session, sessions.cookie(session)


def test_only_the_right_name_and_password_are_let_in(accounts: Accounts) -> None:
    assert accounts.verified("小灯", PASSWORD) is not None
    assert accounts.verified("小灯", OTHER) is None
    assert accounts.verified("大灯", PASSWORD) is None


def test_the_file_holds_no_password_and_only_its_owner_reads_it(
    accounts: Accounts, tmp_path: Path
) -> None:
    file = tmp_path / "agents.json"

    assert [account.name for account in accounts.all()] == ["小灯"]
    assert PASSWORD not in file.read_text(encoding="utf-8")
    assert "$argon2id$" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_passwords_are_hashed_as_rfc_9106_says_for_little_memory() -> None:
    as_it_serves = runpy.run_path(accounts_module.__file__)["_hasher"]

    assert extract_parameters(as_it_serves.hash(PASSWORD)) == RFC_9106_LOW_MEMORY


def test_another_process_notices_a_change_at_once(accounts: Accounts, tmp_path: Path) -> None:
    service = Accounts(tmp_path / "agents.json")
    assert service.active("小灯") is not None

    accounts.disable("小灯")

    assert service.active("小灯") is None
    assert service.verified("小灯", PASSWORD) is None


def test_a_reset_lets_a_disabled_agent_in_again(accounts: Accounts) -> None:
    accounts.disable("小灯")
    accounts.reset("小灯", OTHER)

    assert accounts.verified("小灯", PASSWORD) is None
    assert accounts.verified("小灯", OTHER) is not None


@pytest.mark.parametrize("name", ["", "小 灯", "../灯", "a" * 33, "灯\n"])
def test_a_name_that_could_be_mistaken_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountRefused):
        accounts.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "short", "x" * 129])
def test_a_weak_or_endless_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountRefused, match="12 到 128"):
        accounts.reset("小灯", password)


def test_a_generated_password_is_good_enough(accounts: Accounts) -> None:
    first, second = generated_password(), generated_password()
    accounts.reset("小灯", first)

    assert first != second
    assert accounts.verified("小灯", first) is not None


def test_a_name_is_given_once(accounts: Accounts) -> None:
    with pytest.raises(AccountRefused, match="已经有"):
        accounts.add("小灯", PASSWORD)


def test_a_damaged_file_lets_nobody_in(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / "agents.json").write_text('{"agents": [', encoding="utf-8")

    with pytest.raises(DeskUnavailable):
        accounts.verified("小灯", PASSWORD)


def test_a_cookie_is_read_back(accounts: Accounts, sessions: Sessions) -> None:
    session, cookie = signed_in(accounts, sessions)

    assert sessions.read(cookie) == session


def test_a_tampered_or_forged_cookie_is_worth_nothing(
    accounts: Accounts, sessions: Sessions, tmp_path: Path
) -> None:
    _, cookie = signed_in(accounts, sessions)
    forger = Sessions(
        tmp_path / "other-secret",
        accounts,
        Journal(tmp_path / "other.sqlite"),
        idle_minutes=30,
        shift_hours=12,
    )
    forged = signed_in(accounts, forger)[1]
    changed = [
        f"{cookie[:n]}{'A' if cookie[n] != 'A' else 'B'}{cookie[n + 1 :]}" for n in range(40)
    ]

    assert all(sessions.read(bad) is None for bad in [forged, "", "a.b", cookie[:-2], *changed])


def test_idleness_ends_a_session_and_work_renews_it(
    accounts: Accounts, sessions: Sessions, clock: Clock
) -> None:
    session, cookie = signed_in(accounts, sessions)
    clock.now += 29 * 60
    renewed = sessions.renewed(session)
    assert renewed is not None
    clock.now += 29 * 60

    assert sessions.read(cookie) is None
    assert sessions.read(sessions.cookie(renewed)) is not None


def test_a_shift_ends_whatever_is_done(
    accounts: Accounts, sessions: Sessions, clock: Clock
) -> None:
    session, _ = signed_in(accounts, sessions)
    for _ in range(12 * 60 // 20):
        clock.now += 20 * 60
        renewed = sessions.renewed(session)
        assert renewed is not None
        session = renewed
    assert sessions.read(sessions.cookie(session)) is not None

    clock.now += 60

    assert sessions.read(sessions.cookie(session)) is None


def test_disabling_and_resetting_end_what_was_begun_before(
    accounts: Accounts, sessions: Sessions
) -> None:
    _, cookie = signed_in(accounts, sessions)
    accounts.reset("小灯", OTHER)
    assert sessions.read(cookie) is None

    _, cookie = signed_in(accounts, sessions)
    accounts.disable("小灯")
    assert sessions.read(cookie) is None


def test_signing_out_ends_every_copy_of_the_cookie(accounts: Accounts, sessions: Sessions) -> None:
    session, cookie = signed_in(accounts, sessions)
    _, elsewhere = signed_in(accounts, sessions)

    sessions.end(session)

    assert sessions.read(cookie) is None
    assert sessions.read(elsewhere) is not None


def test_the_key_is_made_once_and_only_its_owner_reads_it(
    accounts: Accounts, sessions: Sessions, tmp_path: Path
) -> None:
    _, cookie = signed_in(accounts, sessions)
    journal = Journal(tmp_path / "journal.sqlite")
    second = Sessions(tmp_path / "secret", accounts, journal, idle_minutes=30, shift_hours=12)

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    # The second process has a clock of its own, far later: only the signature is compared.
    assert second.read(cookie) is None
    second._now = sessions._now  # noqa: SLF001
    assert second.read(cookie) is not None


def test_a_name_is_the_same_in_other_letters(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "agents.json")
    accounts.add("Lamp.One", PASSWORD)
    accounts.disable("Lamp.One")

    assert all(accounts.is_disabled(name) for name in ("lamp.one", "LAMP.ONE", "ＬＡＭＰ.one"))  # noqa: RUF001
    with pytest.raises(AccountRefused, match=r"已经有 Lamp\.One"):
        accounts.add("LAMP.one", PASSWORD)


@pytest.mark.parametrize("password", ["aaaaaaaaaaaaaaa", "password1234", "123456789012"])
def test_a_password_that_is_easily_guessed_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountRefused, match="很容易被猜到"):
        accounts.reset("小灯", password)
