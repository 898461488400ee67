"""Manifests, configs, sizes and tags of a real registry (import semantics, section 8.5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from streamport.registry import Pool, RegistryConfig
from streamport.registry.errors import (
    ManifestUnknown,
    NameUnknown,
    NoBasicCredentials,
    Reason,
    TokenFailed,
    Unauthorized,
    UnknownBlob,
    Unreachable,
)
from tests.support.registries.catalogue import repositories
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.images import SCHEMA1_SIGNED
from tests.support.registries.running import Registries

pytestmark = pytest.mark.anyio
CATALOGUE = repositories()
MISSING = "sha256:" + "0" * 64


async def test_every_manifest_by_tag_and_by_digest(registries: Registries) -> None:
    async with Pool() as pool:
        for name, contents in CATALOGUE.items():
            asked = repository(pool, registries.host("plain"), name)
            for tag, manifest in contents.tags.items():
                if manifest.digest in contents.drop_manifests or name == "moving/app":
                    continue
                found = await asked.manifest(tag)
                if manifest.media_type == SCHEMA1_SIGNED:  # signed anew each time
                    assert found.media_type.startswith("application/vnd.docker.distribution.manif")
                    assert await asked.manifest(manifest.digest)
                    continue
                assert found.bytes == manifest.body
                assert found.digest == manifest.digest
                assert found.media_type == manifest.media_type
                assert found.credential_key is None
                assert (await asked.manifest(manifest.digest)).bytes == manifest.body


async def test_configs_and_sizes(registries: Registries) -> None:
    image = CATALOGUE["app/simple"].tags["v1"]
    digest = image.info["config"]
    async with Pool() as pool:
        asked = repository(pool, registries.host("plain"), "app/simple")
        assert await asked.config(digest) == image.blobs[0]
        assert await asked.blob_size(digest) == len(image.blobs[0])
        assert isinstance(await failing(asked.config(MISSING)), UnknownBlob)
        assert isinstance(await failing(asked.blob_size(MISSING)), UnknownBlob)


async def test_all_tags_of_a_repository(registries: Registries) -> None:
    async with Pool() as pool:
        tags = await repository(pool, registries.host("plain"), "tags/odd").tags()
    assert sorted(tags) == sorted(CATALOGUE["tags/odd"].tags)


async def test_what_is_missing(registries: Registries) -> None:
    async with Pool() as pool:
        host = registries.host("plain")
        for name, reference in (("app/simple", "no"), ("app/simple", MISSING), ("no/such", "v1")):
            error = await failing(repository(pool, host, name).manifest(reference))
            assert isinstance(error, ManifestUnknown)
            assert error.reason == Reason.NOT_FOUND
        error = await failing(repository(pool, host, "no/such").tags())
        assert isinstance(error, NameUnknown)
        assert error.listing_reason == Reason.NOT_FOUND


# ------------------------------------------------------------------------------------ credentials


async def test_basic_authentication(registries: Registries) -> None:
    host = registries.host("basic")
    async with Pool() as pool:
        asked = repository(pool, host, "app/simple", keys=keyring(host))
        manifest = await asked.manifest("v1")
        assert manifest.digest == CATALOGUE["app/simple"].tags["v1"].digest
        assert manifest.credential_key

        error = await failing(
            repository(pool, host, "app/simple", keys=keyring(host, password="no")).manifest("v1")
        )
        assert isinstance(error, Unauthorized)
        assert error.reason == error.listing_reason == Reason.NO_ACCESS


async def test_basic_authentication_without_credentials(registries: Registries) -> None:
    host = registries.host("basic")
    async with Pool() as pool:
        asked = repository(pool, host, "app/simple", keys=keyring("other.example"))
        error = await failing(asked.manifest("v1"))
        assert isinstance(error, NoBasicCredentials)
        assert error.reason == Reason.NO_ACCESS
        error = await failing(asked.tags())
        assert error.listing_reason == Reason.INTERNAL_ERROR
        url = f"http://{host}/v2/app/simple/tags/list"
        assert error.listing_text == f'Get "{url}": no basic auth credentials'


async def test_bearer_tokens(registries: Registries) -> None:
    host = registries.host("token")
    async with Pool() as pool:
        reader = repository(pool, host, "app/other", keys=keyring(host))
        assert (await reader.manifest("latest")).credential_key
        assert sorted(await reader.tags()) == ["latest", "stable"]
        limited = keyring(host, "limited", "limitedpass")
        assert await repository(pool, host, "app/simple", keys=limited).manifest("v1")
        error = await failing(repository(pool, host, "app/other", keys=limited).manifest("latest"))
        assert error.reason == Reason.NO_ACCESS


async def test_bearer_tokens_for_nobody(registries: Registries) -> None:
    host = registries.host("token")
    async with Pool() as pool:
        public = await repository(pool, host, "public/app").manifest("v1")
        assert public.credential_key is None
        private = await failing(repository(pool, host, "app/simple").manifest("v1"))
        assert private.reason == private.listing_reason == Reason.NO_ACCESS


async def test_a_wrong_password_is_told_apart(registries: Registries) -> None:
    host = registries.host("token")
    async with Pool() as pool:
        asked = repository(pool, host, "public/app", keys=keyring(host, password="mistyped"))
        error = await failing(asked.manifest("v1"))
    assert isinstance(error, TokenFailed)
    assert error.reason == Reason.WRONG_PASSWORD
    assert error.listing_reason == Reason.INTERNAL_ERROR
    url = f"http://{host}/v2/public/app/manifests/v1"
    assert error.text == f'Get "{url}": unauthorized: incorrect username or password'


async def test_without_a_challenge_no_credential_is_sent(registries: Registries) -> None:
    host = registries.host("plain")
    async with Pool() as pool:
        asked = repository(pool, host, "app/simple", keys=keyring(host))
        assert (await asked.manifest("v1")).credential_key is None


# -------------------------------------------------------------------------------------------- TLS


async def test_a_certificate_that_nobody_trusts(registries: Registries) -> None:
    host = registries.host("tls")
    async with Pool() as pool:
        error = await failing(repository(pool, host, "app/simple", insecure=False).manifest("v1"))
        assert isinstance(error, Unreachable)
        why = "x509: certificate signed by unknown authority"
        assert error.text == f'Get "https://{host}/v2/": {why}'
        assert await repository(pool, host, "app/simple", insecure=True).manifest("v1")


async def test_an_insecure_connection_does_not_serve_a_secure_import(
    registries: Registries,
) -> None:
    host = registries.host("tls")
    async with Pool() as pool:
        assert await repository(pool, host, "app/simple", insecure=True).manifest("v1")
        error = await failing(repository(pool, host, "app/simple", insecure=False).manifest("v1"))
        assert isinstance(error, Unreachable)


async def test_authorities_of_the_environment(
    registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = registries.host("tls-trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(registries.authority))
    async with Pool() as pool:
        assert await repository(pool, host, "app/simple", insecure=False).manifest("v1")


async def test_authorities_of_one_registry(
    registries: Registries, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("certs.d")
    trusted, other = registries.host("tls-trusted"), registries.host("tls")
    (folder / trusted).mkdir()
    (folder / trusted / "ca.crt").write_bytes(registries.authority.read_bytes())
    async with Pool(RegistryConfig(certificate_directories=(folder,))) as pool:
        assert await repository(pool, trusted, "app/simple", insecure=False).manifest("v1")
        error = await failing(repository(pool, other, "app/simple", insecure=False).manifest("v1"))
        assert isinstance(error, Unreachable)


async def test_a_broken_authority_is_named(registries: Registries, tmp_path: Path) -> None:
    host = registries.host("tls-trusted")
    (tmp_path / host).mkdir()
    (tmp_path / host / "ca.crt").write_text("no certificate")
    async with Pool(RegistryConfig(certificate_directories=(tmp_path,))) as pool:
        error = await failing(repository(pool, host, "app/simple", insecure=False).manifest("v1"))
    assert str(tmp_path / host / "ca.crt") in error.text


async def test_plain_http_needs_an_insecure_import(registries: Registries) -> None:
    host = registries.host("plain")
    async with Pool() as pool:
        error = await failing(repository(pool, host, "app/simple", insecure=False).manifest("v1"))
        assert isinstance(error, Unreachable)
        assert error.text.startswith(f'Get "https://{host}/v2/": http: server gave HTTP response')


async def test_insecure_registries_of_the_configuration(registries: Registries) -> None:
    host = registries.host("plain")
    async with Pool(RegistryConfig(insecure_registries=frozenset({host}))) as pool:
        assert await repository(pool, host, "app/simple", insecure=False).manifest("v1")


# ------------------------------------------------------------------------------ what is no registry


async def test_nobody_listens(registries: Registries) -> None:
    host = registries.host("closed")
    async with Pool() as pool:
        for insecure, scheme in ((True, "http"), (False, "https")):
            error = await failing(repository(pool, host, insecure=insecure).manifest("v1"))
            assert isinstance(error, Unreachable)
            why = f"dial tcp {host}: connect: connection refused"
            assert error.text == f'Get "{scheme}://{host}/v2/": {why}'


async def test_something_else_listens(registries: Registries) -> None:
    host = registries.host("notregistry")
    async with Pool() as pool:
        error = await failing(repository(pool, host).manifest("v1"))
    assert error.text == f'endpoint "http://{host}" does not support v2 API (got 404 Not Found)'


async def test_a_host_that_does_not_exist() -> None:
    async with Pool() as pool:
        error = await failing(repository(pool, "no-such-host.invalid:5000").manifest("v1"))
    assert error.text.startswith('Get "http://no-such-host.invalid:5000/v2/": dial tcp: lookup ')
