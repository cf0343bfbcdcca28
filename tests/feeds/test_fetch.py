"""Fetching a list: what is asked for, what each answer becomes, and what can do no harm."""

import asyncio
import gzip
import socket
import ssl
from datetime import timedelta

import pytest
from aiohttp.abc import AbstractResolver

from tests.helpers.list_server import answer, serving
from tests.helpers.loopback import certificate_in
from webapp.domain.directory import FeedKind
from webapp.domain.feed import Fetched, FetchTrouble, NotModified
from webapp.feeds.fetch import MOST_REDIRECTS, USER_AGENT, fetch
from webapp.feeds.read import MOST_BYTES
from webapp.version import VERSION

LIST = "/list.json"
SHORT = timedelta(seconds=0.4)


class Names(AbstractResolver):
    """Names as a test has them."""

    def __init__(self, **found: str) -> None:
        self.found = {name.replace("_", "."): address for name, address in found.items()}
        self.asked: list[str] = []

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.asked.append(host)
        address = self.found[host]
        at = {"hostname": host, "host": address, "port": port, "family": socket.AF_INET}
        return [at | {"proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def fetched(*says, path=LIST, kind=FeedKind.MEETING_GUIDE, then=None, server_tls=None, **how):
    """What came of asking a server that says this, and the server."""

    async def ask():
        async with serving(server_tls) as server:
            server.says = {LIST: says[0] if says else answer()}
            if then:
                then(server)
            found = await fetch(
                server.origin + path, kind, **{"loopback": True, "patience": SHORT * 10} | how
            )
            return found, server

    return asyncio.run(ask())


def test_a_list_comes_as_it_was_written():
    found, server = fetched(answer(b'[{"slug": "a"}]', ETag='"one"', Last_Modified="Mon"))
    assert found == Fetched(b'[{"slug": "a"}]', '"one"', "Mon")
    assert len(server.asked) == 1


def test_it_says_who_asks_and_nothing_more():
    _, server = fetched(answer(Set_Cookie="a=b"))
    target, headers = server.asked[0]
    assert target == LIST
    assert headers.pop("host") == f"127.0.0.1:{server.port}"
    assert headers == {
        "accept": "application/json",
        "accept-encoding": "gzip",
        "user-agent": f"Dayline/{VERSION} (meeting directory)",
    }
    assert USER_AGENT.isascii()


def test_the_key_goes_along_as_the_plugin_asks_for_it():
    _, server = fetched(path=f"{LIST}?action=meetings&key=old", access_key="a b&c")
    assert server.asked[0][0] == f"{LIST}?action=meetings&key=a+b%26c"


def test_a_bmlt_server_is_asked_for_its_meetings_and_what_their_formats_mean():
    _, server = fetched(path="/main_server/", kind=FeedKind.BMLT)
    assert server.asked[0][0] == (
        "/main_server/client_interface/json/?switcher=GetSearchResults&get_used_formats=1&lang_enum=en"
    )


def test_a_list_that_is_as_it_was_is_not_sent_again():
    found, server = fetched(answer(b"", 304), etag='"one"', last_modified="Mon, 23 Nov")
    assert found == NotModified()
    _, headers = server.asked[0]
    assert headers["if-none-match"] == '"one"'
    assert headers["if-modified-since"] == "Mon, 23 Nov"


def test_not_modified_makes_no_sense_to_whoever_has_nothing_yet():
    assert fetched(answer(b"", 304))[0] is FetchTrouble.BROKEN


def test_a_tag_that_could_break_a_header_is_neither_kept_nor_sent():
    assert fetched(answer(ETag="x" * 300))[0] == Fetched(b"[]")
    _, server = fetched(answer(), etag="one\r\nCookie: a=b")
    assert "if-none-match" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, FetchTrouble.FORBIDDEN),
        (403, FetchTrouble.FORBIDDEN),
        (404, FetchTrouble.NOT_FOUND),
        (410, FetchTrouble.NOT_FOUND),
        (429, FetchTrouble.BUSY),
        (503, FetchTrouble.BUSY),
        (500, FetchTrouble.BROKEN),
        (204, FetchTrouble.BROKEN),
        (206, FetchTrouble.BROKEN),
        (300, FetchTrouble.BROKEN),
        (418, FetchTrouble.BROKEN),
    ],
)
def test_each_status_has_its_trouble(status, trouble):
    assert fetched(answer(b"", status))[0] is trouble


