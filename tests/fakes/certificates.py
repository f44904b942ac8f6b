"""A certificate authority and a certificate for 127.0.0.1, made for one test."""

import datetime as dt
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certified:
    """`authority` verifies what `context` serves."""

    authority: Path
    context: ssl.SSLContext


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signed(name: str, key: ec.EllipticCurvePrivateKey, by: tuple[str, ec.EllipticCurvePrivateKey], ca: bool) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    built = x509.CertificateBuilder(
        _named(by[0]), _named(name), key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=2)
    )
    built = built.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    built = built.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")]), critical=False
    )
    usage = {"content_commitment": False, "key_encipherment": False, "data_encipherment": False, "key_agreement": False, "encipher_only": False,
             "decipher_only": False}  # fmt: skip
    built = built.add_extension(x509.KeyUsage(digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, **usage), critical=True)
    built = built.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    built = built.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by[1].public_key()), critical=False)
    return built.sign(by[1], hashes.SHA256())


def certified(folder: Path) -> Certified:
    """A fresh authority, and a server certificate of it."""
    folder.mkdir(parents=True, exist_ok=True)
    top, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority, own = _signed("ca", top, ("ca", top), True), _signed("server", leaf, ("ca", top), False)
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    secret = leaf.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return Certified(folder / "ca.pem", context)
