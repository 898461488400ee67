"""Kubernetes' ABAC policy file: who may do what. One JSON object a line; # begins a comment.

    {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy",
     "spec": {"user": "kim", "namespace": "team", "resource": "*", "apiGroup": "*"}}

Source: the Kubernetes documentation, "Using ABAC Authorization", and pkg/auth/authorizer/abac.
We are stricter: a line with an unknown field, or that can match no user, is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from imagestreamimport.causes import quoted
from imagestreamimport.errors import Forbidden

from .attributes import Attributes, AttributesRecord
from .faults import BadFile
from .rereading import RereadFile
from .users import AUTHENTICATED, MASTERS, User

_VERSION = "abac.authorization.kubernetes.io/v1beta1"
# What Kubernetes' and OpenShift's roles basic-user let all known users ask: verb, group, resource.
# Lists of projects hold only those that a user may see.
_OF_ONESELF = frozenset(
    (
        ("create", "authentication.k8s.io", "selfsubjectreviews"),
        ("create", "authorization.k8s.io", "selfsubjectaccessreviews"),
        ("create", "authorization.k8s.io", "selfsubjectrulesreviews"),
        ("list", "project.openshift.io", "projectrequests"),
        ("list", "project.openshift.io", "projects"),
        ("watch", "project.openshift.io", "projects"),
    )
)
_ONESELF = ("get", "user.openshift.io", "users", "~")
_READING = frozenset(("get", "list", "watch"))

# Paths that Kubernetes lets all clients read, and those that it lets all known users read:
# system:public-info-viewer and system:discovery. Without them clients do not find their way.
_PUBLIC_PATHS = frozenset(("/healthz", "/livez", "/readyz", "/version", "/version/"))
_DISCOVERY = ("/api", "/apis", "/oapi", "/openapi", "/openapi.json")


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """The `spec` of one line. What is empty matches only what is empty."""

    user: str = ""
    group: str = ""
    namespace: str = ""
    resource: str = ""
    api_group: str = ""
    non_resource_path: str = ""
    readonly: bool = False

    @property
    def verbs(self) -> list[str]:
        """What the line lets its users do, as reviews tell it."""
        return ["get", "list", "watch"] if self.readonly else ["*"]

    def allows(self, user: User, attributes: Attributes) -> bool:
        """Whether this line lets the user do it."""
        return self.names(user) and self.is_about(attributes)

    def is_about(self, attributes: Attributes) -> bool:
        """Whether this line lets its users do it."""
        if self.readonly and attributes.verb not in _READING:
            return False
        if not attributes.resource:
            return _path_matches(self.non_resource_path, attributes.path)
        return self.namespace in ("*", _namespace(attributes)) and self._covers(attributes)

    def allows_somewhere(self, user: User, attributes: Attributes) -> bool:
        """Whether this line lets the user do it in some namespace."""
        if not self.names(user) or (self.readonly and attributes.verb not in _READING):
            return False
        return bool(self.namespace) and self._covers(attributes)

    def _covers(self, attributes: Attributes) -> bool:
        """Whether the line is about the resource."""
        return self.resource in ("*", attributes.resource) and self.api_group in (
            "*",
            attributes.group,
        )

    def names(self, user: User) -> bool:
        """Whether user and group fit, each where it is given."""
        if self.user not in ("", "*", user.name):
            return False
        if self.group not in ("", "*") and self.group not in user.groups:
            return False
        return bool(self.user or self.group)


def _namespace(attributes: Attributes) -> str:
    """Return the namespace of a request; a namespace lies in itself, so that all of `team` is
    more than to read that `team` exists."""
    if attributes.resource in ("namespaces", "projects") and not attributes.namespace:
        return attributes.name or ""
    return attributes.namespace or ""


def _path_matches(pattern: str, path: str) -> bool:
    if pattern.endswith("*"):
        return path.startswith(pattern.rstrip("*"))
    return bool(pattern) and pattern == path


# ---------------------------------------------------------------------------------------- the file


# What those may do whom no line confines.
_EVERYTHING = (
    Policy(group=AUTHENTICATED, namespace="*", resource="*", api_group="*"),
    Policy(group=AUTHENTICATED, non_resource_path="*"),
)


class _Line(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    api_version: str = ""
    kind: str = ""
    spec: Policy = Policy()


def parse_policies(content: bytes, path: str) -> tuple[Policy, ...]:
    """Parse the lines of a policy file. Raises BadFile with every line that is wrong."""
    problems: list[tuple[int, str]] = []
    policies: list[Policy] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip() and not line.lstrip().startswith(b"#"):
            try:
                policies.append(_policy(line))
            except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
                problems.append((number, str(error)))
    if problems:
        raise BadFile(path, problems)
    return tuple(policies)


def _policy(text: bytes) -> Policy:
    line = msgspec.json.decode(text, type=_Line)
    if line.api_version != _VERSION or line.kind != "Policy":
        raise ValueError(f'needs "apiVersion": "{_VERSION}" and "kind": "Policy"')
    if not (line.spec.user or line.spec.group):
        raise ValueError('spec names neither "user" nor "group", so it lets nobody do anything')
    if not (line.spec.resource or line.spec.non_resource_path):
        raise ValueError(
            'spec names neither "resource" nor "nonResourcePath", so it allows nothing'
        )
    return line.spec


# ------------------------------------------------------------------------------------- requests


class Authorizer:
    """Decides about requests. Without a policy file all known users may do everything."""

    def __init__(self, path: Path | None) -> None:
        self._policies: Callable[[], Sequence[Policy]] | None = None
        if path:
            self._policies = RereadFile(path, parse_policies).current

    def authorize(self, user: User, attributes: Attributes) -> None:
        """Raise Forbidden, in Kubernetes' words, unless the user may do this."""
        if not self.allows(user, attributes):
            raise forbidden(user, attributes)

    def authorize_anywhere(self, user: User, attributes: Attributes) -> None:
        """Raise Forbidden unless the user may do this in some namespace."""
        if self._policies is None or MASTERS in user.groups:
            return
        if not any(policy.allows_somewhere(user, attributes) for policy in self._policies()):
            raise forbidden(user, attributes)

    def allows(self, user: User, attributes: Attributes) -> bool:
        """Whether the user may do it. Pull secrets below a stream need the right to secrets too."""
        if not self._allows(user, attributes):
            return False
        if attributes.subresource != "secrets":
            return True
        return self._allows(user, _reading_secrets(attributes))

    def policies_of(self, user: User, namespace: str) -> list[Policy]:
        """List the lines that let the user do something in a namespace, or with paths."""
        if self._policies is None or MASTERS in user.groups:
            return list(_EVERYTHING)
        own = [policy for policy in self._policies() if policy.names(user)]
        fitting = [policy for policy in own if policy.namespace in ("*", namespace)]
        paths = [policy for policy in own if policy not in fitting and policy.non_resource_path]
        return [*fitting, *paths]

    def subjects(self, attributes: Attributes) -> tuple[set[str], set[str]]:
        """Find the users and the groups who may do it; a user with a group counts as the user."""
        policies = _EVERYTHING if self._policies is None else self._policies()
        found = [policy for policy in policies if policy.is_about(attributes)]
        if attributes.subresource == "secrets":
            too = _reading_secrets(attributes)
            found = [policy for policy in found if policy.is_about(too)]
        users = {policy.user for policy in found} - {"", "*"}
        groups = {policy.group for policy in found if not policy.user} - {"*"} | {MASTERS}
        if any("*" in (policy.user, policy.group) for policy in found):
            groups |= {AUTHENTICATED}
        return users, groups

    def _allows(self, user: User, attributes: Attributes) -> bool:
        if self._policies is None or MASTERS in user.groups:
            return True
        if not attributes.resource and _is_open(user, attributes):
            return True
        if _asks_about_itself(user, attributes):
            return True
        return any(policy.allows(user, attributes) for policy in self._policies())


