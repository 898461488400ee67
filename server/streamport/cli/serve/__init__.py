"""`streamport serve`: the flags, what they may be together, and the start."""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..durations import seconds
from ..exits import FAILED, WRONG_USAGE
from ..flags import add_switch, add_verb
from ..terminal_text import printable

if TYPE_CHECKING:
    from .start import StartFailed

_DESCRIPTION = """\
Serves the API of image imports: a POST of an ImageStreamImport looks images up in their registries.

examples:
  streamport serve                     on https://127.0.0.1:8443, all it needs is made
  streamport serve --secure-port 0     on a free port, which is printed
  streamport serve --insecure-port 8080 --anonymous-auth     plain HTTP on loopback, no token
  streamport serve --bind-address 0.0.0.0 --tls-cert-file tls.crt --tls-private-key-file tls.key \\
      --token-auth-file tokens.csv --authorization-policy-file policy.jsonl
"""
_EPILOG = """\
The certificate, the administrator's token and a kubeconfig lie in the state folder; the token is
accepted beside those of --token-auth-file. Without --authorization-policy-file everybody who has
a token may do everything. SIGTERM stops accepting, finishes what runs, and exits 0.
Registries are trusted by the certificates of the system, SSL_CERT_FILE, SSL_CERT_DIR and certs.d.

exit codes: 0 stopped as asked, 1 failed, 2 wrong usage
"""
_PLATFORM = re.compile(r"[a-z0-9]+/[a-z0-9_]+(?:/[a-z0-9.]+)?", re.ASCII)
_UNITS = {None: 1, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30}
LONGEST_INTERVAL_S = 366 * 86_400
_SMALLEST_OBJECT = 64 << 10  # bytes; what the server itself stores has less
_NAME = re.compile(
    r"(?=.{1,253}$)(?:\*\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*", re.IGNORECASE | re.ASCII
)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?", re.ASCII)


