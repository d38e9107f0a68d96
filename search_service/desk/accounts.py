"""Who may use the agent desk: names and hashed passwords in one file that `kb agent` writes.

The service only reads the file, and notices a change with the next request.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import BaseModel, ConfigDict, ValidationError

from search_service.desk.weak_passwords import weakness
from search_service.errors import AccountRefused, DeskUnavailable
from search_service.records.private_files import private_file

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 128
_NAME = re.compile(r"[\w][\w.@-]{0,31}")
_GENERATED_BYTES = 12
_hasher = PasswordHasher()  # the parameters of RFC 9106 for little memory


class Account(BaseModel):
    """One agent.

    Attributes:
        password: An argon2 hash.
        stamp: Changes with every reset; a session that carries another one has ended.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    password: str
    stamp: str
    disabled: bool = False


class _AccountsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    agents: tuple[Account, ...]


class Accounts:
    """The file of agents."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._accounts: Mapping[str, Account] = {}

    def all(self) -> tuple[Account, ...]:
        """Every agent by name.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        return tuple(sorted(self._read().values(), key=lambda account: account.name))

    def active(self, name: str) -> Account | None:
        """The agent of this name who may sign in.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        account = self._read().get(name)
        return None if account is None or account.disabled else account

    def is_disabled(self, name: str) -> bool:
        """Whether the agent of this name, whoever vouches for him, must stay out.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        compared = _compared(name)
        return any(
            account.disabled
            for account in self._read().values()
            if _compared(account.name) == compared
        )

    def require(self, name: str) -> None:
        """Make sure that there is such an agent.

        Raises:
            AccountRefused: There is none.
            DeskUnavailable: The file cannot be read.
        """
        self._require(self._read(), name)

    def verified(self, name: str, password: str) -> Account | None:
        """The agent, when name and password are right; takes as long when they are not.

        Raises:
            DeskUnavailable: The file cannot be read.
        """
        account = self.active(name)
        try:
            _hasher.verify(account.password if account else _nobodys_hash(), password)
        except (VerificationError, InvalidHashError):
            return None
        return account

    def add(self, name: str, password: str) -> None:
        """A new agent.

        Raises:
            AccountRefused: Name or password will not do, or the name is taken.
            DeskUnavailable: The file cannot be written.
        """
        self.add_all({name: password})

    def add_all(self, passwords: Mapping[str, str]) -> None:
        """New agents, all of them or none; `passwords` are by their names.

        Raises:
            AccountRefused: A name or password will not do, or a name is taken or stands twice.
            DeskUnavailable: The file cannot be written.
        """
        with self._changing() as accounts:
            for name, password in passwords.items():
                accounts[name] = self._new(accounts, name, password)

    def reset(self, name: str, password: str) -> None:
        """A new password; whoever is signed in under this name has to sign in again.

        Raises:
            AccountRefused: There is no such agent, or the password will not do.
            DeskUnavailable: The file cannot be written.
        """
        with self._changing() as accounts:
            self._require(accounts, name)
            accounts[name] = Account(
                name=name, password=_hashed(password, name), stamp=_new_stamp()
            )

    def disable(self, name: str) -> None:
        """The agent may not sign in any more, and is signed out; `reset` undoes it.

        Raises:
            AccountRefused: There is no such agent.
            DeskUnavailable: The file cannot be written.
        """
        with self._changing() as accounts:
            account = self._require(accounts, name)
            changed = {"disabled": True, "stamp": _new_stamp()}
            accounts[name] = account.model_copy(update=changed)

    @staticmethod
    def _new(accounts: Mapping[str, Account], name: str, password: str) -> Account:
        if not _NAME.fullmatch(name):
            raise AccountRefused(f"「{name}」：名字只能用文字、数字和 . _ - @，1 到 32 个字。")
        taken = next((one for one in accounts if _compared(one) == _compared(name)), None)
        if taken is not None:
            raise AccountRefused(f"已经有 {taken} 了。忘了密码请用 kb agent reset {taken}。")
        return Account(name=name, password=_hashed(password, name), stamp=_new_stamp())

    @staticmethod
    def _require(accounts: Mapping[str, Account], name: str) -> Account:
        if name not in accounts:
            raise AccountRefused(f"没有叫 {name} 的坐席。kb agent list 列出所有坐席。")
        return accounts[name]

    def _read(self) -> Mapping[str, Account]:
        try:
            found = self._file.stat()
            seen = (found.st_mtime_ns, found.st_ino, found.st_size)
            if seen != self._seen:
                accounts = _AccountsFile.model_validate_json(self._file.read_bytes()).agents
                self._accounts = {account.name: account for account in accounts}
                self._seen = seen
        except FileNotFoundError:
            self._accounts, self._seen = {}, None
        except (OSError, ValidationError) as error:
            # Nobody is let in on the strength of a file that cannot be read.
            raise DeskUnavailable(f"坐席账号读不出来，请检查文件 {self._file.name}。") from error
        return self._accounts

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Account]]:
        """The agents to change, by name; written when the block ends well. One at a time."""
        try:
            lock_file = self._file.with_suffix(".lock")
            private_file(lock_file)
            with lock_file.open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                accounts = dict(self._read())
                yield accounts
                content = _AccountsFile(agents=tuple(accounts.values()))
                write_secret(self._file, content.model_dump_json(indent=1).encode())
        except OSError as error:
            raise DeskUnavailable(f"坐席账号写不进去，请检查文件 {self._file.name}。") from error


def write_secret(file: Path, content: bytes) -> None:
    """Replace a file at once by one that only its owner can read."""
    new = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        new.rename(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def generated_password() -> str:
    """A password nobody has to think of."""
    return secrets.token_urlsafe(_GENERATED_BYTES)


def _hashed(password: str, name: str) -> str:
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise AccountRefused(f"密码要有 {LEAST_CHARACTERS} 到 {MOST_CHARACTERS} 个字符。")
    if why := weakness(password, name):
        raise AccountRefused(f"这个密码{why}，很容易被猜到。请换一个，或让 kb agent 生成一个。")
    return _hasher.hash(password)


def _compared(name: str) -> str:
    """A name as a sign-on proxy may write it: its letters differ from ours in case or width."""
    return unicodedata.normalize("NFKC", name).casefold()


def _new_stamp() -> str:
    return secrets.token_hex(8)


@cache
def _nobodys_hash() -> str:
    """What a password is compared with when nobody has the name."""
    return _hasher.hash(secrets.token_urlsafe())
