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

from ..state import StateFolder, default_folder
from ..words import count, printable
from .checking import check
from .ending import end
from .progress import telling
from .request import none_included, repository_of, request_for, request_for_tags
from .results import left_out, results
from .wishes import Document, Refused, Wishes

# As many as a server takes of a repository unless it is told otherwise.
_AT_ONCE = 50


def import_remotely(wishes: Wishes, options: argparse.Namespace) -> int:
    """Ask the server, print what came of it; the exit code. Raises Refused."""
    with _failures_told(wishes), _client(options) as client:
        wishes = replace(wishes, namespace=wishes.namespace or client.namespace or "default")
        return _Import(client, wishes).run(options.output)


class _Import:
    """One run of the command."""

    def __init__(self, client: Client, wishes: Wishes) -> None:
        self._client, self._wishes = client, wishes

    def run(self, output: str | None) -> int:
        stream = self._stream()
        request = request_for(stream, self._wishes)
        check(request)
        answers: list[Document] = []
        found = []
        unwanted: list[str] = []
        requests: Sequence[Document] = [request]
        repository = repository_of(request)
        if repository and self._wishes.include:
            wanted, unwanted = self._chosen(request)
            requests = [
                request_for_tags(stream, self._wishes, repository, wanted[start : start + _AT_ONCE])
                for start in range(0, len(wanted), _AT_ONCE)
            ]
        for request in requests:
            answer = self._post(_after(answers, request))
            answers.append(answer)
            found += results(answer, stream)
        pattern = self._wishes.include.pattern if self._wishes.include else ""
        found += left_out(unwanted, repository, pattern)
        return end(self._wishes, output, answers, found)

    def _stream(self) -> Document | None:
        try:
            stream = self._client.imagestreams.get(self._wishes.name, self._wishes.namespace)
        except NotFound:
            return None
        return _plain(stream)

    def _chosen(self, request: Document) -> tuple[list[str], list[str]]:
        """The tags of the repository that are wanted, and the others. Nothing is stored."""
        looking = {**request, "spec": {**request["spec"], "import": False}}
        status = (self._post(looking).get("status") or {}).get("repository") or {}
        tags = [str(item.get("tag")) for item in status.get("images") or []]
        tags += [str(tag) for tag in status.get("additionalTags") or []]
        if not tags:
            why = (status.get("status") or {}).get("message") or "it has no tags"
            raise Refused(f"{repository_of(request)}: {why}")
        wanted = [tag for tag in tags if self._wishes.includes(tag)]
        if not wanted:
            raise none_included(self._wishes, tags)
        return wanted, [tag for tag in tags if not self._wishes.includes(tag)]

    def _post(self, request: Document) -> Document:
        with telling(_doing(request)):
            answer = self._client.imagestreamimports.create(
                request, self._wishes.namespace, timeout=self._wishes.timeout_s
            )
        return _plain(answer)


def _plain(model: ImageStream | ImageStreamImport) -> Document:
    document: Document = json.loads(encode(model))
    return document


def _after(answers: Sequence[Document], request: Document) -> Document:
    """The request, for the stream as the last answer left it."""
    stored = ((answers[-1].get("status") or {}).get("import") or {}) if answers else {}
    version = (stored.get("metadata") or {}).get("resourceVersion")
    if not version:
        return request
    return {**request, "metadata": {**request["metadata"], "resourceVersion": version}}


def _doing(request: Document) -> str:
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
    """The file to read; None leaves it to KUBECONFIG and ~/.kube/config."""
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
def _failures_told(wishes: Wishes) -> Iterator[None]:
    try:
        yield
    except AccessError as error:
        raise Refused(str(error), shlex.join(_locally(wishes))) from None
    except Unauthorized as error:
        raise Refused(f"the server does not know who you are: {error}", "oc login SERVER") from None
    except Conflict as error:
        raise Refused(str(error), wishes.command()) from None
    except (TimedOut, Timeout) as error:
        raise Refused(str(error), wishes.command("--request-timeout=5m")) from None
    except ConnectionFailed as error:
        cure = wishes.command("--certificate-authority=FILE") if _is_untrusted(error) else None
        raise Refused(f"{error.url}: {error}", cure) from None
    except ApiError as error:
        raise Refused(str(error)) from None


def _is_untrusted(error: BaseException | None) -> bool:
    """Whether the server's certificate is what no connection was made for."""
    if error is None or isinstance(error, ssl.SSLCertVerificationError):
        return error is not None
    return _is_untrusted(error.__cause__ or error.__context__)


def _locally(wishes: Wishes) -> list[str]:
    source = wishes.source or wishes.target
    return ["streamport", "import-image", source, "--local"]
