"""nginx with the production configuration, tried on loopback before a stub of Odoo."""

import http.server
import os
import re
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cli import odoo_source, paths, system

HOST = "eoffice.example"
NGINX = paths.REPO / "deploy" / "nginx"
WRAPPER = """\
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; }}
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {text}
}}
"""


class Odoo(http.server.BaseHTTPRequestHandler):
    """Answers every request with its own path and what nginx told about the client."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        told = [self.headers.get(f"X-Forwarded-{name}", "") for name in ("For", "Proto", "Host")]
        told.append(self.headers.get("Host", ""))
        body = " ".join([self.server.name, self.path, *told]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "session_id=1; Path=/; HttpOnly")
        if self.path.startswith(("/v", "/eoffice/status")):
            self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_arguments):
        """Keep quiet."""


def stub(name):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odoo)
    server.name = name
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def certificate(folder):
    """A self-signed certificate for ``HOST`` in a folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


class Front:
    """A running nginx and the stubs behind it."""

    def __init__(self, folder):
        self.pages, self.websocket = stub("pages"), stub("websocket")
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            two.bind(("127.0.0.1", 0))
            self.http, self.https = one.getsockname()[1], two.getsockname()[1]
        certificate(folder)
        self.program = odoo_source.find_nginx()
        self.conf = folder / "nginx.conf"
        self.conf.write_text(
            WRAPPER.format(
                folder=folder,
                text=self.text(folder),
                user="user nobody nogroup;" if system.is_root() else "",
            )
        )
        self.command = [self.program, "-p", folder, "-e", folder / "error.log", "-c", self.conf]
        self.log = folder / "error.log"

    def text(self, folder):
        """The template, as the nginx image would fill it in, with this test's places."""
        text = (NGINX / "eoffice.conf.template").read_text()
        text = re.sub(r"\$\{(EOFFICE_\w+)\}", lambda found: {"EOFFICE_HOST": HOST}[found[1]], text)
        for old, new in (
            ("listen 80 ", f"listen 127.0.0.1:{self.http} "),
            ("listen 443 ", f"listen 127.0.0.1:{self.https} "),
            ("/etc/nginx/tls/", f"{folder}/"),
            ("/etc/nginx/eoffice", str(NGINX)),
            ("http://odoo:8069", f"http://127.0.0.1:{self.pages.server_port}"),
            ("http://odoo:8072", f"http://127.0.0.1:{self.websocket.server_port}"),
        ):
            assert old in text
            text = text.replace(old, new)
        version = subprocess.run(
            [self.program, "-v"], capture_output=True, text=True, check=True
        ).stderr
        if tuple(map(int, re.search(r"/(\d+)\.(\d+)", version).groups())) < (1, 25):
            text = text.replace("http2 on;", "")  # the image's nginx knows it
        return text

    def start(self):
        self.process = subprocess.Popen(self.command, env=system.clean_environment())
        limit = time.monotonic() + 20
        while time.monotonic() < limit:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.https)) == 0:
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError("nginx did not start")

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        for server in (self.pages, self.websocket):
            server.shutdown()
            server.server_close()

    def ask(self, path, data=None, host=HOST, **headers):
        """(status, headers, text) of a request over TLS; the path is sent as it is written."""
        context = ssl._create_unverified_context()
        with (
            socket.create_connection(("127.0.0.1", self.https), timeout=20) as plain,
            context.wrap_socket(plain, server_hostname=host) as stream,
        ):
            lines = [f"{'GET' if data is None else 'POST'} {path} HTTP/1.0", f"Host: {host}"]
            lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
            if data is not None and "Content_Length" not in headers:
                lines.append(f"Content-Length: {len(data)}")
            stream.sendall("\r\n".join([*lines, "", ""]).encode() + (data or b""))
            answer = b""
            while chunk := stream.recv(65536):
                answer += chunk
        head, _, text = answer.decode(errors="replace").partition("\r\n\r\n")
        status, *rest = head.split("\r\n")
        found = {}
        for line in rest:
            name, _, value = line.partition(": ")
            found.setdefault(name.lower(), []).append(value)
        return int(status.split()[1]), found, text


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    for parent in (folder, *folder.parents):  # nginx's workers are somebody else
        if parent.owner() != "root" or os.geteuid() != 0 or str(parent) in {"/", "/tmp"}:
            continue
        parent.chmod(parent.stat().st_mode | 0o711)
    running = Front(folder)
    running.start()
    yield running
    running.end()


