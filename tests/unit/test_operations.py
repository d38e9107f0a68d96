"""`docs/operations.md` and `deploy/nginx.conf` must not lag behind the code."""

from __future__ import annotations

import re

import orjson

from search_service.cli.main import kb
from search_service.settings import Settings
from search_service.site.csp import nginx_headers
from search_service.site.extras import REDIRECTS_FILE
from search_service.web.metrics import Metrics
from tests.builders import ROOT


def test_every_setting_is_explained_with_its_default() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `(KB_\w+)` \| `(.+?)` \|", text, re.MULTILINE))
    defaults = {
        f"KB_{name.upper()}": orjson.dumps(field.default, default=str).decode().strip('"')
        for name, field in Settings.model_fields.items()
    }

    assert {name: value.replace(", ", ",") for name, value in documented.items()} == defaults


def test_the_environment_file_has_every_setting_and_shows_the_defaults() -> None:
    text = (ROOT / "deploy" / "help.env").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^# (KB_\w+)=(.*)$", text, re.MULTILINE))
    given = dict(re.findall(r"^(KB_\w+)=(.*)$", text, re.MULTILINE))
    defaults = {
        f"KB_{name.upper()}": orjson.dumps(field.default, default=str).decode().strip('"')
        for name, field in Settings.model_fields.items()
    }

    assert not set(shown) & set(given)
    assert {*shown, *given} == set(defaults)
    assert {name: value.strip("'") for name, value in shown.items()} == {
        name: value for name, value in defaults.items() if name in shown
    }


def test_every_unit_is_hardened_alike_and_runs_what_is_there() -> None:
    units = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
    assert len(units) == 4
    texts = {unit.name: unit.read_text(encoding="utf-8") for unit in units}
    hardened = [
        {line for line in text.splitlines() if line.startswith(("Protect", "Private", "Restrict"))}
        - {line for line in text.splitlines() if line.startswith("RestrictAddressFamilies")}
        for text in texts.values()
    ]
    assert all(one == hardened[0] for one in hardened)
    assert "ProtectSystem=strict" in hardened[0]
    for name, text in texts.items():
        (command,) = re.findall(r"^ExecStart=\S+/\.venv/bin/kb (\w+)", text, re.MULTILINE)
        assert command in kb.commands, name
        if name != "uwallet-help.service":
            assert (ROOT / "deploy" / "systemd" / name.replace(".service", ".timer")).exists()


def test_the_dashboard_asks_for_nothing_that_is_not_counted() -> None:
    board = orjson.loads((ROOT / "deploy" / "grafana-dashboard.json").read_bytes())
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"\bkb_\w+", target["expr"])
    }
    gauges = {"kb_degraded": 0.0, "kb_release_open": 1.0, "kb_passages": 1.0}
    gauges['kb_release_info{generation="x"}'] = 1.0
    told = Metrics(["/api/v1/search"]).rendered(gauges).decode()

    assert len(asked) >= 6
    assert {name for name in asked if not re.search(rf"^{name}\b", told, re.MULTILINE)} == set()


def test_nobody_is_passed_on_to_the_metrics() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    assert "metrics" not in text


def test_nginx_serves_the_release_in_service_with_the_headers_of_the_service() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    assert "root STATE_FOLDER/releases/current/site;" in text
    assert f"include STATE_FOLDER/releases/current/site/{REDIRECTS_FILE};" in text
    assert f"location = /{REDIRECTS_FILE} {{" in text
    stated = [line.strip() for line in text.splitlines() if "add_header " in line and ";" in line]
    # Only nginx knows that readers come by https.
    https = 'add_header Strict-Transport-Security "max-age=31536000" always;'
    # The service says it by itself of what is not there, and of what has moved.
    asked_again = "add_header Cache-Control $kb_ask_again always;"
    # Once for all, and once where the service's own headers go out.
    assert stated == [*nginx_headers().splitlines(), https, asked_again, https]


def test_nginx_overwrites_the_address_of_the_client() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    overwritten = text.count("proxy_set_header X-Forwarded-For $remote_addr;")
    assert overwritten == text.count("proxy_pass ")
    assert "proxy_add_x_forwarded_for" not in text


def test_no_location_of_nginx_takes_the_place_of_the_security_headers() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    directives = re.sub(r"#.*", "", text)

    in_locations = directives[directives.index("location / {") :]
    # Pages for frames have a policy of their own, the service's.
    embedded = re.compile(r"location ~ \^/embed[^{]*\{(?P<said>[^}]*)\}")
    framed = embedded.search(in_locations)
    assert framed is not None
    assert framed["said"].count("add_header") == 1
    assert "proxy_hide_header" not in framed["said"]
    assert "add_header" not in embedded.sub("", in_locations)


def test_no_log_that_we_propose_holds_what_people_ask() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    formats = re.findall(r"log_format \w+([^;]+);", nginx)
    assert len(formats) == 1
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", formats[0])
    # The one on port 80 only sends readers on; its log is off.
    assert nginx.count("access_log ") == nginx.count("server {") == 3
    # Bare uvicorn would write one; `kb serve --production` does not.
    assert "uvicorn --factory" not in operations
    assert "kb serve --production" in operations


def test_nginx_clears_the_name_that_a_client_claims() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    assert text.count('proxy_set_header X-Auth-Request-User "";') == text.count("proxy_pass ")


def test_nginx_answers_no_foreign_name() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    default = text.partition("default_server;")[2].partition("\n}")[0]

    assert "return 444;" in default
    assert "ssl_reject_handshake on;" in default
    assert text.count("default_server;") == 4


def test_every_server_of_nginx_gives_up_who_sends_his_head_slowly() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")

    # Without it in the default server the others' is not used: that one's timer runs on (60 s).
    servers = text.split("\nserver {")[1:]
    assert len(servers) == 3
    assert all("client_header_timeout 5s;" in server for server in servers)


def test_what_docker_would_send_to_the_image_has_no_state_and_no_history() -> None:
    # Docker reads this file alone; others read it as well.
    kept_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert {".git", ".venv", ".kb"} <= set(kept_out)
    assert not (ROOT / ".containerignore").exists()
