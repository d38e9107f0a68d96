"""Follows docs/operations.md, word for word, on a fresh Debian: `make fresh-machine` (as root).

The lines are taken from the document itself. Stand-ins, each because a chroot has none: `systemctl`
runs a unit's ExecStart under its User and EnvironmentFile; the certificate is signed by itself and
trusted by this machine, as one from an authority would be; YOUR_REPOSITORY is a bundle of the
committed working folder.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
OPERATIONS = ROOT / "docs" / "operations.md"
_BLOCKS = re.compile(r"^```sh fresh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAME = "help.example.com"
_SYSTEMCTL = r"""#!/bin/sh
# Stand-in for systemd in a chroot: starts what a unit's ExecStart says.
case "$*" in
  daemon-reload|*.timer) exit 0 ;;
  "restart nginx") exec nginx ;;
  "enable --now uwallet-help.service")
    unit=/etc/systemd/system/uwallet-help.service
    set -a; . "$(sed -n 's/^EnvironmentFile=//p' $unit)"; set +a
    cd "$(sed -n 's/^WorkingDirectory=//p' $unit)"
    runuser -u "$(sed -n 's/^User=//p' $unit)" -- $(sed -n 's/^ExecStart=//p' $unit) \
      > /var/log/uwallet-help 2>&1 &
    for _ in $(seq 240); do
      python3 -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz')" \
        2>/dev/null \
        && exit 0
      sleep 0.5
    done
    cat /var/log/uwallet-help; exit 1 ;;
  *) echo "no stand-in for: systemctl $*" >&2; exit 1 ;;
esac
"""
_ASK = f"""
import ssl, sys, urllib.request
context = ssl.create_default_context()
for path, expected in (("/", "u钱包"), ("/search/?q=%E9%80%80%E6%AC%BE", "退款"),
                       ("/api/v1/search?q=%E9%80%80%E6%AC%BE", '"hits":['),
                       ("/readyz", '"ready"'), ("/agent/login", "坐席")):
    with urllib.request.urlopen("https://{_NAME}" + path, context=context) as answer:
        assert expected in answer.read().decode(), path
    print("200", path)
"""


def lines_to_follow() -> tuple[str, str]:
    """The document's lines: until the release is built, and from there on."""
    first, second = _BLOCKS.findall(OPERATIONS.read_text(encoding="utf-8"))
    certificate = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 90 "
        f"-subj /CN={_NAME} -addext subjectAltName=DNS:{_NAME} "
        "-keyout /etc/uwallet-help/key.pem -out /etc/uwallet-help/certificate.pem\n"
        "cp /etc/uwallet-help/certificate.pem /usr/local/share/ca-certificates/help.crt\n"
        "update-ca-certificates\n"
        f"echo 127.0.0.1 {_NAME} >> /etc/hosts\n"
    )
    first = first.replace("YOUR_REPOSITORY", "/repository")
    return f"set -eux\n{first}", f"set -eux\ncd /srv/uwallet-help\n{certificate}{second}"


def main() -> int:
    """Make the machine, follow the lines, ask for pages."""
    if os.getuid() != 0 or not shutil.which("debootstrap"):
        print("要用 root 运行，并先安装 debootstrap（apt-get install debootstrap）。")
        return 1
    folder = Path(tempfile.mkdtemp(prefix="fresh-machine-"))
    root = folder / "root"
    base = os.environ.get("FRESH_BASE")
    if base:  # one made before by debootstrap
        subprocess.run(["cp", "-a", "--one-file-system", base, root], check=True)
    else:
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", root], check=True)
    try:
        return _follow(root)
    finally:
        _end_processes_of(root)
        subprocess.run(["umount", root / "proc"], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _follow(root: Path) -> int:
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    for file in ("resolv.conf", "pip.conf"):
        if Path("/etc", file).exists():
            shutil.copy(Path("/etc", file), root / "etc" / file)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", root / "certificates")
    subprocess.run(["git", "-C", ROOT, "bundle", "create", root / "repository", "HEAD"], check=True)
    stand_in = root / "usr/local/bin/systemctl"
    stand_in.write_text(_SYSTEMCTL, encoding="utf-8")
    stand_in.chmod(0o755)
    install, start = lines_to_follow()
    (root / "install").write_text(install, encoding="utf-8")
    (root / "start").write_text(f"{start}python3 /ask\n", encoding="utf-8")
    (root / "ask").write_text(_ASK, encoding="utf-8")
    started = time.monotonic()
    environment = os.environ | {
        "DEBIAN_FRONTEND": "noninteractive",
        "HOME": "/root",
        # Whom this machine trusts on the way to the package index.
        "PIP_CERT": "/certificates",
    }
    subprocess.run(
        ["chroot", root, "sh", "/install"], check=True, env=environment, stdin=subprocess.DEVNULL
    )
    # In a network of its own: what listens there is seen by nobody, and takes nobody's port.
    command = f"ip link set lo up && exec chroot {root} sh /start"
    subprocess.run(["unshare", "--net", "sh", "-c", command], check=True, env=environment)
    print(f"\ndocs/operations.md 逐行执行成功，{time.monotonic() - started:.0f} 秒。")
    return 0


def _end_processes_of(root: Path) -> None:
    """End what was started in the chroot, by what each process has as its root."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "root").readlink() == root:
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue
    time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