def test_configuration_is_accepted(front):
    checked = subprocess.run([*front.command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr, checked.stderr


def test_pages_pass(front):
    status, headers, text = front.ask("/odoo/action-1?x=%2F")
    assert status == 200
    assert text == f"pages /odoo/action-1?x=%2F 127.0.0.1 https {HOST} {HOST}"
    assert headers["set-cookie"] == ["session_id=1; Path=/; HttpOnly; Secure"]


def test_a_client_cannot_lie_about_its_address(front):
    _status, _headers, text = front.ask("/x", X_Forwarded_For="10.9.9.9")
    assert " 127.0.0.1 https " in text


def test_websocket_has_its_own_port(front):
    _status, _headers, text = front.ask("/websocket")
    assert text == f"websocket /websocket 127.0.0.1 https {HOST} {HOST}", "Host and all"
    assert front.ask("/websocket/peek_notifications")[2].startswith("pages ")


@pytest.mark.parametrize(
    "path",
    [
        "/web/database",
        "/web/database/manager",
        "/web/database/selector?x=1",
        "/web//database/backup",
        "//web/database/manager",
        "/web%2Fdatabase/manager",
        "/web/%64atabase/manager",
        "/x/../web/database/manager",
        "/./web/./database/create",
        "/WEB/Database/manager",
        "/queue_job/runjob",
        "/queue_job/runjob?db=eoffice&job_uuid=1",
        "/queue_job//runjob",
        "/xmlrpc/common",
        "/xmlrpc/2/object",
        "/xmlrpc",
        "/jsonrpc",
    ],
)
@pytest.mark.parametrize("data", [None, b"{}"], ids=["get", "post"])
def test_closed_doors(front, path, data):
    status, _headers, text = front.ask(path, data)
    assert status == 404
    assert not text.startswith("pages"), "it came through to Odoo"


@pytest.mark.parametrize("path", ["/json/2/eoffice.naskah/search", "/web/databases", "/xmlrpcs"])
def test_doors_beside_them_are_open(front, path):
    assert front.ask(path, b"{}")[0] == 200


def test_security_headers(front):
    _status, headers, _text = front.ask("/web")
    assert headers["strict-transport-security"] == ["max-age=31536000"]
    assert headers["x-content-type-options"] == ["nosniff"]
    assert headers["x-frame-options"] == ["SAMEORIGIN"]
    assert headers["referrer-policy"] == ["strict-origin-when-cross-origin"]
    assert headers["server"] == ["nginx"], "no version"


def test_a_header_of_odoo_is_left_alone(front):
    assert front.ask("/v/ABC")[1]["referrer-policy"] == ["no-referrer"]


def test_plain_http_goes_to_https(front):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_arguments):
            return None

    opener = urllib.request.build_opener(Stay)
    with pytest.raises(urllib.error.HTTPError) as answer:
        opener.open(f"http://127.0.0.1:{front.http}/v/ABC?lang=en", timeout=20)
    assert answer.value.code == 301
    assert answer.value.headers["Location"] == f"https://{HOST}/v/ABC?lang=en"
    with opener.open(f"http://127.0.0.1:{front.http}/nginx-alive", timeout=20) as alive:
        assert alive.status == 204


def test_another_name_gets_no_answer(front):
    with pytest.raises((IndexError, ssl.SSLError, ConnectionError)):
        front.ask("/", host="other.example")


def test_too_large_an_upload_is_refused(front):
    assert front.ask("/web/binary/upload", b"", Content_Length="67108865")[0] == 413


def flood(front, path, data, count):
    return [front.ask(path, data)[0] for _ in range(count)]


def test_passwords_are_tried_slowly(front):
    answers = flood(front, "/web/login", b"login=x", 15)
    assert set(answers) == {200}, "a few people behind one address can log in at once"
    answers = flood(front, "/web/session/authenticate", b"{}", 25)
    assert answers.count(429) >= 5
    for path in ("/web/reset_password", "/k"):
        assert 429 in flood(front, path, b"code=x", 25), path
    assert front.ask("/web/login")[0] == 200, "looking at the form is not counted"
    assert front.ask("/web/dataset/call_kw", b"{}")[0] == 200, "nor is work"


def test_codes_are_tried_slowly(front):
    answers = flood(front, "/v/ABC", None, 80)
    assert answers[:20] == [200] * 20
    assert 429 in answers
    assert 429 in flood(front, "/eoffice/status/ABC", None, 80)


def test_page_while_odoo_is_away(front):
    """Last in this file: it takes Odoo away."""
    front.pages.shutdown()
    front.pages.server_close()
    status, headers, text = front.ask("/web")
    assert status == 503
    assert headers["retry-after"] == ["30"]
    assert headers["content-type"] == ["text/html; charset=utf-8"]
    assert "Kantor elektronik" in text
    assert "electronic office" in text
    assert front.ask("/xmlrpc/2/common")[0] == 404
    assert front.ask("/web/login", b"x")[0] in {429, 503}
