"""Everything that can be set from outside, read once, at the edge."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, collapse_addresses
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, IPvAnyNetwork, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from search_service.errors import SettingsInvalid

_PREFIX = "KB_"
# Read by the tests and the preview's own child process, not by the service.
_OTHERS = frozenset({"KB_CHROMIUM", "KB_PREVIEW"})
# A page that is not encrypted itself may be changed on its way, and what it holds watched.
# Of this machine itself nobody else can: there the example of a CRM is tried.
_ORIGIN = r"^(?:https://[a-z0-9.-]+|http://(?:localhost|127\.0\.0\.1))(?::\d{1,5})?$"
# The largest private network is 10.0.0.0/8; of others whole providers have a /16 and a /32.
_WIDEST_PREFIX = 8
_WIDEST_PUBLIC = {4: 16, 6: 32}
# IPv6 in which all of IPv4 stands (mapped, translated, NAT64, Teredo, 6to4), and behind which bit.
_IPV4_WITHIN = [(IPv6Network(f"{one}/96"), 96) for one in ("::", "::ffff:0:0", "::ffff:0:0:0")]
_IPV4_WITHIN += [(IPv6Network("64:ff9b::/96"), 96), (IPv6Network("64:ff9b:1::/48"), 96)]
_IPV4_WITHIN += [(IPv6Network("2001::/32"), 96), (IPv6Network("2002::/16"), 16)]
# What clients send by themselves: any of them could name itself an agent.
_CLIENT_HEADER = re.compile(
    r"(?:accept|content|sec)\b.*|authorization|cookie|host|origin|referer|user-agent"
    r"|x-forwarded-(?:for|host|proto)|x-real-ip",
    re.IGNORECASE,
)
# A brand's folder lies beside that of the project's own brand.
_OWN_BRAND = "own"
_HOST = r"^(?:[A-Za-z0-9._-]+|\[?[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\]?)$"
_SITE = r"^https?://[^\s?#@\"'<>\\/]+/(?:[^\s?#\"'<>\\]*/)?$"


EngineName = Literal["arrays", "whoosh", "opensearch"]


class Settings(BaseSettings):
    """Environment variables with the prefix `KB_`; see docs/operations.md.

    Attributes:
        project_dir: Folder that holds `mkdocs.yml` and `content/`.
        brand: Folder below `brands/` of another brand; None: that of `content/data/brand.yml`.
        state_dir: Where the releases and caches live (relative to the project).
        host: Address the server listens on.
        port: Port the server listens on.
        allowed_hosts: Values of the Host header that are answered.
        workers: Processes of `kb serve --production`; 0: one a core.
        requests_at_once: How many requests one process works on at once; others hear 503.
        request_log: Whether every request has a line in the log, without what was asked.
        reload_seconds: How often a running service looks for a new generation.
        feedback_per_minute: How often one client may send feedback.
        engine: What finds passages: our arrays, Whoosh's own matchers over them, or a cluster.
        opensearch_url: Addresses of the cluster's nodes, commas between them.
        opensearch_ca_file: Certificates that the nodes' own are checked with.
        query_log: Whether visits are counted for `kb report` and `kb learn`.
        query_log_days: How long the counts are kept.
        query_log_least_count: How many visits must have asked a text before it is shown.
        query_log_url: Of a PostgreSQL database that holds the counts; a file in the state without.
        site_url: Address at which readers find the site, with a slash at its end.
        agent_idle_minutes: An agent who does nothing for so long has to sign in again.
        agent_shift_hours: An agent has to sign in again after so long in any case.
        agent_logins_per_minute: How often one client may try to sign in.
        agent_journal_days: How long `kb tidy` leaves who signed in and who read what.
        agent_cookie_secure: Whether the session cookie travels over https only.
        agent_frame_hosts: Origins whose pages may hold the agent desk in a frame; none by default.
        embed_origins: Origins whose pages may hold `/embed/` in a frame; none: it is not there.
        sso_header: Header in which a trusted proxy names the agent it has signed in.
        sso_proxies: Addresses of the proxies that are trusted; none by default.
    """

    model_config = SettingsConfigDict(env_prefix="KB_", frozen=True, extra="forbid")

    project_dir: Path = Path()
    brand: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] | None = None
    state_dir: Path = Path(".kb")
    host: Annotated[str, Field(pattern=r"^[^\s/]+$")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    allowed_hosts: Annotated[
        tuple[Annotated[str, Field(pattern=_HOST)], ...], Field(min_length=1)
    ] = ("127.0.0.1", "localhost", "[::1]")
    workers: Annotated[int, Field(ge=0, le=64)] = 0
    requests_at_once: Annotated[int, Field(ge=1, le=1000)] = 32
    request_log: bool = True
    reload_seconds: Annotated[float, Field(gt=0, le=86_400)] = 1.0
    feedback_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 10
    engine: EngineName = "arrays"
    opensearch_url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] = "http://127.0.0.1:9200"
    opensearch_ca_file: Path | None = None
    query_log: bool = False
    query_log_days: Annotated[int, Field(ge=1, le=365)] = 90
    query_log_least_count: Annotated[int, Field(ge=2, le=1_000_000)] = 5
    query_log_url: Annotated[str, Field(pattern=r"^postgresql(\+psycopg)?://")] | None = None
    site_url: Annotated[str, Field(pattern=_SITE)] = "http://127.0.0.1:8000/"
    agent_idle_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    agent_shift_hours: Annotated[int, Field(ge=1, le=168)] = 12
    agent_logins_per_minute: Annotated[int, Field(ge=1, le=10_000)] = 5
    agent_journal_days: Annotated[int, Field(ge=1, le=3650)] = 180
    agent_cookie_secure: bool = False
    agent_frame_hosts: tuple[Annotated[str, Field(pattern=_ORIGIN)], ...] = ()
    embed_origins: tuple[Annotated[str, Field(pattern=_ORIGIN)], ...] = ()
    sso_header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")] = "X-Auth-Request-User"
    sso_proxies: tuple[IPvAnyNetwork, ...] = ()

    @model_validator(mode="after")
    def _sound_together(self) -> Self:
        _require_narrow(self.sso_proxies)
        if _CLIENT_HEADER.fullmatch(self.sso_header):
            raise SettingsInvalid(
                f"设置有误：KB_SSO_HEADER 不能是 {self.sso_header}，谁都能自己发送它，冒充坐席。"
            )
        if self.brand == _OWN_BRAND:
            raise SettingsInvalid("设置有误：KB_BRAND 不能是 own，这个名字留给项目自己的品牌。")
        _require_apart(self.state_folder, self.project_dir)
        return self

    @property
    def brand_folder(self) -> Path:
        """Holds the project that is built for a brand which articles are not written for."""
        return self.state_folder / "brands" / (self.brand or _OWN_BRAND)

    def for_brand(self) -> Settings:
        """The settings with which a brand is built and served.

        Of another brand also what is remembered (releases, agents, feedback) lies apart.
        """
        project = self.brand_folder / "project"
        if self.brand is None and not project.is_dir():
            return self
        state = self.brand_folder / "state" if self.brand else self.state_folder
        where = {"project_dir": project, "state_dir": state.resolve(), "brand": None}
        return self.model_copy(update=where)

    @property
    def content_folder(self) -> Path:
        """What writers edit."""
        return self.project_dir / "content"

    @property
    def state_folder(self) -> Path:
        """`state_dir` below the project, unless absolute."""
        return self.project_dir / self.state_dir

    @property
    def releases_folder(self) -> Path:
        """Root of the releases; `current` in it is the one in service."""
        return self.state_folder / "releases"

    @property
    def preview_folder(self) -> Path:
        """Root of the releases of `kb serve`, which are never put into service."""
        return self.state_folder / "preview"

    @property
    def agents_file(self) -> Path:
        """Who may use the agent desk."""
        return self.state_folder / "agents.json"

    @property
    def agent_secret_file(self) -> Path:
        """Signs the sessions of agents."""
        return self.state_folder / "agent-secret"

    @property
    def agent_journal_file(self) -> Path:
        """The SQLite file of who signed in and who read what."""
        return self.state_folder / "agent-journal.sqlite"

    @property
    def incident_file(self) -> Path:
        """The incident that both sites announce, if there is one."""
        return self.state_folder / "incident.json"

    @property
    def metrics_file(self) -> Path:
        """Begins the name of the file in which worker processes count together."""
        return self.state_folder / "metrics"

    @property
    def feedback_file(self) -> Path:
        """The SQLite file of what readers said."""
        return self.state_folder / "feedback.sqlite"

    @property
    def query_log_file(self) -> Path:
        """The SQLite file of counted visits; beside it lies the key of the month."""
        return self.state_folder / "queries.sqlite"


# What a value is not, by the name that pydantic has for it.
_KINDS = {
    "int_parsing": "要写整数",
    "float_parsing": "要写数字",
    "bool_parsing": "要写 true 或 false",
    "string_too_short": "不能是空的",
    "string_pattern_mismatch": "里面有不能用的字符",
    "too_short": "不能是空的",
}


def read_settings(**given: Any) -> Settings:  # noqa: ANN401 - whatever the fields take
    """The settings of this process; `given` goes before the environment.

    Raises:
        SettingsInvalid: A variable is unknown, unreadable or out of range; the message names it.
    """
    _require_known_names(os.environ, Settings.model_fields)
    try:
        return Settings(**given)
    except SettingsError as error:  # JSON that is none
        field = re.search(r'field "(\w+)"', str(error))
        names = _PREFIX + field[1].upper() if field else _PREFIX
        given_as = os.environ.get(names, "").strip("[]\"' ") or "127.0.0.1"
        advice = f"列表要写成 JSON，例如 {names}='[\"{given_as}\"]'"
        raise SettingsInvalid(f"设置有误：{names}。{advice}，见 docs/operations.md。") from error
    except ValidationError as error:
        found = dict.fromkeys(map(_said, error.errors()))
        raise SettingsInvalid(
            f"设置有误：{'、'.join(found)}。请检查这些环境变量的值，见 docs/operations.md。"
        ) from error


def _said(one: ErrorDetails) -> str:
    """A setting, and what it has to be."""
    name, context = f"{_PREFIX}{one['loc'][0]!s}".upper(), one.get("ctx", {})
    bounds = {"greater_than_equal": ("ge", "最小"), "less_than_equal": ("le", "最大")}
    if one["type"] in bounds:
        key, word = bounds[one["type"]]
        return f"{name}（{word}是 {context[key]}）"
    if one["type"] == "greater_than":
        return f"{name}（要大于 {context['gt']}）"
    if one["type"] == "literal_error":
        return f"{name}（只能是 {str(context['expected']).replace(' or ', ' 或 ')}）"
    return f"{name}（{_KINDS[one['type']]}）" if one["type"] in _KINDS else name


def _require_known_names(environment: Mapping[str, str], fields: Iterable[str]) -> None:
    """Refuse variables that look like settings and are none.

    Raises:
        SettingsInvalid: With the name, and the nearest one that there is.
    """
    known = {_PREFIX + field.upper() for field in fields}
    for name in sorted(environment):
        if not name.upper().startswith(_PREFIX) or name.upper() in known | _OTHERS:
            continue
        near = get_close_matches(name.upper(), known, 1)
        hint = f"是不是 {near[0]}？" if near else ""
        raise SettingsInvalid(
            f"设置有误：没有 {name} 这个设置。{hint}请改名或删掉它，见 docs/operations.md。"
        )


def _require_narrow(networks: Iterable[IPv4Network | IPv6Network]) -> None:
    """Refuse trusted proxies that are half of the world: any client could name itself an agent.

    Raises:
        SettingsInvalid: Neighbours together are wider than a private /8 or a public /16 or /32.
    """
    given = list(networks)
    six = [one for one in given if isinstance(one, IPv6Network)]
    four = [one for one in given if isinstance(one, IPv4Network)]
    for one in six:
        for whole, before in _IPV4_WITHIN:
            if one.overlaps(whole):
                length = max(0, min(32, one.prefixlen - before))
                bits = int(one.network_address) >> 96 - before & 0xFFFFFFFF
                four.append(IPv4Network((bits >> 32 - length << 32 - length, length)))
    together: list[IPv4Network | IPv6Network] = [*collapse_addresses(four)]
    for found in (*together, *collapse_addresses(six)):
        widest = _WIDEST_PREFIX if found.is_private else _WIDEST_PUBLIC[found.version]
        if found.prefixlen < widest:
            raise SettingsInvalid(
                f"设置有误：KB_SSO_PROXIES 里的 {found} 太宽，任何人都能冒充坐席。"
                f"请只写代理自己的地址，最宽 /{widest}。"
            )


def _require_apart(state: Path, project: Path) -> None:
    """Refuse a state that lies where files are published from, or is the project itself.

    Raises:
        SettingsInvalid: Keys and the databases would lie among what is served or committed.
    """
    where, root = state.resolve(), project.resolve()
    published = (root / "content", root / "theme")
    if where == root or any(where == one or one in where.parents for one in published):
        raise SettingsInvalid(
            f"设置有误：KB_STATE_DIR 不能是 {where}，里面的密钥和数据库会和文章一起发布。"
            "请另给一个文件夹，例如 .kb。"
        )