def test_a_packed_list_is_unpacked():
    said = answer(gzip.compress(b'[{"slug": "a"}]'), Content_Encoding="gzip")
    assert fetched(said)[0] == Fetched(b'[{"slug": "a"}]')


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (b"[]", "gzip"),
        # A packed text holds the time of packing unless told one, and the name
        # of a test must be the same in each process that collects it.
        (gzip.compress(b"[]" * 1000, mtime=0)[:-12], "gzip"),
        (b"[]", "br"),
        (b"[]", "gzip, gzip"),
    ],
    ids=["not packed", "cut", "a packing we did not ask for", "packed twice"],
)
def test_what_cannot_be_unpacked_is_broken(body, packing):
    assert fetched(answer(body, Content_Encoding=packing))[0] is FetchTrouble.BROKEN


def test_a_small_answer_that_unpacks_to_fifty_megabytes_is_left_alone():
    packed = gzip.compress(b"\0" * (MOST_BYTES * 5))
    assert len(packed) < MOST_BYTES / 100
    assert fetched(answer(packed, Content_Encoding="gzip"))[0] is FetchTrouble.TOO_LARGE


def test_fifty_megabytes_are_not_read_to_their_end():
    async def pour(server, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        await server.pour(writer, b"[" * 1024 * 1024, 50)

    def then(server):
        server.says[LIST] = lambda writer: pour(server, writer)

    found, server = fetched(then=then, patience=timedelta(seconds=30))
    assert found is FetchTrouble.TOO_LARGE
    assert server.sent < 2 * MOST_BYTES


def test_exactly_the_limit_is_not_too_large():
    body = b"[" + b" " * (MOST_BYTES - 2) + b"]"
    assert fetched(answer(body), patience=timedelta(seconds=30))[0] == Fetched(body)


def test_an_answer_that_lies_about_its_length_is_caught():
    assert fetched(answer(b"[]", Content_Length="50000000"))[0] is FetchTrouble.TOO_LARGE
    assert fetched(answer(b"[]", Content_Length="500"))[0] is FetchTrouble.BROKEN
    assert fetched(answer(b"[]", Content_Length="-5"))[0] is FetchTrouble.BROKEN
    assert fetched(answer(b'[{"slug": "a"}]', Content_Length="5"))[0] is FetchTrouble.BROKEN


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(200_000)) + b"\r\n[]",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n[]\r\n",
        b"HTTP/1.1 302 Found\r\nConnection: close\r\n\r\n",
    ],
)
def test_an_answer_that_makes_no_sense_is_told_and_no_more(said):
    found, _ = fetched(said, patience=timedelta(seconds=5))
    assert found is FetchTrouble.BROKEN


