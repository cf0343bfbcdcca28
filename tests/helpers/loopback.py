"""A push service that does the least: TLS, HTTP/1.1 on kept connections, 201. For benchmarks.

A process of its own, so that what it costs is not counted among what is measured.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ADDRESS = "127.0.0.1"
TAKEN = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def loopback(folder: Path) -> Iterator[tuple[str, Path]]:
    """Its origin, and the certificate that it shows."""
    certificate = certificate_in(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.loopback", str(certificate)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield f"https://{ADDRESS}:{int(process.stdout.readline())}", certificate
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


def taken(origin: str, certificate: Path) -> int:
    """How many messages it took so far."""
    trusted = ssl.create_default_context(cafile=str(certificate))
    with urllib.request.urlopen(f"{origin}/taken", context=trusted) as answer:
        return int(answer.read())


def certificate_in(folder: Path) -> Path:
    """A certificate for this machine, that nobody else vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    # A certificate is checked against the machine's own time.
    began = datetime.now(UTC) - timedelta(hours=1)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ADDRESS))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "loopback.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


async def _serve(certificate: str) -> None:
    count = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if head.startswith(b"GET"):
                    said = str(count).encode()
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(said) + said
                    )
                    continue
                length = head.lower().split(b"content-length:")[1].split(b"\r\n")[0]
                await reader.readexactly(int(length))
                count += 1
                writer.write(TAKEN)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    server = await asyncio.start_server(answer, ADDRESS, 0, ssl=tls, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 — whoever started it reads it
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
