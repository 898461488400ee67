"""The configuration file: what may be in it, and how faults are told."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagestreamimport.references import parse
from streamport.registry import BrokenConfig, RegistryConfig
from streamport.registry.config_document import ConfigDocument, faults_of

FULL = """
allowedRegistriesForImport:
  - domainName: quay.io
  - {domainName: "localhost:*", insecure: true}
registrySources:
  insecureRegistries: ["r.test:5000"]
  blockedRegistries: [docker.io]
repositoryDigestMirrors:
  - source: r.test/team
    mirrors: [m.test/team, n.test/team]
networks:
  allow: [10.1.0.0/16, "fd00::/8"]
  deny: [10.0.0.0/8]
  denyPrivate: true
certificateDirectories: [/etc/certs]
connections:
  perHost: 5
  total: 50
  connectTimeoutSeconds: 2.5
  readTimeoutSeconds: 7
"""


def load(folder: Path, text: str) -> RegistryConfig:
    path = folder / "registries.yaml"
    path.write_text(text)
    return RegistryConfig.load(path)


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    config = load(tmp_path, FULL)
    assert config.allowed.globs == (("quay.io", "443"), ("localhost", "*"))
    assert config.insecure_registries == {"r.test:5000"}
    assert config.blocked_registries == {"docker.io"}
    assert config.digest_mirrors == (("r.test/team", ("m.test/team", "n.test/team")),)
    assert config.addresses.allow == (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    assert config.addresses.deny == (ip_network("10.0.0.0/8"),)
    assert config.addresses.deny_private
    assert config.certificate_directories == (Path("/etc/certs"),)
    limits = config.limits
    assert (limits.per_host, limits.total) == (5, 50)
    assert (limits.connect_timeout_s, limits.read_timeout_s) == (2.5, 7)


def test_nothing_said_is_the_default(tmp_path: Path) -> None:
    assert load(tmp_path, "") == load(tmp_path, "{}") == RegistryConfig()
    assert RegistryConfig().allowed.import_refusal(parse("r.test/a"), False) is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("conections: {}", ["conections: Forbidden: there is no such field; there are allowed"]),
        (
            "connections: {perHost: 51, total: 0, perhost: 1}",
            [
                "connections.perHost: Invalid value: 51: must be a whole number from 1 to 50",
                "connections.total: Invalid value: 0: must be a whole number from 1 to 10000",
                "connections.perhost: Forbidden: there is no such field; there are perHost, total",
            ],
        ),
        ("connections: {perHost: true}", ["connections.perHost: Invalid value: true: must be"]),
        (
            "connections: {connectTimeoutSeconds: 0, readTimeoutSeconds: .nan}",
            [
                "connections.connectTimeoutSeconds: Invalid value: 0: must be a number of seconds",
                "connections.readTimeoutSeconds: Invalid value: NaN: must be a number of seconds",
            ],
        ),
        ("[]", ["document: Invalid value: []: must be an object"]),
        ("registrySources: docker.io", ['registrySources: Invalid value: "docker.io": must be an']),
        ("networks:", ["networks: Invalid value: null: must be an object"]),
        ("networks: {denyPrivate: 1}", ["networks.denyPrivate: Invalid value: 1: must be true or"]),
        (
            "repositoryDigestMirrors: [{source: '', mirrors: x}, y]",
            [
                'repositoryDigestMirrors[0].source: Invalid value: "": must be a text that is not',
                'repositoryDigestMirrors[0].mirrors: Invalid value: "x": must be a list',
                'repositoryDigestMirrors[1]: Invalid value: "y": must be an object',
            ],
        ),
        (
            f"certificateDirectories: [/etc/certs, [{'x' * 80}]]",
            [f'certificateDirectories[1]: Invalid value: ["{"x" * 58}…: must be a text'],
        ),
        (
            "allowedRegistriesForImport: [{domainName: 'a:b:c'}, {insecure: true}]",
            [
                'allowedRegistriesForImport[0].domainName: Invalid value: "a:b:c": ',
                "allowedRegistriesForImport[1].domainName: Required value: must be host or host:",
            ],
        ),
        (
            "networks: {deny: [10.0.0.1/8, nonsense]}",
            [
                "networks.deny[0]: 10.0.0.1/8 has host bits set; write it like 10.0.0.0/8",
                "networks.deny[1]: 'nonsense' does not appear to be an IPv4 or IPv6 network",
            ],
        ),
    ],
)
def test_all_faults_are_told_with_their_place(tmp_path: Path, text: str, faults: list[str]) -> None:
    with pytest.raises(BrokenConfig) as caught:
        load(tmp_path, text)
    assert len(caught.value.faults) == len(faults)
    for told, expected in zip(caught.value.faults, faults, strict=True):
        assert told.startswith(f"{tmp_path / 'registries.yaml'}: {expected}")
    assert str(caught.value) == "\n".join(caught.value.faults)


def test_a_value_that_holds_itself(tmp_path: Path) -> None:
    with pytest.raises(
        BrokenConfig, match=r"connections\.perHost: Invalid value: .*: must be a whole"
    ):
        load(tmp_path, "connections: &it {perHost: [*it]}")


_VALUES = st.none() | st.booleans() | st.integers(-1, 60) | st.floats() | st.sampled_from(["", "a"])


def _documents(form: Any) -> st.SearchStrategy[Any]:
    """Values that have the form, and some that nearly have it."""
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        hints = get_type_hints(form, include_extras=True)
        fields = {field.encode_name: hints[field.name] for field in msgspec.structs.fields(form)}
        known = {name: _documents(inner) for name, inner in fields.items()}
        members = st.fixed_dictionaries({}, optional={**known, "unknown": _VALUES})
        return members | _VALUES
    if get_origin(form) is tuple:
        return st.lists(_documents(get_args(form)[0]), max_size=3) | _VALUES
    return _VALUES


@given(_documents(ConfigDocument))
def test_a_document_has_faults_where_it_cannot_be_read(document: Any) -> None:
    try:
        msgspec.convert(document, ConfigDocument)
        is_right = True
    except msgspec.ValidationError:
        is_right = False
    assert (list(faults_of(document)) == []) == is_right


def test_what_is_not_yaml(tmp_path: Path) -> None:
    with pytest.raises(BrokenConfig) as caught:
        load(tmp_path, "connections:\n  perHost: [")
    path = tmp_path / "registries.yaml"
    assert str(caught.value).startswith(f"{path}:2:13: this is not YAML: ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RegistryConfig.load(tmp_path / "registries.yaml")
