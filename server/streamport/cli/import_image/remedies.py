"""Commands that may help against a failure. The code of its Status decides, never its words."""

from __future__ import annotations

import shlex

from imagestreamimport.references import InvalidReference, Reference, parse

from .requested_image import RequestedImage
from .results import Result


def remedy_of_server(requested: RequestedImage, result: Result) -> str | None:
    """Suggest a command for what a server could not import."""
    reference = _reference_of(result)
    match result.reason:
        case "Unauthorized" if reference:
            return _pull_secret(requested, reference)
        case "NotFound" if reference:
            return _tags_there_are(requested, result, reference)
        case "InternalError" if reference:
            # A server tells causes in words alone; an import from here knows more about them.
            every = ["--all"] * (requested.all_tags and not reference.tag)
            return _command(requested, result.source, *every, "--local")
    return None


def remedy_of_local(requested: RequestedImage, result: Result, *, is_untrusted: bool) -> str | None:
    """Suggest a command for what could not be imported from here.

    is_untrusted: whether something failed because a registry's TLS cannot be trusted.
    """
    reference = _reference_of(result)
    match result.reason:
        case "InternalError" if is_untrusted and not requested.insecure:
            return requested.command("--local", "--insecure")
        case "Unauthorized" if reference:
            return shlex.join(["podman", "login", _host(reference)])
        case "NotFound" if reference:
            return _tags_there_are(requested, result, reference)
    return None


def _reference_of(result: Result) -> Reference | None:
    try:
        return parse(result.source)
    except InvalidReference:
        return None


def _host(reference: Reference) -> str:
    return reference.registry or "docker.io"


def _tags_there_are(requested: RequestedImage, result: Result, reference: Reference) -> str | None:
    if not reference.name or requested.all_tags:
        return None
    repository = Reference(reference.registry, reference.namespace, reference.name).exact()
    name = reference.name.rpartition("/")[2]
    return _command(requested, name, f"--from={repository}", "--all", "--local")


def _command(requested: RequestedImage, *words: str) -> str:
    insecure = ["--insecure"] * bool(requested.insecure)
    return shlex.join(["streamport", "import-image", *words, *insecure])


def _pull_secret(requested: RequestedImage, reference: Reference) -> str:
    words = ["kubectl", "create", "secret", "docker-registry", "pull-secret"]
    words += ["-n", requested.namespace] if requested.namespace else []
    words += [f"--docker-server={_host(reference)}"]
    words += ["--docker-username=USER", "--docker-password=PASSWORD"]
    return shlex.join(words)
