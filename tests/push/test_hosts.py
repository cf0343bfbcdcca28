"""Where messages may go: a list of names, and public addresses behind them."""

import asyncio
import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.abc import AbstractResolver
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.helpers.push_service import PushService
from tests.push.conftest import MESSAGE, NOW, TOPIC
from webapp.domain.subscription import Target, origin_of
from webapp.hosts import PublicResolver, is_public
from webapp.push.transport import Refused, Retry, Sent, Transport

PUBLIC = "142.250.72.10"

HOSTILE = (
    "https://127.0.0.1:{port}/wpush/v2/x",
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "https://localhost/",
    "https://[::1]:{port}/",
    "https://[::ffff:127.0.0.1]:{port}/",
    "https://2130706433:{port}/",
    "https://0x7f.1:{port}/",
    "https://127.1:{port}/",
    "https://0/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "https://fcm.googleapis.com:{port}/fcm/send/x",
    "https://fcm.googleapis.com:443/fcm/send/x",
    "http://fcm.googleapis.com/fcm/send/x",
    "https://fcm.googleapis.com@127.0.0.1:{port}/",
    "https://a:b@fcm.googleapis.com/",
    "https://fcm.googleapis.com.evil.test/",
    "https://fcm.googleapis.com.:{port}/",
    "https://fcm.googleapis.com\\@127.0.0.1:{port}/",
    "https://fcm.googleapis.com#@127.0.0.1:{port}/",
    "https://fcm.googleapis.com?@127.0.0.1:{port}/",
    "https://127.0.0.1:{port}#.push.apple.com/",
    "https://127.0.0.1:{port}/.push.apple.com",
    "https://127.0.0.1:{port}\\.push.apple.com/",
    "https://127.0.0.1%2f.push.apple.com/",
    "https://127.0.0.1%00.push.apple.com/",
    "https://evilpush.apple.com/x",
    "https://push.apple.com/x",
    "https://.push.apple.com/x",
    "https://web..push.apple.com/x",
    "https://notify.windows.com/x",
    "https://xnotify.windows.com/x",
    "https://FCM.googleapis.com/x",
    "https://ｆcm.googleapis.com/x",
    "https://fcm。googleapis。com/x",
    "https://web.push.apple.com\t/x",
    "https://web.push.apple.com /x",
    " https://web.push.apple.com/x",
    "https://web.push.apple.com/x\r\nHost: 127.0.0.1",
    "https://web.push.apple.com/x\n",
    "https://web.push.apple.com",
    "//web.push.apple.com/x",
    "https:/web.push.apple.com/x",
    "https:web.push.apple.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
    "javascript:alert(1)",
    "data:,x",
    "",
    "https://web.push.apple.com/" + "x" * 1000,
)
REAL = (
    "https://fcm.googleapis.com/fcm/send/dSbTwHYX:APA91bFj_7L9Vs-09",
    "https://fcm.googleapis.com/wp/x",
    "https://jmt17.google.com/fcm/send/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABnp_-",
    "https://web.push.apple.com/QF8w7V0M5Z3hb",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2bVx%3d%3d",
)