def _is_open(user: User, attributes: Attributes) -> bool:
    if attributes.verb not in ("get", "head"):
        return False
    if attributes.path in _PUBLIC_PATHS:
        return True
    below = any(f"{attributes.path}/".startswith(f"{prefix}/") for prefix in _DISCOVERY)
    return below and AUTHENTICATED in user.groups


def _asks_about_itself(user: User, attributes: Attributes) -> bool:
    asked = (attributes.verb, attributes.group, attributes.resource)
    about = asked in _OF_ONESELF or (*asked, attributes.name) == _ONESELF
    return about and not attributes.subresource and AUTHENTICATED in user.groups


def _reading_secrets(attributes: Attributes) -> Attributes:
    return AttributesRecord("list", resource="secrets", namespace=attributes.namespace)


def forbidden(user: User, attributes: Attributes) -> Forbidden:
    """Make the refusal.
    | Source of the words: k8s.io/apiserver, endpoints/handlers/responsewriters.
    """
    who = f"User {quoted(user.name)} cannot {attributes.verb}"
    if not attributes.resource:
        return Forbidden.of("", "", f"{who} path {quoted(attributes.path)}")
    resource = "/".join(filter(None, (attributes.resource, attributes.subresource)))
    what = f'resource "{resource}" in API group "{attributes.group}"'
    namespace = _namespace(attributes)
    where = f"in the namespace {quoted(namespace)}" if namespace else "at the cluster scope"
    qualified = ".".join(filter(None, (attributes.resource, attributes.group)))
    return Forbidden.of(qualified, attributes.name or "", f"{who} {what} {where}")
