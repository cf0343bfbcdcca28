"""Where a name may lead: to a public address, and nowhere inside."""

from __future__ import annotations

import socket
from collections.abc import Set
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

NAT64 = IPv6Network("64:ff9b::/96")


class NotPublic(OSError):
    """A name leads to an address that is not public."""


class PublicResolver(AbstractResolver):
    """Looks a name up and keeps only public addresses; the connection goes to one of these,
    so nothing can change its mind in between. Hosts that the deployment added are trusted."""

    def __init__(self, trusted: Set[str], look_up: AbstractResolver | None = None) -> None:
        self._trusted = trusted
        self._look_up = look_up or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The public addresses of a name. Raises `NotPublic` if there are only others."""
        found = await self._look_up.resolve(host, port, family)
        if host in self._trusted:
            return found
        public = [each for each in found if is_public(each["host"])]
        if not public:
            raise NotPublic("no public address")
        return public

    async def close(self) -> None:
        """Let go of what looks names up."""
        await self._look_up.close()


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet, also behind a translation to IPv6."""
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast
