"""Where this server does not connect to, whatever name, redirect or realm leads there."""

from __future__ import annotations

import socket
from ipaddress import ip_network
from typing import Any

import aiohttp.resolver
import pytest

from streamport.registry import Pool, RegistryConfig
from streamport.registry.addresses import AddressRules
from streamport.registry.errors import ForbiddenAddress, Reason, TokenFailed
from streamport.registry.proxies import Proxies
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'


def rules(*allow: str, deny: tuple[str, ...] = (), private: bool = False) -> AddressRules:
    return AddressRules(
        tuple(map(ip_network, allow)), tuple(map(ip_network, deny)), deny_private=private
    )


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "169.254.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255",
        "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "::", "fe80::1", "fe80::1%eth0", "ff02::1", "fd00:ec2::254",
        # The same addresses in the clothes of IPv6.
        "::ffff:169.254.169.254", "::ffff:0.0.0.0", "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::", "::169.254.169.254", "::ffff:0:169.254.169.254",
        "64:ff9b:1::169.254.169.254", "2001:0:a9fe:a9fe::", "2001::5601:5601",
        "no address",
    ],
)  # fmt: skip
def test_never(address: str) -> None:
    assert rules().refusal(address)
    assert rules("0.0.0.0/0", "::/0").refusal(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "::1", "fd12::1", "::ffff:10.0.0.1"],
)
def test_loopback_and_private_networks_unless_denied(address: str) -> None:
    assert rules().refusal(address) is None
    assert rules(private=True).refusal(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "2001:4860:4860::8888"])
def test_the_rest_of_the_world(address: str) -> None:
    assert rules().refusal(address) is None
    assert rules(private=True).refusal(address) is None


@pytest.mark.parametrize(
    ("made", "address", "refused"),
    [
        (rules(deny=("10.0.0.0/8",)), "10.1.1.1", True),
        (rules(deny=("10.0.0.0/8",)), "11.1.1.1", False),
        (rules("10.1.0.0/16", deny=("10.0.0.0/8",)), "10.1.1.1", False),
        (rules("10.1.0.0/16", deny=("10.0.0.0/8",)), "10.2.1.1", True),
        (rules("10.0.0.0/8", deny=("10.1.0.0/16",)), "10.1.1.1", True),
        (rules("10.0.0.0/8", deny=("10.0.0.0/8",)), "10.1.1.1", True),
        (rules(deny=("0.0.0.0/0",)), "8.8.8.8", True),
        (rules("8.8.8.0/24", deny=("0.0.0.0/0",)), "8.8.8.8", False),
        (rules("10.0.0.0/8", private=True), "10.1.1.1", False),
        (rules("10.0.0.0/8", private=True), "192.168.1.1", True),
        (rules("169.254.7.7/32"), "169.254.7.7", False),
        (rules("169.254.7.7/32"), "169.254.169.254", True),
        (rules(deny=("10.0.0.0/8",)), "::ffff:10.0.0.1", True),
        (rules(deny=("fd00::/8",)), "fd12::1", True),
    ],
)
def test_the_most_specific_network_decides(made: AddressRules, address: str, refused: bool) -> None:
    assert bool(made.refusal(address)) == refused


# ---------------------------------------------------------------------------- where it is enforced


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "0.0.0.0:5000", "169.254.169.254:80", "100.100.100.200"]
)
async def test_an_address_in_a_reference(host: str) -> None:
    async with Pool() as pool:
        for insecure, scheme in ((True, "http"), (False, "https")):
            failed = await failing(repository(pool, host, insecure=insecure).manifest("v1"))
            assert isinstance(failed, ForbiddenAddress)
            assert failed.text.startswith(f'Get "{scheme}://{host}/v2/": dial tcp: ')
            assert failed.reason == Reason.INTERNAL_ERROR


async def test_numbers_that_the_system_reads_as_addresses() -> None:
    async with Pool(RegistryConfig().denying_private()) as pool:
        for host in ("0x7f000001:5000", "2130706433:5000", "127.1:5000", "0177.0.0.1:5000"):
            await failing(repository(pool, host).manifest("v1"))


@pytest.mark.parametrize("host", ["2852039166:80", "0", "a..b"])
async def test_hosts_that_are_none_are_told_in_words(host: str) -> None:
    there = Said(307, headers={"Location": f"http://{host}/"})
    with scripted(lambda asked: None if asked.path == "/v2/" else there) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert failed.text.endswith(("the address cannot be read", "no such host")), failed.text


async def test_a_redirect() -> None:
    there = Said(307, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    with scripted(lambda asked: None if asked.path == "/v2/" else there) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert isinstance(failed, ForbiddenAddress)
    assert failed.url == f"http://{server.host}/v2/app/manifests/v1"


async def test_a_realm() -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="http://169.254.169.254/token"'}
    with scripted(lambda _: Said(401, headers=challenge)) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keyring(server.host))
            failed = await failing(asked.manifest("v1"))
    assert isinstance(failed, TokenFailed)
    assert "169.254.169.254 is an address that is not connected to" in failed.text


class Rebinding(aiohttp.resolver.ThreadedResolver):
    """A name server that gives another address each time."""

    answers: list[str]

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[Any]:
        address = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
        ]


async def test_a_name_is_judged_by_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiohttp.connector, "DefaultResolver", Rebinding)
    Rebinding.answers = ["169.254.169.254"]
    async with Pool() as pool:
        failed = await failing(repository(pool, "innocent.example:5000").manifest("v1"))
    assert isinstance(failed, ForbiddenAddress)
    assert "169.254.169.254" in failed.text


