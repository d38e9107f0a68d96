"""What `kb doctor` says of the service: settings that do not fit, trust, readiness, certificate."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import orjson

from search_service.cli.findings import BAD, FINE, LOOK, Finding
from search_service.engines.opensearch.cluster import cluster, colour
from search_service.errors import KbError
from search_service.settings import Settings

_SECONDS = 3.0
_LEAST_DAYS = 14
_DAY = 86_400
_LOCAL = ("127.0.0.1", "localhost", "::1")


def settings_together(settings: Settings) -> Iterator[Finding]:
    """What is allowed one by one and not meant together."""
    site = urlsplit(settings.site_url)
    name = site.hostname or ""
    if name in _LOCAL:
        detail = f"KB_SITE_URL 还是本机的 {settings.site_url}。"
        yield Finding(LOOK, "网址", detail, "写成读者用的网址，再运行 kb build 并重启服务。")
    elif name not in {host.strip("[]") for host in settings.allowed_hosts}:
        detail = f"KB_SITE_URL 的 {name} 不在 KB_ALLOWED_HOSTS 里，读者的请求都会是 400。"
        yield Finding(BAD, "网址", detail, f'在 KB_ALLOWED_HOSTS 里加上 "{name}"。')
    else:
        yield Finding(FINE, "网址", settings.site_url)
    if site.scheme == "https" and not settings.agent_cookie_secure:
        detail = "网站用 https，坐席的 cookie 却也会走 http。"
        yield Finding(LOOK, "坐席 cookie", detail, "设 KB_AGENT_COOKIE_SECURE=true。")


def proxy_trust(settings: Settings) -> Iterator[Finding]:
    """Who may say who somebody is."""
    if "*" in os.environ.get("FORWARDED_ALLOW_IPS", ""):
        detail = "FORWARDED_ALLOW_IPS 含 *：任何人都能冒充任何地址。"
        yield Finding(BAD, "代理", detail, "删掉它，或只写 nginx 的地址。")
    if settings.host in {"0.0.0.0", "::"}:  # noqa: S104 - looked for, not bound
        detail = f"KB_HOST={settings.host}：不经过 nginx 也能访问，X-Forwarded-For 之外没有限速。"
        yield Finding(LOOK, "监听地址", detail, "只有容器里才这样写；否则用 127.0.0.1。")
    if not settings.sso_proxies:
        yield Finding(FINE, "单点登录", "没有受信任的代理")
    for network in settings.sso_proxies:
        if network.num_addresses > 1:
            detail = f"信任整个网段 {network}（{network.num_addresses} 个地址）。"
            yield Finding(LOOK, "单点登录", detail, "只写代理自己的地址。")
        else:
            yield Finding(FINE, "单点登录", f"信任 {network}，认 {settings.sso_header}")


def running_service(settings: Settings) -> Iterator[Finding]:
    """What the service on this machine says of itself."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    where = f"http://{host}:{settings.port}/readyz"
    connection = HTTPConnection(host, settings.port, timeout=_SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": settings.allowed_hosts[0]})
        ready = orjson.loads(connection.getresponse().read())
        status, detail = ready["status"], ready["detail"]
    except (OSError, HTTPException, ValueError, LookupError, TypeError):
        yield Finding(LOOK, "服务", f"{where} 没有应答。", "systemctl status uwallet-help。")
        return
    finally:
        connection.close()
    if status == "ready":
        yield Finding(FINE, "服务", f"{where} 正常，发布 {ready['generation']}")
    else:
        level = LOOK if status == "degraded" else BAD
        yield Finding(level, "服务", f"{where} 说 {status}：{detail}", "见 docs/operations.md。")


def search_cluster(settings: Settings) -> Iterator[Finding]:
    """Whether the cluster that is to find passages answers."""
    if settings.engine != "opensearch":
        return
    try:
        said = colour(cluster(settings.opensearch_url, settings.opensearch_ca_file), _SECONDS)
    except KbError as error:
        yield Finding(BAD, "OpenSearch", str(error))
        return
    if said == "green":
        yield Finding(FINE, "OpenSearch", "集群是 green")
    elif said is None:
        detail = "没有应答，或不认这个账号、证书；这时由本机的同一发布回答。"
        advice = "检查集群、KB_OPENSEARCH_URL 和 KB_OPENSEARCH_CA_FILE，见 docs/scale.md。"
        yield Finding(LOOK, "OpenSearch", detail, advice)
    else:
        yield Finding(LOOK, "OpenSearch", f"集群是 {said}。", "见 docs/scale.md。")


def certificate(settings: Settings) -> Iterator[Finding]:
    """How long readers' browsers will accept the certificate."""
    site = urlsplit(settings.site_url)
    if site.scheme != "https" or not site.hostname:
        return
    try:
        with (
            socket.create_connection((site.hostname, site.port or 443), _SECONDS) as plain,
            ssl.create_default_context().wrap_socket(
                plain, server_hostname=site.hostname
            ) as secure,
        ):
            until = str((secure.getpeercert() or {}).get("notAfter", ""))
    except ssl.SSLError as error:
        detail = f"{site.hostname} 的证书不被接受：{error.reason}。"
        yield Finding(BAD, "证书", detail, "更换证书，然后 nginx -s reload。")
        return
    except OSError as error:
        detail = f"连不上 {site.hostname}：{error.strerror or error}。"
        yield Finding(LOOK, "证书", detail, "在能访问网站的机器上再查。")
        return
    days = int((ssl.cert_time_to_seconds(until) - time.time()) // _DAY)
    level = FINE if days >= _LEAST_DAYS else BAD
    advice = "" if days >= _LEAST_DAYS else "现在就续期，然后 nginx -s reload。"
    yield Finding(level, "证书", f"{site.hostname} 的还有 {days} 天", advice)