def add_to(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verb to the command."""
    parser = add_verb(
        verbs,
        "serve",
        run,
        usage="%(prog)s [flags]",
        help="serve the API of image imports",
        description=_DESCRIPTION,
        epilog=_EPILOG,
    )
    _add_listening(parser)
    _add_access(parser)
    _add_state(parser)
    _add_importing(parser)


def _add_listening(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("listening")
    group.add_argument(
        "--bind-address",
        type=_address,
        default=ip_address("127.0.0.1"),
        metavar="IP",
        help="address of the secure port (default: 127.0.0.1)",
    )
    group.add_argument(
        "--secure-port",
        type=_port,
        default=8443,
        metavar="PORT",
        help="port for HTTPS, 0 picks a free one (default: 8443)",
    )
    group.add_argument(
        "--insecure-port",
        type=_port,
        metavar="PORT",
        help="serve plain HTTP too, on loopback alone, for a proxy; 0 picks a free one",
    )
    group.add_argument(
        "--tls-cert-file",
        type=Path,
        metavar="FILE",
        help="certificate and chain, PEM (default: one made for this host)",
    )
    group.add_argument("--tls-private-key-file", type=Path, metavar="FILE", help="its key, PEM")
    group.add_argument(
        "--tls-san",
        type=_san,
        action="append",
        default=[],
        metavar="NAME",
        help="a further name or address that the certificate made here is for; may be repeated",
    )
    group.add_argument(
        "--grace-period",
        type=seconds,
        default=40.0,
        metavar="SPAN",
        help="how long running requests may go on after SIGTERM (default: 40s)",
    )


def _add_access(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("access")
    group.add_argument(
        "--token-auth-file",
        type=Path,
        metavar="FILE",
        help='lines of token,user,uid,"group1,group2"; read again when it changes',
    )
    group.add_argument(
        "--authorization-policy-file",
        type=Path,
        metavar="FILE",
        help="lines of Kubernetes' ABAC policy (v1beta1); read again when it changes",
    )
    add_switch(group, "--anonymous-auth", False, "accept requests without a token (default: false)")
    add_switch(
        group,
        "--create-namespaces",
        True,
        "an import into an unknown namespace creates it (default: true)",
    )


def _add_state(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("state")
    group.add_argument(
        "--state-dir",
        type=Path,
        metavar="DIR",
        help="folder for database, certificate, token and kubeconfig "
        "(default: $XDG_STATE_HOME/streamport or ~/.local/state/streamport)",
    )
    group.add_argument("--database", metavar="URL", help="default: sqlite, in the state folder")
    group.add_argument(
        "--max-object-size",
        type=_size,
        default=8 << 20,
        metavar="SIZE",
        help="of one stored object, as 8Mi; larger ones are answered with 413 (default: 8Mi)",
    )
    group.add_argument(
        "--config", type=Path, metavar="FILE", help="registries: allowed, blocked, mirrored; YAML"
    )


def _add_importing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("importing")
    group.add_argument(
        "--max-images-per-repository",
        type=_most_images,
        default=50,
        metavar="N",
        help="tags that the import of a repository takes, -1 for all (default: 50)",
    )
    group.add_argument(
        "--platform",
        type=_platform,
        default="linux/amd64",
        metavar="OS/ARCH",
        help="what Legacy picks from a list of images (default: linux/amd64)",
    )
    group.add_argument(
        "--integrated-registry",
        type=_registry,
        metavar="HOST",
        help="the registry whose images belong to the streams",
    )
    group.add_argument(
        "--hooks",
        type=Path,
        metavar="FILE",
        help="registries that tell of pushes, at /hooks/registry; YAML, read again when it changes",
    )
    add_switch(
        group,
        "--background-imports",
        True,
        "tags of streams import themselves, at once and on schedule (default: true)",
    )
    group.add_argument(
        "--scheduled-import-interval",
        type=_interval,
        default=900.0,
        metavar="SPAN",
        help="between imports of a scheduled tag, from 1s on (default: 15m)",
    )
    group.add_argument(
        "--max-scheduled-imports-per-minute",
        type=_number,
        default=60,
        metavar="N",
        help="rounds of streams in any minute, 0 for no limit (default: 60)",
    )
    add_switch(
        group, "--deny-private", False, "connect to no loopback or private address (default: false)"
    )


# ---------------------------------------------------------------------------------- single values


def _address(text: str) -> IPv4Address | IPv6Address:
    try:
        return ip_address(text)
    except ValueError:
        message = f"{text!r} is no IP address; 127.0.0.1 is this host alone, 0.0.0.0 every network"
        raise argparse.ArgumentTypeError(message) from None


def _san(text: str) -> str:
    with suppress(ValueError):
        return str(ip_address(text))
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a host and no IP address")
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or int(text[:6]) > 65535:
        raise argparse.ArgumentTypeError(f"a port from 0 to 65535 is needed, not {text!r}")
    return int(text)


def _interval(text: str) -> float:
    span = seconds(text)
    if not 1 <= span <= LONGEST_INTERVAL_S:
        raise argparse.ArgumentTypeError(f"a span from 1s to 8784h is needed, not {text!r}")
    return span


def _number(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"a number is needed, not {text!r}")
    return int(text)


def _most_images(text: str) -> int:
    if not re.fullmatch(r"-1|\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"a number from 0 on, or -1 for all, not {text!r}")
    return int(text)


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d{1,12})(Ki|Mi|Gi)?", text, re.ASCII)
    size = int(found[1]) * _UNITS[found[2]] if found else 0
    if not _SMALLEST_OBJECT <= size <= 1 << 30:
        raise argparse.ArgumentTypeError(f"a size from 64Ki to 1Gi is needed, not {text!r}")
    return size


def _platform(text: str) -> str:
    if not _PLATFORM.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not like linux/amd64 or linux/arm/v7")
    return text


def _registry(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not like registry.example:5000")
    return text


# ------------------------------------------------------------------------------------- the start


def run(options: argparse.Namespace) -> int:
    """Serve until a signal stops it."""
    if problem := _wrong_together(options):
        print(f"streamport serve: {problem}", file=sys.stderr)
        return WRONG_USAGE
    from .start import StartFailed, serve

    try:
        return serve(options)
    except StartFailed as error:
        return _print_failure(error)


def _wrong_together(options: argparse.Namespace) -> str | None:
    """Say what is wrong with flags that are right each alone; None if nothing is."""
    if bool(options.tls_cert_file) != bool(options.tls_private_key_file):
        missing = "--tls-cert-file" if options.tls_private_key_file else "--tls-private-key-file"
        return f"the certificate and its key belong together; {missing} is missing"
    if options.hooks and not options.background_imports:
        return (
            "--hooks wakes background imports; leave out one of --hooks, --background-imports=false"
        )
    if options.tls_san and options.tls_cert_file:
        return "--tls-san is for the certificate that is made here, not for one of your own"
    if options.anonymous_auth and not options.bind_address.is_loopback:
        return (
            f"--anonymous-auth would let everybody in who reaches {options.bind_address}; "
            "leave one of them out: --anonymous-auth, --bind-address"
        )
    if options.insecure_port and options.insecure_port == options.secure_port:
        return f"--secure-port and --insecure-port are both {options.secure_port}"
    return None


def _print_failure(error: StartFailed) -> int:
    for line in str(error).splitlines():
        print(f"streamport: {printable(line)}", file=sys.stderr)
    return FAILED
