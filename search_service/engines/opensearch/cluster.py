"""A client of the cluster that the settings name."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from search_service.engines.opensearch.patience import NODE_SECONDS
from search_service.errors import NotInstalled, SettingsInvalid

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

# A node that has not answered a query by then is asked no more; the next one is.
SEARCH_TIMEOUT_SECONDS = 0.4


@lru_cache(maxsize=4)
def cluster(urls: str, ca_file: Path | None = None) -> OpenSearch:
    """A client; threads may share it.

    Args:
        urls: Addresses of the nodes with commas between them, with user and password if need be.
        ca_file: Certificates of who signed the nodes' own; the system's without it.

    Raises:
        NotInstalled: The library is not there.
        SettingsInvalid: An address is none.
    """
    try:
        from opensearchpy import OpenSearch  # noqa: PLC0415 - only this engine needs it
    except ImportError as error:
        raise NotInstalled(
            "没有安装 opensearch-py，KB_ENGINE=opensearch 要用它。"
            "请运行 pip install 'uwallet-help[opensearch]'。"
        ) from error
    return OpenSearch(
        [_host(url.strip()) for url in urls.split(",")],
        timeout=NODE_SECONDS,
        # `patience` asks again. The client takes a node that was silent for dead only if it would
        # ask again after a timeout: a third of all queries failed for as long as one node of three
        # was frozen where it would not (measured, docs/scale.md).
        max_retries=0,
        retry_on_timeout=True,
        ca_certs=str(ca_file) if ca_file else None,
        pool_maxsize=16,
    )


def colour(client: OpenSearch, seconds: float) -> str | None:
    """How the cluster says it is: green, yellow or red; None: it does not answer us.

    Args:
        client: Of the cluster.
        seconds: How long a node is waited for.
    """
    from opensearchpy.exceptions import OpenSearchException  # noqa: PLC0415 - as above

    try:
        return str(client.cluster.health(request_timeout=seconds)["status"])
    except (OpenSearchException, OSError, LookupError, TypeError):
        return None


def _host(url: str) -> dict[str, object]:
    address = urlsplit(url)
    try:
        port = address.port or (443 if address.scheme == "https" else 9200)
    except ValueError:
        port = 0
    if address.scheme not in {"http", "https"} or not address.hostname or not port:
        raise SettingsInvalid(
            "设置有误：KB_OPENSEARCH_URL 要写成 https://主机:端口，"
            "多个之间用逗号，见 docs/scale.md。"
        )
    host: dict[str, object] = {
        "host": address.hostname,
        "port": port,
        "use_ssl": address.scheme == "https",
    }
    if address.username:
        known = f"{unquote(address.username)}:{unquote(address.password or '')}"
        # Not `http_auth`: that writes in Latin-1, and nodes read UTF-8.
        host["headers"] = {"authorization": f"Basic {b64encode(known.encode()).decode()}"}
    return host
