"""What a service consists of, as CycloneDX: `make sbom` writes it to the file that is named."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"


def main() -> int:
    """0 when the list names every locked package with its version and hashes."""
    file = Path(sys.argv[1] if len(sys.argv) > 1 else "sbom.json")
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--pyproject"]
    command += [str(ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON"]
    command += ["--output-file", str(file), str(LOCK)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["没有说原因"])[-1]
        print(f"✗ 清单没有写成：{reason}。请先 make test 装好开发工具。", file=sys.stderr)
        return 1
    listed = {
        re.sub(r"[-_.]+", "-", part["name"]).lower(): part
        for part in json.loads(file.read_text(encoding="utf-8"))["components"]
    }
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    missing = [
        name
        for name, version in locked.items()
        if listed.get(re.sub(r"[-_.]+", "-", name).lower(), {}).get("version") != version
    ]
    if missing:
        print(f"✗ 清单里没有：{'、'.join(missing)}。", file=sys.stderr)
        return 1
    print(f"{file}：{len(listed)} 个组件，与 {LOCK.name} 相同。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
