"""The commands by name; a command is loaded when it is used, for many load a lot."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

from search_service.errors import NotInstalled

# Where the commands are that read content; a machine that only serves need not have what they load.
BUILDING = {
    "alias": "write.alias_group",
    "build": "build.build_command",
    "check": "check.check_command",
    "demo": "demo.demo_command",
    "evaluate": "evaluate.evaluate_command",
    "facts": "facts.facts_group",
    "import": "importing.import_command",
    "migrate": "migrate.migrate_command",
    "learn": "learn.learn_command",
    "new": "write.new_command",
    "render": "build.render_command",
    "schema": "build.schema_command",
}
_SERVING = {
    "agent": "agent.agent_group",
    "backup": "backup.backup_command",
    "doctor": "doctor.doctor_command",
    "feedback": "feedback.feedback_group",
    "incident": "incident.incident_group",
    "preview": "serve.preview_command",
    "release": "release.release_group",
    "report": "report.report_command",
    "restore": "backup.restore_command",
    "search": "search.search_command",
    "serve": "serve.serve_command",
    "start": "start.start_command",
    "tidy": "tidy.tidy_command",
}


class Commands(MutableMapping[str, click.Command]):
    """The commands as click wants them."""

    def __init__(self) -> None:
        """None is loaded yet."""
        self._places = {**BUILDING, **_SERVING}
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        """The command, loaded when it is asked for the first time."""
        if name not in self._loaded:
            self._loaded[name] = _command(name, self._places[name])
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Have another command, or another one of this name."""
        self._places[name] = ""
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        """Have it no longer."""
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        """The names; nothing is loaded."""
        return iter(self._places)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._places)


def _command(name: str, place: str) -> click.Command:
    """The command, or one that says what is not installed."""
    module, _, attribute = place.partition(".")
    try:
        found: click.Command = getattr(import_module(f"search_service.cli.{module}"), attribute)
    except ModuleNotFoundError as error:
        if name not in BUILDING or (error.name or "").startswith("search_service"):
            raise
        return _without(name, error.name or "")
    return found


def _without(name: str, missing: str) -> click.Command:
    extra = "uwallet-help[build,import]" if name == "import" else "uwallet-help[build]"

    def refuse(**_: object) -> None:
        raise NotInstalled(
            f"这台机器没有装 {missing}，不能用 kb {name}。请安装 {extra}，或在写内容的机器上运行。"
        )

    return click.Command(
        name,
        callback=refuse,
        params=[click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        help=f"（要先安装 {extra}）",
        options_metavar="[选项]",
    )
