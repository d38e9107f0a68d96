"""Finds Chromium for the browser tests, or installs it.

`python -m tests.browser.chromium` makes sure that there is one. Where it cannot, it says so and
fails in continuous integration (`CI` is set); elsewhere the browser tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The same browser without a window of its own: about half of the processor time of a test.
HEADLESS_SHELL = "chromium-headless-shell"
NAMES = (HEADLESS_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "没有找到 Chromium，浏览器测试不会运行。"
    "请安装 Chromium，或用环境变量 KB_CHROMIUM 指出它的路径。"
)


def find() -> str | None:
    """Path of the browser: what `KB_CHROMIUM` says, else the first known name on PATH."""
    named = os.environ.get("KB_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def in_continuous_integration() -> bool:
    """Whether a missing browser is a failure."""
    return bool(os.environ.get("CI"))


def _can_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _install() -> None:
    print("正在安装 Chromium 和中文字体 …", flush=True)  # noqa: T201
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-q", "-y", "--no-install-recommends"]
    for arguments in (
        ["update", "-q"],
        [*install, "chromium", "fonts-noto-cjk"],
        [*install, HEADLESS_SHELL],  # not every distribution has it
    ):
        subprocess.run(["apt-get", *arguments], env=environment, check=False)  # noqa: S607


def _is_wanting() -> bool:
    """Whether there is no browser; in continuous integration, whether the quick one is missing."""
    return find() is None or (in_continuous_integration() and shutil.which(HEADLESS_SHELL) is None)


def main() -> int:
    """Exit code: 0 unless a browser is missing in continuous integration."""
    if not os.environ.get("KB_CHROMIUM") and _is_wanting() and _can_install():
        _install()
    if (path := find()) is not None:
        print(f"浏览器测试使用 {path}")  # noqa: T201
        return 0
    print(f"\n{'!' * 72}\n{MISSING}\n{'!' * 72}\n", file=sys.stderr)  # noqa: T201
    return 1 if in_continuous_integration() else 0


if __name__ == "__main__":
    sys.exit(main())
