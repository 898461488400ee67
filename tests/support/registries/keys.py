"""Keys, certificates and signatures of the registries, made anew in each test session."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


class Pair:
    """A private key with its certificate; `issuer` is None for one that signs itself.

    `alternatives` are its alternative names: None for those of this machine, none for no extension.
    """

    def __init__(
        self,
        name: str,
        issuer: Pair | None = None,
        authority: bool = False,
        alternatives: Sequence[x509.GeneralName] | None = None,
    ) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        if alternatives is None:
            address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
            alternatives = (x509.DNSName("localhost"), address)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.certificate.subject if issuer else subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
        )
        if alternatives:
            names = x509.SubjectAlternativeName(alternatives)
            builder = builder.add_extension(names, critical=False)
        self.certificate = builder.sign((issuer or self).key, hashes.SHA256())

    @property
    def certificate_pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """The files of certificate and key."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
        certificate.write_bytes(self.certificate_pem)
        key.write_bytes(
            self.key.private_bytes(
                Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        return certificate, key

    def server_tls(self, folder: Path) -> ssl.SSLContext:
        """The settings of a server that shows this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.write(folder, "server"))
        return context

    def rs256(self, message: bytes) -> bytes:
        return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def jwk(self) -> dict[str, str]:
        """The public key, named by its fingerprint in the form of schema 1 signatures."""
        public = self.key.public_key()
        info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        text = base64.b32encode(hashlib.sha256(info).digest()[:30]).decode()
        numbers = public.public_numbers()
        return {
            "kty": "RSA",
            "kid": ":".join(text[i : i + 4] for i in range(0, len(text), 4)),
            "e": b64url(numbers.e.to_bytes(3, "big")),
            "n": b64url(numbers.n.to_bytes(256, "big")),
        }


@lru_cache(maxsize=1)
def signer() -> Pair:
    """Signs the tokens and the schema 1 manifests of this process."""
    return Pair("fixture signer", authority=True)


def jwt(claims: dict[str, Any]) -> str:
    """A JSON web token whose header carries the certificate of the signer."""
    der = base64.b64encode(signer().certificate.public_bytes(Encoding.DER)).decode()
    header = {"typ": "JWT", "alg": "RS256", "x5c": [der]}
    signed = b64url(compact(header)) + "." + b64url(compact(claims))
    return signed + "." + b64url(signer().rs256(signed.encode()))


def sign_schema1(manifest: dict[str, Any]) -> tuple[bytes, bytes]:
    """The payload, which is what the digest is taken of, and the document with the signature."""
    payload = json.dumps(manifest, indent=3).encode()
    tail = b"\n}"
    head = payload[: -len(tail)]
    protected = b64url(
        compact(
            {
                "formatLength": len(head),
                "formatTail": b64url(tail),
                "time": "2020-01-01T00:00:00Z",
            }
        )
    )
    signature = {
        "header": {"jwk": signer().jwk(), "alg": "RS256"},
        "signature": b64url(signer().rs256((protected + "." + b64url(payload)).encode())),
        "protected": protected,
    }
    return payload, head + b',\n   "signatures": ' + compact([signature]) + tail