class Listener:
    """Counts who comes to a port of this machine."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0.1)
        self.port = self.socket.getsockname()[1]
        self.hits = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        while not self._stop.is_set():
            try:
                self.socket.accept()[0].close()
                self.hits += 1
            except TimeoutError:
                pass

    def close(self):
        self._stop.set()
        self._thread.join()
        self.socket.close()


@pytest.fixture
def listener():
    made = Listener()
    yield made
    made.close()


class Names(AbstractResolver):
    """A name server that says what it is told to."""

    def __init__(self, *addresses):
        self.addresses = addresses
        self.asked = []

    async def resolve(self, host, port=0, family=socket.AF_UNSPEC):
        self.asked.append(host)
        return [
            {"hostname": host, "host": address, "port": port, "family": socket.AF_INET6 if ":" in
             address else socket.AF_INET, "proto": 0, "flags": socket.AI_NUMERICHOST}
            for address in self.addresses
        ]  # fmt: skip

    async def close(self):
        pass


@pytest.mark.parametrize("endpoint", REAL)
def test_real_push_services_are_on_the_list(endpoint):
    assert origin_of(endpoint) == "/".join(endpoint.split("/")[:3])


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_endpoint_is_refused(hostile):
    assert origin_of(hostile.format(port=8099)) is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:80990/x",
        "http://127.0.0.1:8099@evil.test/x",
        "http://127.0.0.1:8099",
        "http://127.0.0.1:8099.evil.test/x",
        "http://127.0.0.1:8099\\x/x",
        "https://127.0.0.1:8099/x",
    ],
)
def test_an_added_origin_is_exact(endpoint):
    added = frozenset({"http://127.0.0.1:8099"})
    assert origin_of("http://127.0.0.1:8099/x", added) == "http://127.0.0.1:8099"
    assert origin_of(endpoint, added) is None


def test_no_hostile_endpoint_reaches_this_machine(send, listener, handset):
    targets = [handset.target(each.format(port=listener.port)) for each in HOSTILE]
    assert send(*targets, look_up=Names("127.0.0.1")) == [Refused(0)] * len(HOSTILE)
    assert listener.hits == 0


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2a00:1450:4001::200a", "64:ff9b::8efa:480a"])
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("endpoint", REAL)
def test_a_known_name_that_leads_inside_is_refused(send, listener, handset, endpoint):
    names = Names("127.0.0.1", "::1", "10.0.0.1")
    assert send(handset.target(endpoint), look_up=names) == [Refused(0)]
    assert names.asked
    assert listener.hits == 0


def test_of_several_addresses_only_public_ones_are_used():
    found = PublicResolver(frozenset(), Names("127.0.0.1", PUBLIC)).resolve("web.push.apple.com")
    assert [each["host"] for each in asyncio.run(found)] == [PUBLIC]


def test_a_name_that_is_not_found_is_tried_again_later(send, handset):
    class Silent(Names):
        async def resolve(self, host, port=0, family=socket.AF_UNSPEC):
            raise OSError("no such name")

    assert send(handset.target(REAL[0]), look_up=Silent()) == [Retry(0, None)]


@pytest.fixture
def certificates(tmp_path):
    """certificates("localhost"): what a server with that name speaks TLS with, and what a
    sender that trusts it does."""

    def make(name):
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        # TLS judges a certificate by the machine's own clock, and so it has to be made by it.
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        file = tmp_path / f"{name}.pem"
        private = key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + made.public_bytes(pem))
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(file)
        return serving, ssl.create_default_context(cadata=made.public_bytes(pem).decode())

    return make


@pytest.mark.parametrize(
    ("certified", "outcome"), [("push.new-light.org", Sent(201)), ("evil.test", Retry(0, None))]
)
def test_the_certificate_must_be_for_the_name_whatever_the_address(
    vapid, handset, certificates, certified, outcome
):
    serving, trusting = certificates(certified)
    service = PushService(NOW.timestamp(), tls=serving)
    service.origin = f"https://push.new-light.org:{service.port}"

    async def send_one():
        transport = Transport(
            vapid,
            "https://day.example.org",
            frozenset({service.origin}),
            look_up=Names("127.0.0.1"),
            tls=trusting,
        )
        target = handset.target(service.endpoint())
        sent = await transport.send(target, MESSAGE, ttl=60, topic=TOPIC, true_now=NOW)
        await transport.close()
        return sent

    try:
        assert asyncio.run(send_one()) == outcome
        assert len(service.received) == (1 if outcome == Sent(201) else 0)
        assert [each.claims["aud"] for each in service.received] in ([], [service.origin])
    finally:
        service.close()


def test_a_target_is_named_by_a_hash_that_opens_nothing(handset):
    one, other = handset.target(REAL[0]), handset.target(REAL[1])
    assert one.hash != other.hash
    assert one.hash == replace(one, auth=b"").hash
    assert isinstance(one, Target)
    assert REAL[0] not in one.hash
