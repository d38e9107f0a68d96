"""Known vulnerabilities in what is locked: `make audit`. Fails, and says so, when it cannot know.

pip-audit alone ends with 0 when it could not ask; `--strict` does not.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def main() -> int:
    """0 only when every package of every lock was looked up and none is known to be vulnerable."""
    failed = []
    for lock in LOCKS:
        print(f"{lock} …", flush=True)
        command = [sys.executable, "-m", "pip_audit", "--strict", "--require-hashes"]
        command += ["--disable-pip", "--progress-spinner", "off", "--requirement", str(ROOT / lock)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        said = (done.stdout + done.stderr).strip()
        if done.returncode == 0 and "No known vulnerabilities found" in said:
            print("  没有已知漏洞。")
        elif "Found" in said and "vulnerabilit" in said:
            print(said)
            failed.append(f"{lock}：有已知漏洞，请升级（改 pyproject.toml 后 make lock）。")
        else:
            reason = said.splitlines()[-1] if said else "没有输出"
            failed.append(
                f"{lock}：没有查成，不能当作没有漏洞。请检查网络后再运行。（{reason[:300]}）"
            )
    for one in failed:
        print(f"✗ {one}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
