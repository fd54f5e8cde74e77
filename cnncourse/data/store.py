"""Files that are whole or refused: checksums, and downloads that leave no half behind."""

import hashlib
import os
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

FILES = Path(__file__).parent / "files"  # what the package carries

_BLOCK = 1 << 16  # bytes read at a time


class DamagedFile(OSError):
    """A file is there, but its bytes are not the ones that were published."""


def verified(content: bytes, sha256: str, name: str) -> bytes:
    """Hand `content` back if its SHA-256 is the expected one.

    Args:
        content: the bytes of a file.
        sha256: expected digest, 64 hexadecimal digits.
        name: what to call the file in the error message.

    Returns:
        `content` itself.

    Raises:
        DamagedFile: the digests differ.

    >>> verified(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "nothing")
    b''
    """
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise DamagedFile(
            f"{name} is damaged or is another file: its SHA-256 begins {found[:12]}, expected {sha256[:12]} "
            f"({len(content):,} bytes read). Delete it and fetch or install it again."
        )
    return content


def read_verified(path: Path, sha256: str) -> bytes:
    """Read a whole file and refuse it unless its SHA-256 is the expected one.

    Args:
        path: the file.
        sha256: expected digest, 64 hexadecimal digits.

    Returns:
        The bytes of the file.

    Raises:
        DamagedFile: the digests differ.
        FileNotFoundError: there is no such file.

    >>> try:
    ...     read_verified(FILES / "LICENSE-fashion-mnist.txt", "0" * 64)
    ... except DamagedFile:
    ...     print("refused")
    refused
    """
    return verified(Path(path).read_bytes(), sha256, str(path))


def keras_cache() -> Path:
    """The folder in which Keras keeps what it has downloaded.

    Returns:
        `$KERAS_HOME`, or `~/.keras` where that is not set. It need not exist.

    >>> isinstance(keras_cache(), Path)
    True
    """
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever meets half of it: under another name first, then renamed.

    Args:
        path: where the file shall be. Its folder is made if need be.
        content: the bytes.

    >>> target = Path(tempfile.mkdtemp()) / "new" / "a.bin"
    >>> write_whole(target, b"whole")
    >>> [p.name for p in target.parent.iterdir()], target.read_bytes()
    (['a.bin'], b'whole')
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def download(url: str, timeout: float = 20.0, deadline: float = 600.0) -> bytes:
    """Fetch a file into memory, or fail within a known time.

    Args:
        url: address of the file.
        timeout: seconds to wait for a connection or for the next bytes.
        deadline: seconds that the whole may take.

    Returns:
        The bytes. Check them with `verified` before you keep them.

    Raises:
        OSError: the address cannot be reached, or answers too slowly, or stops half way.
    """
    started, blocks, received = time.monotonic(), [], 0
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        promised = answer.headers.get("Content-Length")
        while block := answer.read(_BLOCK):
            blocks.append(block)
            received += len(block)
            if time.monotonic() - started > deadline:
                raise TimeoutError(f"{url}: {received:,} bytes after {deadline:.0f} s, gave up")
    if promised is not None and received != int(promised):
        raise urllib.error.ContentTooShortError(f"{url}: {received:,} of {promised} bytes came", None)
    return b"".join(blocks)
