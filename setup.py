"""Puts into the wheel what `kb start` writes and a site is drawn with: `content/`, `theme/`.

Everything else about the package stands in `pyproject.toml`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
SHIPPED = ("content", "theme", "mkdocs.yml", "CHANGELOG.md")


class BuildWithContent(build_py):
    """Copies the shipped folders beside the modules; an editable install uses them in place."""

    def run(self) -> None:
        """Build as always, then copy."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "search_service" / "shipped"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in SHIPPED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, target / name)
            else:
                shutil.copyfile(source, target / name)


setup(cmdclass={"build_py": BuildWithContent})
