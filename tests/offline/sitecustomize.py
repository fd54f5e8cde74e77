"""Cut the network of every Python that starts with this folder on its path: only this machine can be reached."""

import socket

_connect, _lookup = socket.socket.connect, socket.getaddrinfo
_LOCAL = ("127.", "::1", "localhost")


def _refuse(host) -> None:
    if host is not None and not str(host).startswith(_LOCAL) and str(host) not in ("", "0.0.0.0"):
        raise OSError(f"the network is cut in tests: {host!r} cannot be reached")


def connect(self, address):
    """`socket.connect` for addresses of this machine only."""
    if self.family in (socket.AF_INET, socket.AF_INET6):
        _refuse(address[0])
    return _connect(self, address)


def getaddrinfo(host, *args, **kwargs):
    """`socket.getaddrinfo` for names of this machine only."""
    _refuse(host if not isinstance(host, bytes) else host.decode())
    return _lookup(host, *args, **kwargs)


socket.socket.connect, socket.getaddrinfo = connect, getaddrinfo
