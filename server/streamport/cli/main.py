"""The command `streamport`: finds the verb, runs it, turns what goes wrong into an exit code.

Results go to stdout, talk to stderr. A verb's module is light to import; what is heavy (YAML, the
schema) is imported where it is needed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import diff, explain, import_image, schedule, serve, validate
from .exits import DONE, EXIT_CODES, FAILED, INTERRUPTED, WRONG_USAGE
from .package_clash import clash_warning
from .standard_streams import OutputError, prepare_streams
from .suggestions import did_you_mean
from .terminal_text import printable

_DESCRIPTION = """\
OpenShift's image imports: imports, shows, checks and explains them, and serves the API.

examples:
  streamport validate manifests/             check every YAML and JSON file in a folder
  helm template app/ | streamport validate - check what another command prints
  streamport explain spec.images.from        what a field is for
  streamport import-image registry.example/team/app:1.2 --local    what is in an image
  streamport diff app                        what an import would change in a stream
  streamport serve                           serve the API on this machine
"""

# Modules that come with an extra: what to call them, and which extra it is.
_EXTRAS = {
    "yaml": ("PyYAML", "cli"),
    "httpx2": ("httpx2", "client"),
    "msgspec": ("msgspec", "client"),
    "pathspec": ("pathspec", "cli"),
    "re2": ("google-re2", "cli"),
    "nodesemver": ("node-semver", "cli"),
    "rich": ("rich", "cli"),
    **{name: (name, "server") for name in ("starlette", "uvicorn", "uvloop", "cryptography")},
    **{name: (name, "server") for name in ("sqlalchemy", "alembic", "aiohttp")},
    "prometheus_client": ("prometheus-client", "server"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OutputError as error:
        if not error.has_no_reader:
            print(f"streamport: {error}", file=sys.stderr)
        return FAILED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    if clash := clash_warning():
        print(clash, file=sys.stderr)
    parser = _parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    try:
        options = _parsed(parser, sys.argv[1:] if arguments is None else arguments)
        return int(options.run(options))
    except SystemExit as done:  # --help, or wrong usage, which argparse has printed
        return int(done.code or DONE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except ModuleNotFoundError as error:
        needed = _EXTRAS.get((error.name or "").partition(".")[0])
        if needed is None:
            raise
        cure = f"pip install 'streamport[{needed[1]}]'"
        print(f"streamport: this needs {needed[0]}: {cure}", file=sys.stderr)
    except OSError as error:
        print(f"streamport: {printable(error.strerror or str(error))}", file=sys.stderr)
    return FAILED


def _parsed(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; what is wrong is told with what may have been meant."""
    [verbs] = (item for item in parser._actions if isinstance(item, argparse._SubParsersAction))
    word = next((text for text in arguments if not text.startswith("-")), None)
    if word is not None and word not in verbs.choices:
        parser.error(f"there is no command {word!r}{did_you_mean(word, verbs.choices)}")
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        verb = verbs.choices[word or ""]
        flag = next((text for text in unknown if text.startswith("-")), "")
        hint = did_you_mean(flag.partition("=")[0], verb._option_string_actions) if flag else ""
        verb.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="streamport",
        description=_DESCRIPTION,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    validate.add_to(verbs)
    explain.add_to(verbs)
    import_image.add_to(verbs)
    diff.add_to(verbs)
    schedule.add_to(verbs)
    serve.add_to(verbs)
    return parser


class _Version(argparse.Action):
    """Prints the version of the installed distribution, looked up only on demand."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from streamport.version import version

        print(f"streamport {version()}")
        parser.exit()
