"""The car's own key, and who is paired with it, on the car's disk. Ed25519; the file is the car's alone (0600)."""

import base64
import json
import logging
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headunit.kernel.errors import HeadunitError
from headunit.kernel.kept_file import replace_file
from headunit.mirror.keyring import Keyring
from headunit.mirror.signed import SignatureError

log = logging.getLogger(__name__)

KEY: Final = "car.key"
KEYRING: Final = "keyring.json"


class CarKeyError(HeadunitError):
    """The key cannot be read or written: without it nothing is mirrored."""


def load_key(folder: Path) -> Ed25519PrivateKey:
    """The car's key; made at the first time. Raises CarKeyError."""
    file = folder / KEY
    try:
        return Ed25519PrivateKey.from_private_bytes(file.read_bytes())
    except FileNotFoundError:
        key = Ed25519PrivateKey.generate()
    except (OSError, ValueError) as error:
        raise CarKeyError(f"the car's key {file} cannot be read: {error}") from error
    try:
        replace_file(file, key.private_bytes_raw(), mode=0o600)
    except OSError as error:
        raise CarKeyError(f"the car's key {file} cannot be written: {error.strerror}") from error
    return key


def load_keyring(folder: Path, car: bytes) -> Keyring:
    """Who is paired. A chain that does not hold is put aside, and nobody is: somebody has to pair anew."""
    file = folder / KEYRING
    try:
        said = json.loads(file.read_text("ascii"))
        return Keyring(car, [base64.b64decode(one, validate=True) for one in said])
    except FileNotFoundError:
        return Keyring(car)
    except (OSError, ValueError, TypeError, SignatureError) as error:
        log.error("%s does not hold (%s): nobody is paired", file.name, error)  # noqa: TRY400  a line will do
        return Keyring(car)


def written(keyring: Keyring) -> bytes:
    """As it is kept, and as it is told (Car.Keyring)."""
    return json.dumps([base64.b64encode(one).decode() for one in keyring.statements]).encode()
