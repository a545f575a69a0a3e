"""Keyed pseudonyms: a person is the same number in every file; nobody without the key can say who."""

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from wulfrun.words.errors import DataError

_BYTES = 64
FOLDER, FILE = "secret", "pseudonym.key"


@dataclass(frozen=True)
class Seal:
    """A partnership's secret key and what may be done with it; the key itself is never shown or logged."""

    _key: bytes

    def __repr__(self) -> str:
        return "Seal(...)"

    @classmethod
    def of_folder(cls, folder: Path) -> "Seal":
        """The key in `secret/` of a folder, made where there is none; DataError where it is damaged."""
        path = folder / FOLDER / FILE
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_once(path, os.urandom(_BYTES).hex())
        try:
            key = bytes.fromhex(path.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            raise DataError(_damaged(path)) from error
        if len(key) != _BYTES:
            raise DataError(_damaged(path))
        return cls(key)

    def fingerprint(self) -> str:
        """Which key this is, without telling the key: what was read with another is read anew."""
        return self.keyed("fingerprint", "")[:16]

    def who(self, reference: str) -> int:
        """The pseudonym of a reference, 0 for none; of 63 bits, so that every engine holds it whole."""
        text = normal(reference)
        if not text:
            return 0
        return int.from_bytes(self._digest("who", text)[:8], "big") >> 1 or 1

    def keyed(self, field: str, text: str) -> str:
        """A text of one field as a keyed hash, hexadecimal: what is equal in one field stays equal."""
        return self._digest(field, text).hex()

    def sealed(self, text: str) -> bytes:
        """A text encrypted so that it can be opened again (AES-SIV: the same text gives the same bytes)."""
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        return AESSIV(self._digest("seal", "")).encrypt(text.encode() or b"\0", None)

    def opened(self, sealed: bytes) -> str:
        """The text of `sealed`; DataError where it was sealed with another key."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        try:
            return AESSIV(self._digest("seal", "")).decrypt(sealed, None).decode().replace("\0", "")
        except InvalidTag:
            raise DataError(
                "This was sealed with another key. Put back the secret/pseudonym.key it was sealed with."
            ) from None

    def _digest(self, field: str, text: str) -> bytes:
        return hmac.new(self._key, f"{field}\x1f{text}".encode(), hashlib.sha256).digest()


def normal(reference: str) -> str:
    """A reference as it is compared: case and blanks carry no meaning.

    >>> normal(" nb-0012 a ")
    'NB-0012A'
    """
    return "".join(reference.split()).upper()


def _write_once(path: Path, text: str) -> None:
    """Write a new key that only its owner can read; one that another build has just made stays."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")


def _damaged(path: Path) -> str:
    return (
        f"{path}: this is not a key ({2 * _BYTES} hexadecimal digits). Put back the file that was here; "
        "a new key makes every earlier pseudonym another."
    )
