"""A certificate a cluster makes for itself: browsers ask before they trust it, and nobody else is asked to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LIVES = timedelta(days=90)
RENEWED = timedelta(days=7)
"""Before its end it is made anew."""


def certificate_in(folder: Path) -> Path:
    """``fullchain.pem`` in ``folder``, beside ``privkey.pem``: for 127.0.0.1 and localhost, made when it is needed."""
    file = folder / "fullchain.pem"
    if not file.exists() or _ends_soon(file):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        issue(folder)
    return file


def _ends_soon(file: Path) -> bool:
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc - datetime.now(UTC) < RENEWED


def issue(folder: Path) -> None:
    """A new key and a certificate it signs itself, as ``compose.tls.yml`` wants to find them."""
    key = ec.generate_private_key(ec.SECP256R1())
    key_file = folder / "privkey.pem"
    key_file.touch(mode=0o600)
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "fullchain.pem").write_bytes(_signed(key).public_bytes(Encoding.PEM))


def _signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIVES)
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
