"""Everything that can be set from outside, read once, at the edge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables with the prefix `KB_`; see docs/operations.md.

    Attributes:
        project_dir: Folder that holds `mkdocs.yml` and `content/`.
        state_dir: Where the index generations and caches live (relative to the project).
        site_dir: Where the built site lies (relative to the project).
        host: Address the server listens on.
        port: Port the server listens on.
        allowed_hosts: Values of the Host header that are answered.
        reload_seconds: How often a running service looks for a new generation.
        feedback_per_minute: How often one client may send feedback.
        query_log: Whether redacted queries are counted for `kb report`.
        query_log_days: How long they are kept.
        query_log_least_count: How often a text must have been asked before it is shown.
    """

    model_config = SettingsConfigDict(env_prefix="KB_", frozen=True, extra="forbid")

    project_dir: Path = Path()
    state_dir: Path = Path(".kb")
    site_dir: Path = Path("site")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    reload_seconds: Annotated[float, Field(gt=0)] = 1.0
    feedback_per_minute: Annotated[int, Field(ge=1)] = 10
    query_log: bool = False
    query_log_days: Annotated[int, Field(ge=1, le=365)] = 90
    query_log_least_count: Annotated[int, Field(ge=2)] = 5

    @property
    def content_folder(self) -> Path:
        """What writers edit."""
        return self.project_dir / "content"

    @property
    def state_folder(self) -> Path:
        """`state_dir` below the project, unless absolute."""
        return self.project_dir / self.state_dir

    @property
    def index_folder(self) -> Path:
        """Root of the generations."""
        return self.state_folder / "index"

    @property
    def feedback_file(self) -> Path:
        """The SQLite file of what readers said."""
        return self.state_folder / "feedback.sqlite"

    @property
    def query_log_file(self) -> Path:
        """The SQLite file of counted queries."""
        return self.state_folder / "queries.sqlite"

    @property
    def site_folder(self) -> Path:
        """`site_dir` below the project, unless absolute."""
        return self.project_dir / self.site_dir
