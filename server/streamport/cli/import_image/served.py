"""An import through a server, by the generated client."""

from __future__ import annotations

import argparse
import json
import shlex
import ssl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from imagestreamimport._client.access import Access, BearerToken, Tls
from imagestreamimport._client.kubeconfig import has_kubeconfig, kubeconfig_access
from imagestreamimport.client import Client
from imagestreamimport.errors import (
    AccessError,
    ApiError,
    Conflict,
    ConnectionFailed,
    NotFound,
    TimedOut,
    Timeout,
    Unauthorized,
)
from imagestreamimport.models import ImageStream, ImageStreamImport, encode

from ..serve.state_folder import StateFolder, default_folder
from ..terminal_text import count, printable
from .progress import showing_progress
from .remedies import remedy_of_server
from .request import check_request, none_included, repository_of, request_for, request_for_tags
from .requested_image import JsonObject, Refused, RequestedImage
from .results import left_out, results
from .summary import print_outcome

# As many as a server takes of a repository by default.
_AT_ONCE = 50


def import_remotely(requested: RequestedImage, options: argparse.Namespace) -> int:
    """Ask the server and print what came of it. Returns the exit code. Raises Refused."""
    with _refusing(requested), _client(options) as client:
        requested = replace(
            requested, namespace=requested.namespace or client.namespace or "default"
        )
        return _Import(client, requested).run(options.output)


class _Import:
    """One run of the command."""

    def __init__(self, client: Client, requested: RequestedImage) -> None:
        self._client, self._requested = client, requested

    def run(self, output: str | None) -> int:
        stream = self._stream()
        request = request_for(stream, self._requested)
        check_request(request)
        answers: list[JsonObject] = []
        found = []
        unwanted: list[str] = []
        requests: Sequence[JsonObject] = [request]
        repository = repository_of(request)
        if repository and self._requested.include:
            wanted, unwanted = self._chosen(request)
            requests = [
                request_for_tags(
                    stream, self._requested, repository, wanted[start : start + _AT_ONCE]
                )
                for start in range(0, len(wanted), _AT_ONCE)
            ]
        for request in requests:
            answer = self._post(_after(answers, request))
            answers.append(answer)
            found += results(answer, stream)
        pattern = self._requested.include.pattern if self._requested.include else ""
        found += left_out(unwanted, repository, pattern)
        remedy = partial(remedy_of_server, self._requested)
        return print_outcome(self._requested, output, answers, found, remedy)

    def _stream(self) -> JsonObject | None:
        try:
            stream = self._client.imagestreams.get(self._requested.name, self._requested.namespace)
        except NotFound:
            return None
        return _plain(stream)

    def _chosen(self, request: JsonObject) -> tuple[list[str], list[str]]:
        """List the tags of the repository: those that are wanted, and the others."""
        looking = {**request, "spec": {**request["spec"], "import": False}}
        status = (self._post(looking).get("status") or {}).get("repository") or {}
        tags = [str(item.get("tag")) for item in status.get("images") or []]
        tags += [str(tag) for tag in status.get("additionalTags") or []]
        if not tags:
            why = (status.get("status") or {}).get("message") or "it has no tags"
            raise Refused(f"{repository_of(request)}: {why}")
        wanted = [tag for tag in tags if self._requested.includes(tag)]
        if not wanted:
            raise none_included(self._requested, tags)
        return wanted, [tag for tag in tags if not self._requested.includes(tag)]

    def _post(self, request: JsonObject) -> JsonObject:
        with showing_progress(_doing(request)):
            answer = self._client.imagestreamimports.create(
                request, self._requested.namespace, timeout=self._requested.timeout_s
            )
        return _plain(answer)


def _plain(model: ImageStream | ImageStreamImport) -> JsonObject:
    document: JsonObject = json.loads(encode(model))
    return document


def _after(answers: Sequence[JsonObject], request: JsonObject) -> JsonObject:
    """Return the request, for the stream as the last answer left it."""
    stored = ((answers[-1].get("status") or {}).get("import") or {}) if answers else {}
    version = (stored.get("metadata") or {}).get("resourceVersion")
    if not version:
        return request
    return {**request, "metadata": {**request["metadata"], "resourceVersion": version}}


def _doing(request: JsonObject) -> str:
    verb = "importing" if request["spec"]["import"] else "looking at"
    repository = repository_of(request)
    images = request["spec"].get("images") or []
    what = repository or images[0]["from"]["name"]
    more = f" and {count(len(images) - 1, 'more', 'more')}" if len(images) > 1 else ""
    return f"{verb} {what}{more}"


# ------------------------------------------------------------------------------------- the server


def _client(options: argparse.Namespace) -> Client:
    return Client(_access(options), on_warning=_tell_warning)


def _access(options: argparse.Namespace) -> Access:
    if options.server:
        access = Access(options.server.rstrip("/"))
    else:
        access = kubeconfig_access(_kubeconfig(options), options.context)
    if options.token:
        access = replace(access, credentials=BearerToken(options.token, "--token"))
    return replace(access, tls=_tls(options, access.tls))


def _kubeconfig(options: argparse.Namespace) -> str | Path | None:
    """Return the file to read; None leaves it to KUBECONFIG and ~/.kube/config."""
    if options.kubeconfig or has_kubeconfig():
        return str(options.kubeconfig) if options.kubeconfig else None
    served = StateFolder(default_folder()).kubeconfig
    return served if served.is_file() else None


def _tls(options: argparse.Namespace, tls: Tls) -> Tls:
    changes: dict[str, Any] = {}
    if options.certificate_authority:
        try:
            changes["authorities"] = Path(options.certificate_authority).read_bytes()
        except OSError as error:
            raise Refused(f"{options.certificate_authority}: {error.strerror}") from None
    if options.insecure_skip_tls_verify:
        changes["verify"] = False
    return replace(tls, **changes)


def _tell_warning(text: str) -> None:
    print(f"Warning: {printable(text)}", file=sys.stderr)


@contextmanager
def _refusing(requested: RequestedImage) -> Iterator[None]:
    try:
        yield
    except AccessError as error:
        raise Refused(str(error), shlex.join(_locally(requested))) from None
    except Unauthorized as error:
        raise Refused(f"the server does not know who you are: {error}", "oc login SERVER") from None
    except Conflict as error:
        raise Refused(str(error), requested.command()) from None
    except (TimedOut, Timeout) as error:
        raise Refused(str(error), requested.command("--request-timeout=5m")) from None
    except ConnectionFailed as error:
        cure = requested.command("--certificate-authority=FILE") if _is_untrusted(error) else None
        raise Refused(f"{error.url}: {error}", cure) from None
    except ApiError as error:
        raise Refused(str(error)) from None


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether the server's certificate is what no connection was made for."""
    if error is None or isinstance(error, ssl.SSLCertVerificationError):
        return error is not None
    return _is_untrusted(error.__cause__ or error.__context__)


def _locally(requested: RequestedImage) -> list[str]:
    source = requested.source or requested.target
    return ["streamport", "import-image", source, "--local"]
