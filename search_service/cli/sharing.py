"""`kb preview --share`: the preview for colleagues in the same network, and nobody else."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address

from search_service.errors import NotInstalled
from search_service.settings import Settings

# Reserved for examples (RFC 5737): nothing is sent, the system only says from where it would be.
_NOWHERE = ("192.0.2.1", 9)


def lan_address() -> str:
    """This machine's address in its private network.

    Raises:
        NotInstalled: It is in none, or has only an address that the whole world can reach.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_NOWHERE)
            found = str(probe.getsockname()[0])
    except OSError:
        raise NotInstalled("这台电脑没有连上网络，没法给别人看。请先连上 Wi-Fi 或网线。") from None
    return private(found)


def private(address: str) -> str:
    """The address, if only a private network reaches it.

    Raises:
        NotInstalled: It is a public one: a preview has no password.
    """
    parsed = IPv4Address(address)
    if parsed.is_loopback or not parsed.is_private:
        raise NotInstalled(
            f"这台电脑的地址是 {address}，不在公司或家里的内部网络里。"
            "预览没有密码，不能放到公网上；请用 kb build 建好再发布。"
        )
    return address


def shared(settings: Settings, address: str) -> Settings:
    """Settings with which the preview answers at this address as well."""
    return settings.model_copy(
        update={"host": address, "allowed_hosts": (*settings.allowed_hosts, address)}
    )
