"""Has a real nginx read `deploy/nginx.conf`, with stand-ins for what is written in capitals.

`make nginx` runs it; nginx and openssl must be installed (`apt-get install nginx-light openssl`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TEMPLATE = Path(__file__).parents[1] / "deploy" / "nginx.conf"
# As `kb build` writes them: a long address, and one that differs from a page by its letters.
_REDIRECTS = f"/hc/zh-cn/articles/{'怎么办' * 20}/ /lamps/a/;\n~^/Lamps/A/$ /lamps/a/;\n"
_INCLUDED = re.compile(r"^\s*include\s+([^;]+);", re.MULTILINE)


def stand_in(folder: Path) -> Path:
    """Write the whole configuration into the folder, with a certificate and empty includes."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=help.test", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    values = {
        "STATE_FOLDER": folder / "state",
        "SITE_FOLDER": folder / "site",
        "HOST_NAME": "help.test",
        "CERTIFICATE_KEY": key,
        "CERTIFICATE": certificate,
        "LOG_FILE": folder / "access.log",
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(name, str(value))
    for included in _INCLUDED.findall(text):
        file = Path(included)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_REDIRECTS, encoding="utf-8")
    (folder / "help.conf").write_text(text, encoding="utf-8")
    whole = folder / "nginx.conf"
    whole.write_text(
        f"pid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ include {folder}/help.conf; }}\n",
        encoding="utf-8",
    )
    return whole


def main() -> int:
    """Say what nginx says; 0 when it would start."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if not nginx or not shutil.which("openssl"):
        print("没有找到 nginx 或 openssl。请先安装，例如 apt-get install nginx-light openssl。")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        command = [nginx, "-t", "-p", folder, "-c", stand_in(Path(folder))]
        return subprocess.run([*map(str, command)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
