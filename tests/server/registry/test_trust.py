"""Certificates: the places where authorities lie, and what Go refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography import x509

from streamport.registry import Pool, RegistryConfig
from streamport.registry.errors import Untrusted
from streamport.registry.trust import BrokenCertificate
from tests.support.registries.clients import failing, repository
from tests.support.registries.keys import Pair
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'
BROKEN = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
AUTHORITY = Pair("an authority", authority=True)
SERVED = Pair("localhost", AUTHORITY)


def answer(asked: Asked) -> Said | None:
    return None if asked.path == "/v2/" else Said(body=BODY)


def local(host: str) -> str:
    """The registry by the name that the certificates have, not by its address."""
    return host.replace("127.0.0.1", "localhost")


async def is_trusted(
    tmp_path: Path, pair: Pair = SERVED, *, folders: tuple[Path, ...] = ()
) -> str | None:
    """None for a registry that is trusted, else why it is not. `folders` are those of certs.d."""
    with scripted(answer, pair.server_tls(tmp_path)) as server:
        host = local(server.host)
        for folder in folders:
            if (folder / "HOST").exists():
                (folder / "HOST").rename(folder / host)
        async with Pool(RegistryConfig(certificate_directories=folders)) as pool:
            asked = repository(pool, host, insecure=False)
            try:
                assert (await asked.manifest("v1")).bytes == BODY
            except Untrusted as error:
                return error.why
    return None


# ------------------------------------------------------------------------------------- the places


@pytest.mark.parametrize("name", ["corp.crt", "anything", "x.pem", "0d2a3b4c.0"])
async def test_a_folder_of_authorities_whatever_they_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert await is_trusted(tmp_path) == "x509: certificate signed by unknown authority"
    folder = tmp_path / "authorities"
    folder.mkdir()
    (folder / name).write_bytes(AUTHORITY.certificate_pem)
    (folder / "README").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_DIR", f"/nowhere:{folder}")
    assert await is_trusted(tmp_path) is None


@pytest.mark.parametrize("where", ["before", "after"])
async def test_a_broken_block_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    blocks = [BROKEN, AUTHORITY.certificate_pem]
    path = tmp_path / "ca.pem"
    path.write_bytes(b"".join(blocks if where == "before" else reversed(blocks)))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    assert await is_trusted(tmp_path) is None


def test_a_file_with_broken_blocks_alone_is_told_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(BROKEN)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with pytest.raises(BrokenCertificate, match="no certificate in it"):
        Pool()


async def test_of_several_folders_for_a_registry_the_first_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, pair in ((first, AUTHORITY), (second, Pair("another", authority=True))):
        (folder / "HOST").mkdir(parents=True)
        (folder / "HOST" / "ca.crt").write_bytes(BROKEN + pair.certificate_pem)
    assert await is_trusted(tmp_path, folders=(first, second)) is None
    shutil.rmtree(first)
    (first / "HOST").mkdir(parents=True)  # empty, and all the same the one that counts
    shutil.rmtree(second)
    (second / "HOST").mkdir(parents=True)
    (second / "HOST" / "ca.crt").write_bytes(AUTHORITY.certificate_pem)
    assert await is_trusted(tmp_path, folders=(first, second)) is not None


async def test_what_lies_among_the_authorities_is_one(tmp_path: Path) -> None:
    """The certificate of the server itself, or of the authority below the root."""
    middle = Pair("middle", AUTHORITY, authority=True)
    for trusted, shown in ((SERVED, SERVED), (middle, Pair("localhost", middle))):
        folder = tmp_path / trusted.certificate.subject.rfc4514_string()
        (folder / "HOST").mkdir(parents=True)
        (folder / "HOST" / "ca.crt").write_bytes(trusted.certificate_pem)
        assert await is_trusted(tmp_path, shown, folders=(folder,)) is None


async def test_the_authority_of_a_registry_vouches_for_its_token_server(tmp_path: Path) -> None:
    tls = SERVED.server_tls(tmp_path)
    with scripted(lambda _: Said(body={"token": "T0"}), tls) as token:

        def guarded(asked: Asked) -> Said | None:
            if asked.headers.get("Authorization") == "Bearer T0":
                return answer(asked)
            bearer = f'Bearer realm="https://{local(token.host)}/t"'
            return Said(401, headers={"WWW-Authenticate": bearer})

        with scripted(guarded, tls) as server:
            host = local(server.host)
            (tmp_path / host).mkdir()
            (tmp_path / host / "ca.crt").write_bytes(AUTHORITY.certificate_pem)
            async with Pool(RegistryConfig(certificate_directories=(tmp_path,))) as pool:
                asked = repository(pool, host, insecure=False)
                assert (await asked.manifest("v1")).bytes == BODY
                # As a registry of its own it is as unknown as before.
                other = repository(pool, local(token.host), insecure=False)
                assert isinstance(await failing(other.manifest("v1")), Untrusted)


# -------------------------------------------------------------------------------------- the names


@pytest.mark.parametrize(
    ("alternatives", "why"),
    [
        ([], "certificate relies on legacy Common Name field, use SANs instead"),
        (
            [x509.RFC822Name("me@localhost")],
            "certificate is not valid for any names, but wanted to match localhost",
        ),
        ([x509.DNSName("other.example")], "certificate is not valid for localhost"),
        ([x509.DNSName("localhost")], None),
    ],
)
async def test_a_common_name_alone_names_no_host(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    alternatives: list[x509.GeneralName],
    why: str | None,
) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(AUTHORITY.certificate_pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    pair = Pair("localhost", AUTHORITY, alternatives=alternatives)
    found = await is_trusted(tmp_path, pair)
    assert found == (f"x509: {why}" if why else None)


async def test_an_insecure_import_asks_for_no_names(tmp_path: Path) -> None:
    pair = Pair("localhost", alternatives=[])
    with scripted(answer, pair.server_tls(tmp_path)) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, insecure=True)
            assert (await asked.manifest("v1")).bytes == BODY
        assert server.asked("v1")
