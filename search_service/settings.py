"""Everything that can be set from outside, read once, at the edge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, IPvAnyNetwork
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables with the prefix `KB_`; see docs/operations.md.

    Attributes:
        project_dir: Folder that holds `mkdocs.yml` and `content/`.
        state_dir: Where the releases and caches live (relative to the project).
        host: Address the server listens on.
        port: Port the server listens on.
        allowed_hosts: Values of the Host header that are answered.
        reload_seconds: How often a running service looks for a new generation.
        feedback_per_minute: How often one client may send feedback.
        query_log: Whether redacted queries are counted for `kb report`.
        query_log_days: How long they are kept.
        query_log_least_count: How often a text must have been asked before it is shown.
        site_url: Address at which readers find the site, with a slash at its end.
        agent_idle_minutes: An agent who does nothing for so long has to sign in again.
        agent_shift_hours: An agent has to sign in again after so long in any case.
        agent_logins_per_minute: How often one client may try to sign in.
        agent_cookie_secure: Whether the session cookie travels over https only.
        sso_header: Header in which a trusted proxy names the agent it has signed in.
        sso_proxies: Addresses of the proxies that are trusted; none by default.
    """

    model_config = SettingsConfigDict(env_prefix="KB_", frozen=True, extra="forbid")

    project_dir: Path = Path()
    state_dir: Path = Path(".kb")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    reload_seconds: Annotated[float, Field(gt=0)] = 1.0
    feedback_per_minute: Annotated[int, Field(ge=1)] = 10
    query_log: bool = False
    query_log_days: Annotated[int, Field(ge=1, le=365)] = 90
    query_log_least_count: Annotated[int, Field(ge=2)] = 5
    site_url: Annotated[str, Field(pattern=r"^https?://[^\s?#]+/$")] = "http://127.0.0.1:8000/"
    agent_idle_minutes: Annotated[int, Field(ge=1)] = 30
    agent_shift_hours: Annotated[int, Field(ge=1)] = 12
    agent_logins_per_minute: Annotated[int, Field(ge=1)] = 5
    agent_cookie_secure: bool = False
    sso_header: Annotated[str, Field(min_length=1)] = "X-Auth-Request-User"
    sso_proxies: tuple[IPvAnyNetwork, ...] = ()

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
    def feedback_file(self) -> Path:
        """The SQLite file of what readers said."""
        return self.state_folder / "feedback.sqlite"

    @property
    def query_log_file(self) -> Path:
        """The SQLite file of counted queries."""
        return self.state_folder / "queries.sqlite"