async def test_loopback_is_shut_by_deny_private() -> None:
    with scripted(lambda _: Said(body=BODY)) as server:
        async with Pool(RegistryConfig().denying_private()) as pool:
            for host in (server.host, server.host.replace("127.0.0.1", "localhost")):
                failed = await failing(repository(pool, host).manifest("v1"))
                assert isinstance(failed, ForbiddenAddress)
        assert server.requests == []


# ----------------------------------------------------------------------------------------- proxies


@pytest.mark.parametrize(
    ("variables", "url", "proxy"),
    [
        ({}, "https://r.test/", None),
        ({"HTTPS_PROXY": "http://p:1"}, "https://r.test/", "http://p:1"),
        ({"https_proxy": "p:1"}, "https://r.test/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "https://r.test/", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://r.test/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "http://localhost:5000/", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://127.0.0.1:5000/", None),
        ({"HTTP_PROXY": "http://p:1"}, "http://[::1]:5000/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "r.test"}, "http://r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "r.test"}, "http://a.r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "r.test"}, "http://ar.test/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": ".r.test"}, "http://a.r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": ".r.test"}, "http://r.test/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "a, R.test "}, "http://r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "*"}, "http://r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "r.test:80"}, "http://r.test/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "r.test:81"}, "http://r.test/", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "10.0.0.0/8"}, "http://10.1.1.1/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "10.1.1.1"}, "http://10.1.1.1:5/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "fd00::/8"}, "http://[fd00::1]/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "[fd00::1]:80"}, "http://[fd00::1]/", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "11.0.0.0/8"}, "http://10.1.1.1/", "http://p:1"),
    ],
)
def test_the_usual_variables(variables: dict[str, str], url: str, proxy: str | None) -> None:
    assert Proxies.from_environment(variables).proxy_for(url) == proxy


async def test_a_proxy_is_asked_for_the_whole_address() -> None:
    def answer(asked: Asked) -> Said:
        # A proxy is asked for `http://host/path`, which has no path of its own here.
        return Said(body=BODY)

    with scripted(answer) as proxy:
        config = RegistryConfig(proxies=Proxies(http=f"http://user:sesame@{proxy.host}"))
        assert "sesame" not in repr(config)
        async with Pool(config.denying_private()) as pool:
            found = await repository(pool, "registry.invalid").manifest("v1")
            assert found.bytes == BODY
            failed = await failing(repository(pool, "169.254.169.254").manifest("v1"))
            assert isinstance(failed, ForbiddenAddress)
    assert [path for _, path, _ in proxy.requests] == [
        "http://registry.invalid/v2/",
        "http://registry.invalid/v2/app/manifests/v1",
    ]
    assert proxy.requests[0][2]["Proxy-Authorization"] == "Basic dXNlcjpzZXNhbWU="


ODD = [
    "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "169.254.43518",
    "169.16689662", "0XA9FEA9FE", "025177524776", "169.254.169.254.", "%31%36%39.254.169.254",
    "\uff11\uff16\uff19.254.169.254", "169\u3002254\uff61169.254", "[::ffff:169.254.169.254]",
]  # fmt: skip


@pytest.mark.parametrize("host", ODD)
async def test_however_an_address_is_spelled_a_proxy_is_not_asked_for_it(host: str) -> None:
    assert rules().refusal_of_literal(host)
    spelled = host.encode().decode("latin-1")  # as headers are written
    led_there = [f"http://{spelled}/v2/", f"http://{spelled}:80/latest"]

    def answer(asked: Asked) -> Said:
        where = asked.path.removeprefix("http://registry.invalid")
        if where == "/v2/":
            return Said(401, headers={"WWW-Authenticate": f'Bearer realm="{led_there[0]}"'})
        return Said(307, headers={"Location": led_there[1]})

    def redirected(asked: Asked) -> Said:
        return Said(body=BODY) if asked.path.endswith("/v2/") else answer(asked)

    for script in (answer, redirected):
        with scripted(script) as proxy:
            async with Pool(RegistryConfig(proxies=Proxies(http=f"http://{proxy.host}"))) as pool:
                failed = await failing(repository(pool, "registry.invalid").manifest("v1"))
            assert "is an address that is not connected to" in failed.text
            assert all("//registry.invalid/" in path for _, path, _ in proxy.requests)


@pytest.mark.parametrize("host", ["0xa9fea9fe:80", "2852039166:80", "169.254.43518:80"])
async def test_nor_as_the_registry_itself(host: str) -> None:
    with scripted(lambda _: Said(body=BODY)) as proxy:
        async with Pool(RegistryConfig(proxies=Proxies(f"http://{proxy.host}"))) as pool:
            asked = repository(pool, host)
            assert isinstance(await failing(asked.manifest("v1")), ForbiddenAddress)
        assert proxy.requests == []


@pytest.mark.parametrize("host", ["registry.invalid", "0xyz", "a.1", "1.2.3.4.5", "256.1.1.1", ""])
def test_what_is_a_name(host: str) -> None:
    assert rules(deny=("0.0.0.0/0",)).refusal_of_literal(host) is None


async def test_a_proxy_that_is_not_there() -> None:
    config = RegistryConfig(
        proxies=Proxies(http="http://u:sesame@127.0.0.1:1", https="http://u:sesame@127.0.0.1:1")
    )
    async with Pool(config) as pool:
        for insecure in (True, False):
            failed = await failing(repository(pool, "r.invalid", insecure=insecure).tags())
            assert failed.text.endswith(": proxyconnect tcp: the proxy cannot be reached")
