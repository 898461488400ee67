"""The certificate that `streamport serve` makes for itself where it is given none.

Self-signed and no authority: whoever trusts it trusts this server and nothing that its key could
sign. It ends before the 398 days after which Apple's clients refuse it, and is made anew at a
start that finds it near its end or without a name that it needs.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .permissions import write_private

_LIFETIME = timedelta(days=397)
_RENEWED_BEFORE = timedelta(days=30)
# A clock that is a little slow must not find the certificate to be of tomorrow.
_SLOW_CLOCKS = timedelta(hours=1)

Address = IPv4Address | IPv6Address


def ensure_certificate(
    certificate: Path, key: Path, bind: Address, now: datetime, more: Sequence[str] = ()
) -> bool:
    """Keep the pair of files if it still serves, else make one. Returns whether it was made.

    more: further names and addresses that it has to be for.
    """
    named = [text for text in more if not is_address(text)]
    names = list(dict.fromkeys([*names_of_this_host(), *named]))
    asked = [ip_address(text) for text in more if is_address(text)]
    addresses = list(dict.fromkeys([*_addresses(bind), *asked]))
    if _serves(certificate, key, names, addresses, now):
        return False
    made, private = _make(names, addresses, now)
    write_private(key, private)
    write_private(certificate, made)
    return True


def names_of_this_host() -> list[str]:
    """List localhost and the host's name, if that can stand in a certificate."""
    host = socket.gethostname()
    if (
        not host.isascii()
        or len(host) > 253
        or not host.replace("-", "").replace(".", "").isalnum()
    ):
        return ["localhost"]
    return list(dict.fromkeys(("localhost", host)))


def _addresses(bind: Address) -> list[Address]:
    """List loopback and the bound address; for the address of all, those of this machine."""
    found = [ip_address("127.0.0.1"), ip_address("::1")]
    if bind.is_unspecified:
        found += addresses_of_this_machine()
    else:
        found.append(bind)
    return list(dict.fromkeys(found))


def is_address(text: str) -> bool:
    """Whether it is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def addresses_of_this_machine() -> list[Address]:
    """List those of the host's name, and those by which others are reached; nothing is sent."""
    found = list(_addresses_of(socket.gethostname()))
    for family, beyond in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((beyond, 9))
            found.append(ip_address(str(probe.getsockname()[0]).partition("%")[0]))
    return list(dict.fromkeys(found))


def _addresses_of(host: str) -> Iterable[Address]:
    try:
        answers = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except OSError:
        return []
    return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


def _serves(
    certificate: Path, key: Path, names: list[str], addresses: list[Address], now: datetime
) -> bool:
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), None)
        held = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    lasts = found.not_valid_before_utc <= now <= found.not_valid_after_utc - _RENEWED_BEFORE
    named = set(names) <= set(held.get_values_for_type(x509.DNSName))
    addressed = set(addresses) <= set(held.get_values_for_type(x509.IPAddress))
    return lasts and named and addressed and private.public_key() == found.public_key()


def _make(names: list[str], addresses: list[Address], now: datetime) -> tuple[bytes, bytes]:
    """Make a certificate and its private key, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "streamport")])
    subject_key = x509.SubjectKeyIdentifier.from_public_key(public)
    alternatives: list[x509.GeneralName] = [x509.DNSName(text) for text in names]
    alternatives += [x509.IPAddress(address) for address in addresses]
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCKS)
        .not_valid_after(now - _SLOW_CLOCKS + _LIFETIME)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(subject_key, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


def _usage() -> x509.KeyUsage:
    """Allow the key to sign the handshake, and nothing else."""
    no = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=True, **no)


def own_authority(pem: bytes) -> bytes | None:
    """Return what clients must trust for a chain that ends in its own authority, else None."""
    chain = x509.load_pem_x509_certificates(pem)
    last = chain[-1]
    if last.issuer != last.subject:
        return None
    return last.public_bytes(serialization.Encoding.PEM)


def name_for_clients(pem: bytes, host: str) -> str | None:
    """Return the name that clients must expect of a server that they reach at an address.

    None where the certificate is for that address, or for no name that could be expected.
    """
    certificate = x509.load_pem_x509_certificates(pem)[0]
    try:
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return None
    if ip_address(host) in held.get_values_for_type(x509.IPAddress):
        return None
    names = held.get_values_for_type(x509.DNSName)
    return next((name for name in names if not name.startswith("*")), None)
