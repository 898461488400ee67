"""`streamport serve` as a child process: what it prints and keeps, real TLS, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from cryptography import x509

from imagestreamimport.client import Client
from imagestreamimport.errors import NotFound
from streamport.cli.main import main
from streamport.cli.serve.certificate import ensure_certificate
from tests.support.certificates import Authority
from tests.support.serving import Serving, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One that was started with nothing but ports."""
    with serving(tmp_path_factory.mktemp("serve") / "state", "--insecure-port", "0") as running:
        yield running


def run(*flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A start that is expected to fail."""
    return subprocess.run(
        [sys.executable, "-m", "streamport", "serve", *flags],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
    )


def status_of(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


# --------------------------------------------------------------------------------- it is running


def test_it_answers_over_tls_that_its_own_certificate_proves(server: Serving) -> None:
    with server.client() as client:
        assert client.get("/readyz").text == "ok"


def test_it_answers_on_the_plain_port_too(server: Serving) -> None:
    with server.client(url=server.plain_url) as client:
        assert server.plain_url.startswith("http://127.0.0.1:")
        assert client.get("/metrics").status_code == 200


def test_an_endless_head_is_cut_off(server: Serving) -> None:
    host, port = server.plain_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(b"GET / HTTP/1.1\r\nx: ")
        with suppress(ConnectionError):
            for _ in range(1000):
                client.sendall(b"x" * 65536)
            pytest.fail("65 MB of one header were read")


def test_two_requests_at_once_on_one_connection_are_answered(server: Serving) -> None:
    host, port = server.plain_url.removeprefix("http://").split(":")
    request = b"GET /healthz HTTP/1.1\r\nhost: x\r\n%s\r\n"
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(request % b"" + request % b"connection: close\r\n")
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize("token", [None, "wrong"])
def test_without_the_token_it_says_no(server: Serving, token: str | None) -> None:
    with server.client(token) as client:
        answer = client.get("/metrics")
        assert status_of(answer) == (401, "Unauthorized")
        assert answer.headers["content-type"] == "application/json"
        assert client.get("/healthz").status_code == 200


def test_the_metrics_count_requests(server: Serving) -> None:
    with server.client() as client:
        client.get("/healthz")
        page = client.get("/metrics").text
    assert 'streamport_requests_total{code="200",resource="",verb="get"}' in page
    assert "process_resident_memory_bytes" in page


def test_the_kubeconfig_is_ready_for_kubectl(server: Serving, kubectl: str) -> None:
    done = subprocess.run(
        [kubectl, "get", "--raw", "/metrics"],
        env={**os.environ, "KUBECONFIG": str(server.state / "kubeconfig")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "streamport_requests_total" in done.stdout) == (0, True), done.stderr


def test_the_kubeconfig_holds_url_trust_and_token(server: Serving) -> None:
    document = yaml.safe_load((server.state / "kubeconfig").read_text())
    assert document["clusters"][0]["cluster"]["server"] == server.url
    assert document["users"][0]["user"]["token"] == server.token


@pytest.mark.usefixtures("curl")
def test_the_printed_curl_line_reaches_the_server(server: Serving) -> None:
    """As a shell runs it. The answer is the API's, whatever it makes of the request."""
    line = server.printed[server.printed.index("  curl ") :]
    command = line.replace("registry.example", "127.0.0.1:1")
    done = subprocess.run(
        ["bash", "-c", f"{command.rstrip()} --silent"], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["kind"] in ("ImageStreamImport", "Status")
    assert json.loads(done.stdout).get("code") != 401


def test_no_credential_is_printed_or_logged(server: Serving) -> None:
    with server.client() as client:
        client.get("/metrics", params={"x": "y"})
    assert server.token not in server.printed
    assert server.token not in server.log.read_text()


def test_everything_it_made_is_private(server: Serving) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in server.state.iterdir()}
    assert stat.S_IMODE(server.state.stat().st_mode) == 0o700
    assert modes.keys() >= {"tls.crt", "tls.key", "token", "kubeconfig"}
    assert set(modes.values()) == {0o600}


def test_a_second_one_on_the_same_folder_is_refused_with_the_way_out(server: Serving) -> None:
    done = run("--state-dir", str(server.state), "--secure-port", "0")
    assert done.returncode == 1
    assert done.stderr.startswith("streamport: another streamport serve runs on ")
    assert "streamport serve --state-dir DIR" in done.stderr


def test_a_port_in_use_is_told_with_the_way_out(server: Serving, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    done = run("--state-dir", str(tmp_path / "state"), "--secure-port", port)
    assert done.returncode == 1
    assert done.stderr == (
        f"streamport: 127.0.0.1 port {port} is in use; "
        "let it pick a free one: streamport serve --secure-port 0\n"
    )


# ------------------------------------------------------------------------------- the next start


def test_a_second_start_keeps_certificate_and_token(tmp_path: Path) -> None:
    state = tmp_path / "state"
    kept = ("tls.crt", "tls.key", "token")
    with serving(state) as first:
        before = [(state / name).read_bytes() for name in kept]
        assert first.stop() == 0
    with serving(state) as second:
        assert [(state / name).read_bytes() for name in kept] == before
        kubeconfig = yaml.safe_load((state / "kubeconfig").read_text())
        assert kubeconfig["clusters"][0]["cluster"]["server"] == second.url


def test_what_others_wrote_into_the_kubeconfig_stays(tmp_path: Path) -> None:
    """As `oc login` and `oc project` do it."""
    state = tmp_path / "state"
    with serving(state):
        pass
    path = state / "kubeconfig"
    document = yaml.safe_load(path.read_text())
    document["contexts"][0]["context"]["namespace"] = "team"
    document["contexts"].append({"name": "mine", "context": {"cluster": "x", "user": "y"}})
    document["users"].append({"name": "y", "user": {"token": "t"}})
    document["clusters"].append({"name": "x", "cluster": {"server": "https://x.example"}})
    document["current-context"] = "mine"
    path.write_text(yaml.safe_dump(document))
    with serving(state) as second:
        merged = yaml.safe_load(path.read_text())
        assert merged["clusters"][0]["cluster"]["server"] == second.url
        assert merged["contexts"][0]["context"]["namespace"] == "team"
        for key in ("clusters", "contexts", "users"):
            assert merged[key][1:] == document[key][1:]
        assert merged["current-context"] == "mine"
    path.write_text("{ no yaml")
    with serving(state):
        assert yaml.safe_load(path.read_text())["current-context"] == "streamport"


def test_a_new_token_in_its_file_is_believed_and_the_old_one_no_more(tmp_path: Path) -> None:
    with serving(tmp_path / "state") as server, server.client() as old:
        assert old.get("/api").status_code == 200
        (server.state / "token").write_text("another-token-of-32-characters-xx\n")
        end = time.monotonic() + 20
        while old.get("/api").status_code != 401 and time.monotonic() < end:
            time.sleep(0.1)
        assert old.get("/api").status_code == 401
        with server.client() as new:
            assert new.get("/api").status_code == 200


def test_plain_http_on_the_secure_port_is_told_so(server: Serving) -> None:
    host, port = server.url.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as sent:
        sent.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        sent.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sent.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.0 400 Bad Request\r\n")
    assert answer.endswith(b"\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
    with server.client() as client:
        assert client.get("/healthz").status_code == 200


def test_a_certificate_is_for_the_names_that_are_asked_for(tmp_path: Path) -> None:
    flags = ("--tls-san", "images.example", "--tls-san", "192.0.2.9", "--bind-address", "0.0.0.0")
    with serving(tmp_path / "state", *flags) as server:
        found = x509.load_pem_x509_certificate((server.state / "tls.crt").read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert "images.example" in names.get_values_for_type(x509.DNSName)
        addresses = set(map(str, names.get_values_for_type(x509.IPAddress)))
        assert {"192.0.2.9", "127.0.0.1"} <= addresses
        told = server.printed.splitlines()[1]
        assert re.fullmatch(r" +and (https://.+|on every address)", told)
        for url in re.findall(r"https://([0-9.]+):", told):
            assert url in addresses


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["serve", "--sate-dir", "x"], ["usage: streamport serve", 'did you mean "--state-dir"?']),
        (["serve", "--secure-prot=1"], ['did you mean "--secure-port"?']),
        (["serv"], ["there is no command 'serv'", 'did you mean "serve"?']),
    ],
)
def test_a_slip_in_a_flag_is_told_with_what_was_meant(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in words), told


def _make(folder: Path, bind: str, now: datetime) -> bool:
    return ensure_certificate(folder / "tls.crt", folder / "tls.key", ip_address(bind), now)


def test_a_certificate_is_renewed_before_it_ends(tmp_path: Path) -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    assert _make(tmp_path, "127.0.0.1", now)
    assert not _make(tmp_path, "127.0.0.1", now + timedelta(days=360))
    assert _make(tmp_path, "127.0.0.1", now + timedelta(days=370))


def test_a_certificate_is_made_anew_for_a_new_address(tmp_path: Path) -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    _make(tmp_path, "127.0.0.1", now)
    assert _make(tmp_path, "192.0.2.7", now)
    assert not _make(tmp_path, "127.0.0.1", now)
    found = x509.load_pem_x509_certificate((tmp_path / "tls.crt").read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName)[0] == "localhost"
    addresses = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    assert addresses == {"127.0.0.1", "::1", "192.0.2.7"}


@pytest.mark.parametrize("broken", ["tls.crt", "tls.key"])
def test_a_broken_or_foreign_half_of_the_pair_is_made_anew(tmp_path: Path, broken: str) -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    (tmp_path / "other").mkdir()
    _make(tmp_path, "127.0.0.1", now)
    _make(tmp_path / "other", "127.0.0.1", now)
    shutil.copy(tmp_path / "other" / broken, tmp_path / broken)
    assert _make(tmp_path, "127.0.0.1", now)
    (tmp_path / broken).write_text("no")
    assert _make(tmp_path, "127.0.0.1", now)


def test_a_certificate_of_ones_own_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    _make(own, "127.0.0.1", datetime.now(UTC))
    flags = (
        "--tls-cert-file",
        str(own / "tls.crt"),
        "--tls-private-key-file",
        str(own / "tls.key"),
    )
    with serving(tmp_path / "state", *flags) as running:
        host, port = running.url.removeprefix("https://").split(":")
        shown = ssl.get_server_certificate((host, int(port)))
        assert shown.strip() == (own / "tls.crt").read_text().strip()
        assert not (tmp_path / "state" / "tls.crt").exists()


@pytest.mark.usefixtures("curl")
def test_a_certificate_for_a_name_alone_is_expected_by_that_name(tmp_path: Path) -> None:
    """The kubeconfig says which, and the curl line reaches the server by it."""
    authority = Authority()
    pair = authority.sign("server", "api.streamport.example")
    (tmp_path / "own.crt").write_bytes(pair.chain + authority.pem)
    (tmp_path / "own.key").write_bytes(pair.key)
    certificate = ("--tls-cert-file", str(tmp_path / "own.crt"))
    key = ("--tls-private-key-file", str(tmp_path / "own.key"))
    with serving(tmp_path / "state", *certificate, *key) as running:
        cluster = yaml.safe_load((tmp_path / "state" / "kubeconfig").read_text())["clusters"][0]
        assert cluster["cluster"]["tls-server-name"] == "api.streamport.example"
        client = Client.from_kubeconfig(tmp_path / "state" / "kubeconfig")
        with client, suppress(NotFound):
            client.imagestreams.get("none")
        line = running.printed[running.printed.index("  curl ") :]
        command = line.replace("registry.example", "127.0.0.1:1")
        subprocess.run(["bash", "-c", command], check=True, capture_output=True, timeout=60)


# -------------------------------------------------------------------------------------- it ends


def test_sigterm_lets_an_idle_connection_not_keep_it_and_exits_0(tmp_path: Path) -> None:
    with serving(tmp_path / "state") as running, running.client() as client:
        client.get("/healthz")
        assert running.stop() == 0


# Answers with the body that it was sent, once it has all of it.
_ECHO = """
import asyncio, logging, socket, sys
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from streamport.cli.serve.http_server import Listening, run_until_stopped
from datetime import UTC, datetime
from streamport.cli.serve.certificate import ensure_certificate
from ipaddress import ip_address
import ssl
from streamport.cli.serve import http_protocol

async def echo(request):
    print("asked", flush=True)
    return Response(await request.body())

http_protocol.HEAD_S = http_protocol.BODY_S = float(sys.argv[2])
logging.basicConfig(level=logging.INFO, stream=sys.stdout)
logging.getLogger("uvicorn").setLevel(logging.ERROR)
ensure_certificate(Path("tls.crt"), Path("tls.key"), ip_address("127.0.0.1"), datetime.now(UTC))
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain("tls.crt", "tls.key")
bound = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
sys.exit(
    run_until_stopped(
        Starlette(routes=[Route("/", echo, methods=["POST"])]),
        Listening(bound[0], tls, bound[1]),
        grace_s=float(sys.argv[1]),
        started=lambda: print(bound[1].getsockname()[1], flush=True),
    )
)
"""


@contextmanager
def _echo(tmp_path: Path, grace_s: float, patience_s: float) -> Iterator[tuple[Any, int]]:
    command = [sys.executable, "-c", _ECHO, str(grace_s), str(patience_s)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


@contextmanager
def _half_a_request(tmp_path: Path, grace_s: float) -> Iterator[tuple[Any, socket.socket, int]]:
    """A server that has begun to answer a request and was told to stop."""
    with (
        _echo(tmp_path, grace_s, 600) as (process, port),
        socket.create_connection(("127.0.0.1", port), timeout=60) as slow,
    ):
        slow.sendall(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nfir")
        assert process.stdout.readline() == "asked\n"
        process.send_signal(signal.SIGTERM)
        assert "SIGTERM" in process.stdout.readline()
        yield process, slow, port


@pytest.mark.parametrize(
    "sent", [b"", b"POST / HTTP/1.1\r\nx: ", b"POST / HTTP/1.1\r\ncontent-length: 6\r\n\r\nfir"]
)
def test_a_client_that_says_no_more_is_hung_up_on(tmp_path: Path, sent: bytes) -> None:
    with (
        _echo(tmp_path, 60, 0.2) as (_, port),
        socket.create_connection(("127.0.0.1", port), timeout=60) as client,
    ):
        client.sendall(sent)
        assert client.recv(65536) == b""


def test_a_client_that_waits_for_its_next_request_is_not(tmp_path: Path) -> None:
    with (
        _echo(tmp_path, 60, 3) as (_, port),
        socket.create_connection(("127.0.0.1", port), timeout=60) as client,
        socket.create_connection(("127.0.0.1", port), timeout=60) as other,
    ):
        _ask(client)
        assert other.recv(65536) == b""  # it said nothing, while ours was idle for as long
        _ask(client)


def _ask(client: socket.socket) -> None:
    client.sendall(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nyes")
    answer = b""
    while not answer.endswith(b"yes"):
        piece = client.recv(65536)
        assert piece
        answer += piece


def _is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=60).close()
    except ConnectionError:
        return False
    return True


def test_sigterm_finishes_what_runs_and_accepts_no_more(tmp_path: Path) -> None:
    with _half_a_request(tmp_path, 60) as (process, slow, port):
        while _is_open(port):
            pass
        slow.sendall(b"st!")
        answer = b"".join(iter(lambda: slow.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b"first!")
        assert process.wait(60) == 0


def test_a_request_that_never_ends_is_given_up_after_the_grace_period(tmp_path: Path) -> None:
    with _half_a_request(tmp_path, 1) as (process, _, _):
        assert process.wait(60) == 0


def test_a_second_signal_ends_the_waiting(tmp_path: Path) -> None:
    with _half_a_request(tmp_path, 600) as (process, _, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


# ---------------------------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--hooks", "x", "--background-imports=false"), "--hooks wakes background imports"),
        (("--tls-cert-file", "a"), "--tls-private-key-file is missing"),
        (("--tls-private-key-file", "a"), "--tls-cert-file is missing"),
        (("--anonymous-auth", "--bind-address", "0.0.0.0"), "--anonymous-auth would let everybody"),
        (("--anonymous-auth=true", "--bind-address=::"), "--anonymous-auth would let everybody"),
        (("--insecure-port", "8443"), "--secure-port and --insecure-port are both 8443"),
        (("--bind-address", "localhost"), "'localhost' is no IP address"),
        (("--secure-port", "70000"), "a port from 0 to 65535"),
        (("--secure-port", "-1"), "a port from 0 to 65535"),
        (("--platform", "linux"), "'linux' is not like linux/amd64"),
        (("--max-images-per-repository", "-2"), "a number from 0 on, or -1"),
        (("--integrated-registry", "https://x"), "is not like registry.example:5000"),
        (("--grace-period", "soon"), "'soon' is no span of time"),
        (("--create-namespaces", "maybe"), "true or false"),
        (("--frobnicate",), "unrecognized arguments"),
    ],
)
def test_wrong_usage_is_told_and_exits_2(flags: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = run("--state-dir", str(tmp_path / "state"), *flags)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (tmp_path / "state").exists()


def test_a_broken_token_file_fails_with_its_lines_and_no_trace(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.csv"
    tokens.write_text("s3cret,kim,1\ns3cret\n")
    done = run(
        "--state-dir", str(tmp_path / "s"), "--secure-port", "0", "--token-auth-file", str(tokens)
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"streamport: {tokens}:2: needs token,user,uid")
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    "damage", [b"", b"\n\n", b"\xff\xfe\x00\x01", b"two words", b"two\nlines", b"\x00", b"x" * 9000]
)
def test_a_damaged_token_is_told_in_one_line_that_does_not_show_it(
    tmp_path: Path, damage: bytes
) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    (state / "token").write_bytes(damage)
    done = run("--state-dir", str(state), "--secure-port", "0")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"streamport: {state / 'token'} holds no token")


@pytest.mark.parametrize(
    "damage",
    [b"\xff\xfe,kim,1\n", b"a\x00b,kim,1\n", b'"a\nb",kim,1\n', b"a\tb,kim,1\n", b",kim,1\n"],
)
def test_a_damaged_token_file_is_told_in_one_line(tmp_path: Path, damage: bytes) -> None:
    tokens = tmp_path / "tokens.csv"
    tokens.write_bytes(damage)
    done = run("--state-dir", str(tmp_path / "s"), "--token-auth-file", str(tokens))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"streamport: {tokens}:")


def test_what_a_killed_start_left_goes_at_the_next(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    left = [
        state / name for name in (".token.abcd1234", ".kubeconfig.0_000000", ".tls.key.zzzzzzzz")
    ]
    kept = [state / name for name in (".token", "notes", ".other.abcd1234")]
    for path in (*left, *kept):
        path.touch()
    with serving(state):
        assert not any(path.exists() for path in left)
        assert all(path.exists() for path in kept)


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_authorities_that_are_none_are_told_at_the_start(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    done = run("--state-dir", str(tmp_path / "s"), "--secure-port", "0")
    assert done.returncode == 1
    assert done.stderr.startswith(f"streamport: SSL_CERT_FILE: {path}: ")
    assert "or unset the variable" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_is_not_the_certificates_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        _make(tmp_path / name, "127.0.0.1", datetime.now(UTC))
    done = run(
        *("--state-dir", str(tmp_path / "s"), "--secure-port", "0"),
        *("--tls-cert-file", str(tmp_path / "a" / "tls.crt")),
        *("--tls-private-key-file", str(tmp_path / "b" / "tls.key")),
    )
    assert done.returncode == 1
    assert re.fullmatch(
        r"streamport: \S+ and \S+ are no certificate and its key: .*\n", done.stderr
    )


def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    state.chmod(0o777)
    done = run("--state-dir", str(state), "--secure-port", "0")
    assert done.returncode == 1
    assert (
        done.stderr
        == f"streamport: others may write to {state}, or it is theirs: chmod 700 {state}\n"
    )


def test_the_state_folder_is_where_xdg_says(tmp_path: Path) -> None:
    (tmp_path / "streamport").mkdir(mode=0o777)
    (tmp_path / "streamport").chmod(0o777)
    done = run("--secure-port", "0", XDG_STATE_HOME=str(tmp_path))
    assert str(tmp_path / "streamport") in done.stderr


def test_help_shows_examples_before_flags() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert done.stdout.index("examples:") < done.stdout.index("--bind-address IP")
    assert "exit codes:" in done.stdout


def test_users_of_the_token_file_are_held_to_the_policy(tmp_path: Path) -> None:
    tokens, policy = tmp_path / "tokens.csv", tmp_path / "policy.jsonl"
    tokens.write_text("kims,kim,1\nlees,lee,2\n")
    policy.write_text(
        '{"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", '
        '"spec": {"user": "kim", "nonResourcePath": "/metrics"}}\n'
    )
    flags = ("--token-auth-file", str(tokens), "--authorization-policy-file", str(policy))
    with serving(tmp_path / "state", *flags) as running:
        with running.client("kims") as kim, running.client("lees") as lee:
            assert kim.get("/metrics").status_code == 200
            refused = 'forbidden: User "lee" cannot get path "/metrics"'
            assert status_of(lee.get("/metrics")) == (403, refused)
        with running.client() as administrator:
            assert administrator.get("/metrics").status_code == 200


def test_anonymous_requests_are_answered_where_that_was_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path / "state", "--anonymous-auth") as running, running.client(None) as client:
        assert client.get("/metrics").status_code == 200
        foreign = client.get("/metrics", headers={"origin": "https://attacker.example"})
        assert foreign.status_code == 401
