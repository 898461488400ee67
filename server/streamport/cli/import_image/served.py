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
    Forbidden,
    NotFound,
    TimedOut,
    Timeout,
    Unauthorized,
)
from imagestreamimport.models import ImageStream, ImageStreamImage, ImageStreamImport, encode

from ..serve.state_folder import StateFolder, default_folder
from ..terminal_text import count, printable
from .differences import Difference, difference_of
from .printing import in_order
from .progress import showing_progress
from .remedies import remedy_of_server
from .request import check_request, repository_of, request_for, request_for_tags
from .requested_image import PREFIX, JsonObject, Refused, RequestedImage
from .results import MOVED, Result, left_out, results, told_left_out
from .summary import print_outcome
from .tag_choice import choose_among, none_chosen

# As many as a server takes of a repository by default.
_AT_ONCE = 50
_NO_TAG = "-"  # a pattern that no tag matches


def import_remotely(requested: RequestedImage, options: argparse.Namespace) -> int:
    """Ask the server and print what came of it. Returns the exit code. Raises Refused."""
    with _refusing(requested), client_of(options) as client:
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
        found: list[Result] = []
        if repository_of(request) and self._requested.rules:
            self._import_chosen(request, stream, answers, found)
        else:
            self._add(request, stream, answers, found)
            found += told_left_out(answers[0]) or []
        remedy = partial(remedy_of_server, self._requested)
        differences = self._differences(found) if self._requested.diff else None
        return print_outcome(
            self._requested, output, answers, found, remedy, differences=differences
        )

    def _differences(self, found: Sequence[Result]) -> list[Difference]:
        """Compare each tag with the image that it has had so far."""
        known: dict[str, tuple[JsonObject | None, str]] = {}
        wanted = {each.before for each in found if each.sign == MOVED}
        with showing_progress(f"reading {count(len(wanted), 'image', 'images')} of the stream"):
            for digest in sorted(wanted):
                known[digest] = self._image(digest)
        return [
            difference_of(each, *known.get(each.before, (None, "")))
            for each in in_order(found)
            if self._requested.verbose or not each.is_skipped
        ]

    def _image(self, digest: str) -> tuple[JsonObject | None, str]:
        """Read an image of the stream; where that cannot be, say why."""
        name = f"{self._requested.name}@{digest}"
        try:
            found = self._client.imagestreamimages.get(name, self._requested.namespace)
        except (NotFound, Forbidden) as error:
            return None, f"the image that it has cannot be read: {error}"
        image: JsonObject = _plain(found).get("image") or {}
        return image, ""

    def _add(
        self,
        request: JsonObject,
        stream: JsonObject | None,
        answers: list[JsonObject],
        found: list[Result],
    ) -> None:
        """Post one request and add what comes of it."""
        answers.append(self._post(_after(answers, request)))
        found += results(answers[-1], stream)

    def _import_chosen(
        self,
        request: JsonObject,
        stream: JsonObject | None,
        answers: list[JsonObject],
        found: list[Result],
    ) -> None:
        """Import what the rules choose: by the server, or from here where it knows no rules."""
        repository = repository_of(request)
        looked = self._post(_probe(request))
        if told_left_out(looked) is None:
            choice = choose_among(self._requested, _tags_of(looked))
            wanted = choice.chosen
            others = [(left.tag, left.reason) for left in choice.left_out]
            unwanted = left_out(others, repository)
        else:
            self._add(request, stream, answers, found)
            unwanted = told_left_out(answers[0]) or []
            wanted = _status_of(answers[0]).get("additionalTags") or []
            found[:] = [each for each in found if not each.is_skipped]
            if unwanted and not found and not wanted:
                raise none_chosen([(each.tag, each.why) for each in unwanted])
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            more = request_for_tags(stream, self._requested, repository, some)
            self._add(more, stream, answers, found)
        found += unwanted

    def _stream(self) -> JsonObject | None:
        try:
            stream = self._client.imagestreams.get(self._requested.name, self._requested.namespace)
        except NotFound:
            return None
        return _plain(stream)

    def _post(self, request: JsonObject) -> JsonObject:
        with showing_progress(_doing(request)):
            answer = self._client.imagestreamimports.create(
                request, self._requested.namespace, timeout=self._requested.timeout_s
            )
        return _plain(answer)


def _probe(request: JsonObject) -> JsonObject:
    """Return a request that only lists the tags, at a server that knows rules: it tells so."""
    metadata = {**request["metadata"], "annotations": {f"{PREFIX}include": _NO_TAG}}
    return {**request, "metadata": metadata, "spec": {**request["spec"], "import": False}}


def _tags_of(looked: JsonObject) -> list[str]:
    """Return the tags of a repository that was looked at. Raises Refused."""
    status = _status_of(looked)
    tags = [str(item.get("tag")) for item in status.get("images") or []]
    tags += [str(tag) for tag in status.get("additionalTags") or []]
    if not tags:
        why = (status.get("status") or {}).get("message") or "it has no tags"
        raise Refused(f"{repository_of(looked)}: {why}")
    return tags


def _status_of(answer: JsonObject) -> JsonObject:
    """Return what an answer says of the repository."""
    return (answer.get("status") or {}).get("repository") or {}


def _plain(model: ImageStream | ImageStreamImport | ImageStreamImage) -> JsonObject:
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


def client_of(options: argparse.Namespace) -> Client:
    """Make the client of the server that the flags name. Raises Refused, AccessError."""
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
