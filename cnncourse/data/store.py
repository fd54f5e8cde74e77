"""Files that are whole or refused: checksums, and downloads that leave no half behind."""

import contextlib
import hashlib
import os
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

FILES = Path(__file__).parent / "files"  # what the package carries

_BLOCK = 1 << 16  # bytes read at a time


class DamagedFile(OSError):
    """A file is there, but its bytes are not the ones that were published, or not safe to read."""


def verified(content: bytes, digest: str, name: str) -> bytes:
    """Hand `content` back if its digest is the expected one.

    Args:
        content: the bytes of a file.
        digest: what the publisher states: SHA-256 (64 hexadecimal digits) or MD5 (32).
        name: what to call the file in the error message.

    Returns:
        `content` itself.

    Raises:
        DamagedFile: the digests differ.

    >>> verified(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "nothing")
    b''
    """
    kind = _kind(digest)
    found = hashlib.new(kind, content).hexdigest()
    if found != digest:
        raise DamagedFile(
            f"{name} is damaged or is another file: its {kind.upper()} begins {found[:12]}, "
            f"expected {digest[:12]} ({len(content):,} bytes). Delete it, then fetch or install it again."
        )
    return content


def _kind(digest: str) -> str:
    return "md5" if len(digest) == 32 else "sha256"


def read_verified(path: Path, digest: str) -> bytes:
    """Read a whole file and refuse it unless its digest is the expected one.

    Args:
        path: the file.
        digest: expected SHA-256 or MD5, in hexadecimal digits.

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
    return verified(Path(path).read_bytes(), digest, str(path))


def keras_cache() -> Path:
    """The folder in which Keras keeps what it has downloaded.

    Returns:
        `$KERAS_HOME`, or `~/.keras` where that is not set. It need not exist.

    >>> isinstance(keras_cache(), Path)
    True
    """
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file so that no reader ever meets half of it: under another name first, then renamed.

    Args:
        path: where the file shall be. Its folder is made if need be. If the block raises, nothing is left.

    Yields:
        A binary file, open to write and read.

    >>> target = Path(tempfile.mkdtemp()) / "new" / "a.bin"
    >>> with whole(target) as file:
    ...     _ = file.write(b"all of it")
    >>> [p.name for p in target.parent.iterdir()], target.read_bytes()
    (['a.bin'], b'all of it')
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        os.replace(partial, path)
    finally:
        Path(partial).unlink(missing_ok=True)  # gone already where the renaming succeeded


def download(
    url: str, file: BinaryIO, digest: str | None = None, timeout: float = 20.0, deadline: float = 1800.0
) -> None:
    """Fetch a file, or fail within a known time; a progress bar runs on standard error.

    Args:
        url: address of the file.
        file: where to write it, for example what `whole` yields.
        digest: expected SHA-256 or MD5; `None` where the publisher states none: then the length is checked.
        timeout: seconds to wait for a connection or for the next bytes.
        deadline: seconds that the whole may take.

    Raises:
        DamagedFile: the bytes are not the published ones.
        OSError: the address cannot be reached, answers too slowly, or stops half way.
    """
    started, received = time.monotonic(), 0
    running = hashlib.new(_kind(digest or ""))
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        promised = int(answer.headers.get("Content-Length") or 0)
        while block := answer.read(_BLOCK):
            file.write(block)
            running.update(block)
            _show(url, received, received + len(block), promised)
            received += len(block)
            if time.monotonic() - started > deadline:
                raise TimeoutError(f"{url}: {received:,} bytes after {deadline:.0f} s")
    if promised and received != promised:
        raise DamagedFile(f"{url}: {received:,} of {promised:,} bytes came")
    if digest is not None and running.hexdigest() != digest:
        raise DamagedFile(f"{url}: the checksum differs from the published one")


def _show(url: str, before: int, after: int, total: int) -> None:
    """Redraw the bar when another fortieth has come; without a known total, when another 4 MB have."""
    step = total / 40 if total else 4e6
    if after // step > before // step:
        done = int(after / step) if total else 0
        bar = f"[{'#' * done}{'.' * (40 - done)}] " if total else ""
        end = "\n" if after == total else ""
        print(f"\r{url.rsplit('/', 1)[1]} {bar}{after / 1e6:.1f} MB", end=end, file=sys.stderr, flush=True)