def test_who_never_answers_or_answers_a_byte_at_a_time_is_too_slow():
    async def never(writer):
        await asyncio.sleep(5)

    async def drip(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        for _ in range(100):
            writer.write(b"[")
            await writer.drain()
            await asyncio.sleep(0.05)

    for says in (never, drip):
        assert fetched(says, patience=SHORT)[0] is FetchTrouble.TOO_SLOW


def test_a_redirect_is_followed_and_its_key_stays_on_the_site():
    def then(server):
        server.says[LIST] = answer(b"", 301, Location=f"/new?key=secret&port={server.port}")
        server.says["/new"] = answer(
            b"", 302, Location=f"http://localhost:{server.port}/far?a=b&key=secret"
        )
        server.says["/far"] = answer(b"[1]")

    found, server = fetched(then=then, access_key="secret")
    assert found == Fetched(b"[1]")
    targets = [target for target, _ in server.asked]
    assert targets == [f"{LIST}?key=secret", f"/new?key=secret&port={server.port}", "/far?a=b"]


def test_the_key_never_goes_from_https_to_http(tmp_path):
    file = certificate_in(tmp_path)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(file)
    trusting = ssl.create_default_context(cafile=str(file))

    async def ask():
        async with serving(ours) as safe, serving() as plain:
            safe.says[LIST] = answer(b"", 302, Location=f"{plain.origin}/far?key=secret&a=b")
            plain.says["/far"] = answer()
            url = safe.origin + LIST
            how = {"access_key": "secret", "loopback": True, "tls": trusting}
            return await fetch(url, FeedKind.MEETING_GUIDE, **how), plain.asked

    found, asked = asyncio.run(ask())
    assert found == Fetched(b"[]")
    assert [target for target, _ in asked] == ["/far?a=b"]


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_found():
    """A name that leads elsewhere at the second look has nobody to lead astray."""
    names = Names(localhost="127.0.0.1")

    async def ask():
        async with serving() as server:
            server.says[LIST] = answer()
            url = f"http://localhost:{server.port}{LIST}"
            found = await fetch(url, FeedKind.MEETING_GUIDE, loopback=True, look_up=names)
            return found, len(server.asked)

    assert asyncio.run(ask()) == (Fetched(b"[]"), 1)
    assert names.asked == ["localhost"]


def test_three_redirects_are_followed_and_a_loop_is_not():
    def then(server):
        for nth in range(MOST_REDIRECTS + 1):
            server.says[f"/{nth}"] = answer(b"", 307, Location=f"/{nth + 1}")
        server.says[f"/{MOST_REDIRECTS}"] = answer(b"[2]")
        server.says["/loop"] = answer(b"", 308, Location="/loop")

    assert fetched(then=then, path="/0")[0] == Fetched(b"[2]")
    found, server = fetched(then=then, path="/loop")
    assert found is FetchTrouble.TOO_MANY_REDIRECTS
    assert len(server.asked) == MOST_REDIRECTS + 1


PRIVATE = (
    "http://127.0.0.1:{port}/list.json", "http://localhost:{port}/", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://2130706433:{port}/", "http://127.1:{port}/",
    "http://0x7f.1:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://10.0.0.1/",
    "http://192.168.1.1/", "http://172.16.0.1/", "http://100.64.0.1/", "http://169.254.169.254/",
    "http://[fe80::1]/", "http://[fd00::1]/", "http://224.0.0.1/", "http://[ff02::1]/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://255.255.255.255/",
)  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_no_address_inside_is_asked_for(url):
    async def ask():
        async with serving() as server:
            url_there = url.format(port=server.port)
            found = await fetch(url_there, FeedKind.MEETING_GUIDE, patience=SHORT * 10)
            return found, server.asked

    found, asked = asyncio.run(ask())
    assert (found, asked) == (FetchTrouble.PRIVATE_ADDRESS, [])


@pytest.mark.parametrize("url", [each for each in PRIVATE if "{port}" not in each])
def test_no_redirect_leads_inside(url):
    assert fetched(answer(b"", 302, Location=url))[0] is FetchTrouble.PRIVATE_ADDRESS


def test_a_name_that_leads_inside_is_refused_even_where_this_machine_is_allowed():
    names = Names(lists_example_org="127.0.0.1")

    def then(server):
        there = f"http://lists.example.org:{server.port}/far"
        server.says = {LIST: answer(b"", 302, Location=there), "/far": answer(b"[3]")}

    found, server = fetched(then=then, look_up=names)
    assert found is FetchTrouble.PRIVATE_ADDRESS
    assert names.asked == ["lists.example.org"]
    assert [target for target, _ in server.asked] == [LIST]


@pytest.mark.parametrize(
    "there",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:x",
        "http://a:b@example.org/",
        "http://[",
    ],
)
def test_a_redirect_leads_to_http_or_nowhere(there):
    assert fetched(answer(b"", 302, Location=there))[0] is FetchTrouble.NOT_HTTP


@pytest.mark.parametrize(
    "url",
    ["", "meetings.example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)",
     "http://", "http://user:pass@example.org/", "http://[::1", "http://example.org:99999/"],
)  # fmt: skip
def test_only_plain_http_addresses_are_asked_for(url):
    found = asyncio.run(fetch(url, FeedKind.MEETING_GUIDE, patience=SHORT))
    assert found is FetchTrouble.NOT_HTTP


def test_where_nobody_listens_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    found = asyncio.run(fetch(url, FeedKind.MEETING_GUIDE, loopback=True))
    assert found is FetchTrouble.UNREACHABLE


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    file = certificate_in(tmp_path)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(file)
    assert fetched(server_tls=ours)[0] is FetchTrouble.TLS
    trusting = ssl.create_default_context(cafile=str(file))
    assert fetched(server_tls=ours, tls=trusting)[0] == Fetched(b"[]")
