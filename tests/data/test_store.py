"""Downloads from a server on this machine: whole files, short ones, slow ones, wrong ones."""

import hashlib
import http.server
import io
import threading
import time

import pytest

from cnncourse.data import store

CONTENT = bytes(range(256)) * 1000
SHA256, MD5 = hashlib.sha256(CONTENT).hexdigest(), hashlib.md5(CONTENT).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/missing":
            return self.send_error(404)
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[: 1000 if self.path in ("/short", "/slow") else None])
        if self.path == "/slow":
            time.sleep(1.5)
        return None

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("digest", [None, SHA256, MD5])
def test_a_whole_file_arrives_with_a_bar(address, digest, tmp_path, capsys):
    with store.whole(tmp_path / "deep" / "file") as file:
        store.download(address + "/file", file, digest)
    assert (tmp_path / "deep" / "file").read_bytes() == CONTENT
    shown = capsys.readouterr().err
    assert "[" + "#" * 40 + "]" in shown and shown.endswith("0.3 MB\n")


@pytest.mark.parametrize(
    "path, digest, error",
    [
        ("/short", None, store.DamagedFile),
        ("/file", "0" * 32, store.DamagedFile),
        ("/file", "0" * 64, store.DamagedFile),
        ("/missing", None, OSError),
        ("/slow", None, OSError),
    ],
)
def test_nothing_is_left_of_a_failed_download(address, tmp_path, path, digest, error):
    (tmp_path / "file").write_bytes(b"the old one")
    with pytest.raises(error), store.whole(tmp_path / "file") as file:
        store.download(address + path, file, digest, timeout=0.5)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("file", b"the old one")]


def test_the_deadline_holds_while_bytes_still_come(address):
    with pytest.raises(TimeoutError, match="bytes after 0 s"):
        store.download(address + "/file", io.BytesIO(), deadline=0)


def test_nobody_listening():
    with pytest.raises(OSError):
        store.download("http://127.0.0.1:9/file", io.BytesIO(), timeout=1)


def test_verified_knows_both_digests():
    assert store.verified(CONTENT, SHA256, "x") is CONTENT and store.verified(CONTENT, MD5, "x") is CONTENT
    with pytest.raises(store.DamagedFile, match="x is damaged.*MD5"):
        store.verified(CONTENT, "0" * 32, "x")
    with pytest.raises(store.DamagedFile, match="SHA256"):
        store.verified(CONTENT[:-1], SHA256, "x")


def test_keras_home_is_respected(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert store.keras_cache() == tmp_path
    monkeypatch.delenv("KERAS_HOME")
    assert store.keras_cache().name == ".keras"
