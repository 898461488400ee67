"""Access by kubeconfig files, read and merged as kubectl does it.

Sources: Kubernetes, "Organizing Cluster Access Using kubeconfig Files" and "kubeconfig (v1)". Of a
cluster, user or context that several files have, the first file's entry counts, whole; the first
file that sets current-context sets it. Relative paths are relative to the file they stand in.
No value of a user goes into any error.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._base.kinds import is_list, is_object
from ..errors import AccessError
from .access import (
    Access,
    BasicCredentials,
    BearerToken,
    Certificate,
    Credentials,
    Tls,
    TokenFile,
    without_userinfo,
)
from .exec import VERSIONS, ExecCredentials, ExecPlugin, cluster_told, decoded

_SECTIONS = {"clusters": "cluster", "users": "user", "contexts": "context"}
_MODES = ("Never", "IfAvailable", "Always")
_DEEPEST = 100  # levels of a file
_CLUSTER_EXTENSION = "client.authentication.k8s.io/exec"


def kubeconfig_access(
    path: str | os.PathLike[str] | None = None, context: str | None = None
) -> Access:
    """Access by one file, or by those of KUBECONFIG, or by ~/.kube/config.

    Raises AccessError, which names the file and the entry.
    """
    return load_kubeconfig(path).access(context)


def kubeconfig_paths() -> list[Path]:
    """The files that kubectl would read: those of KUBECONFIG, else ~/.kube/config."""
    listed = os.environ.get("KUBECONFIG", "")
    paths = [Path(part) for part in listed.split(os.pathsep) if part]
    return paths or [Path.home() / ".kube" / "config"]


def has_kubeconfig() -> bool:
    """Whether one of these files is there."""
    return any(path.is_file() for path in kubeconfig_paths())


@dataclass(frozen=True, slots=True)
class Entry:
    """One cluster, user or context, and the file that it comes from."""

    place: str  # for errors: "/home/me/.kube/config: users[dev]"
    folder: Path
    values: Mapping[str, Any] = field(repr=False)

    def text(self, name: str) -> str | None:
        """A text that is set and not empty. Raises AccessError for another type."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise AccessError(f"{self.place}.{name} must be a text; quote it")
        return value or None

    def flag(self, name: str) -> bool:
        """A switch; absent is off."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise AccessError(f"{self.place}.{name} must be true or false")
        return bool(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        value = self.values.get(name)
        listed: list[Any] = value if is_list(value) else []
        if (value is not None and not is_list(value)) or not all(
            isinstance(item, str) for item in listed
        ):
            raise AccessError(f"{self.place}.{name} must be a list of texts")
        return tuple(listed)

    def path(self, name: str) -> Path | None:
        """A path, relative to the folder of the file."""
        text = self.text(name)
        return None if text is None else self.folder / text

    def inner(self, name: str) -> Entry | None:
        """An object inside the entry."""
        value = self.values.get(name)
        if value is None:
            return None
        if not is_object(value):
            raise AccessError(f"{self.place}.{name} must be an object")
        return Entry(f"{self.place}.{name}", self.folder, value)

    def pem(self, name: str) -> bytes | None:
        """What `NAME-data` holds in base64, else what the file of `NAME` holds."""
        data = self.text(f"{name}-data")
        if data is not None:
            found = decoded(data)
            if found is None:
                raise AccessError(f"{self.place}.{name}-data is not base64")
            return found
        path = self.path(name)
        if path is None:
            return None
        try:
            return path.read_bytes()
        except OSError as problem:
            why = f"{path} cannot be read: {problem.strerror}"
            raise AccessError(f"{self.place}.{name}: {why}") from None


@dataclass(frozen=True, slots=True)
class Kubeconfig:
    """Files that were merged."""

    places: str  # the files, for errors
    clusters: Mapping[str, Entry]
    users: Mapping[str, Entry]
    contexts: Mapping[str, Entry]
    current_context: str | None

    def access(self, context: str | None = None) -> Access:
        """Access by one context, or by the current one. Raises AccessError."""
        name = context or self.current_context
        if name is None:
            raise AccessError(
                f"{self.places}: no current-context is set; name one of"
                f" {_names(self.contexts)}, or run `kubectl config use-context NAME`"
            )
        chosen = self._entry("contexts", self.contexts, name)
        cluster_name, user_name = chosen.text("cluster"), chosen.text("user")
        if cluster_name is None:
            raise AccessError(f"{chosen.place}.cluster is missing")
        cluster = self._entry("clusters", self.clusters, cluster_name)
        nobody = Entry(f"{self.places}: no user", Path(), {})
        user = self._entry("users", self.users, user_name) if user_name else nobody
        return _access(cluster, user, chosen.text("namespace"))

    def _entry(self, section: str, entries: Mapping[str, Entry], name: str) -> Entry:
        if name not in entries:
            raise AccessError(f"{self.places}: {section} has no {name!r}; it has {_names(entries)}")
        return entries[name]


def _names(entries: Mapping[str, Entry]) -> str:
    return ", ".join(entries) or "none"


# --------------------------------------------------------------------------------------- reading


def load_kubeconfig(path: str | os.PathLike[str] | None = None) -> Kubeconfig:
    """One file, which must be there, or those that kubectl would read, which need not all be.

    Raises AccessError.
    """
    if path is not None:
        paths = [Path(path)]
    else:
        paths = [item for item in kubeconfig_paths() if item.exists()]
    if not paths:
        looked = ", ".join(map(str, kubeconfig_paths()))
        raise AccessError(f"there is no kubeconfig; looked for {looked}")
    merged: dict[str, dict[str, Entry]] = {section: {} for section in _SECTIONS}
    current: str | None = None
    for item in paths:
        top = Entry(f"{item}: ", item.parent.absolute(), _read(item))
        current = current or top.text("current-context")
        for section, key in _SECTIONS.items():
            for name, entry in _entries(item, top, section, key):
                merged[section].setdefault(name, entry)
    return Kubeconfig(places=os.pathsep.join(map(str, paths)), current_context=current, **merged)


def _read(path: Path) -> dict[str, Any]:
    try:
        from .._base.yaml_reading import YamlError, read_yaml
    except ImportError:
        raise AccessError("reading a kubeconfig needs PyYAML: pip install pyyaml") from None
    try:
        document, _ = read_yaml(path.read_bytes(), _DEEPEST)
    except OSError as problem:
        raise AccessError(f"{path}: cannot be read: {problem.strerror}") from None
    except YamlError as problem:
        # Its own message quotes the file.
        mark = problem.mark
        where = "" if mark is None else f" (line {mark.line + 1}, column {mark.column + 1})"
        raise AccessError(f"{path}: this is not YAML{where}") from None
    if document is None:
        return {}
    if not is_object(document):
        raise AccessError(f"{path}: a kubeconfig must be an object")
    return document


def _entries(path: Path, top: Entry, section: str, key: str) -> Iterator[tuple[str, Entry]]:
    """The named entries of one section of one file."""
    listed = top.values.get(section)
    if listed is not None and not is_list(listed):
        raise AccessError(f"{path}: {section} must be a list")
    for index, item in enumerate(listed or []):
        name = item.get("name") if is_object(item) else None
        if not isinstance(name, str):
            raise AccessError(f"{path}: {section}[{index}].name must be a text")
        values: Any = item.get(key) or {}
        if not is_object(values):
            raise AccessError(f"{path}: {section}[{name}].{key} must be an object")
        yield name, Entry(f"{path}: {section}[{name}].{key}", top.folder, values)


# ---------------------------------------------------------------------------------------- access


def _access(cluster: Entry, user: Entry, namespace: str | None) -> Access:
    server = cluster.text("server")
    if server is None:
        raise AccessError(f"{cluster.place}.server is missing")
    try:
        url, _, _ = without_userinfo(server)
    except AccessError as problem:
        raise AccessError(f"{cluster.place}.server: {problem}") from None
    authorities = cluster.pem("certificate-authority")
    verify = not cluster.flag("insecure-skip-tls-verify")
    if authorities is not None and not verify:
        raise AccessError(
            f"{cluster.place}: insecure-skip-tls-verify and a certificate authority exclude each"
            " other"
        )
    server_name = cluster.text("tls-server-name")
    proxy = cluster.text("proxy-url")
    told = cluster_told(url, server_name, verify, authorities, proxy, _plugin_config(cluster))
    return Access(
        url=url,
        namespace=namespace or "default",
        credentials=_credentials(user, told),
        tls=Tls(authorities, verify, server_name, _certificate(user)),
        proxy=proxy,
        headers=tuple(_impersonation(user)),
    )


def _certificate(user: Entry) -> Certificate | None:
    chain, key = user.pem("client-certificate"), user.pem("client-key")
    if chain is None and key is None:
        return None
    if chain is None or key is None:
        raise AccessError(f"{user.place}: client-certificate and client-key must come together")
    return Certificate(chain, key)


def _credentials(user: Entry, told: dict[str, Any]) -> Credentials:
    """Who the user is. A token file goes before a token, both before a plugin.

    Raises AccessError where a user has two ways, as kubectl does.
    """
    token, path = user.text("token"), user.path("tokenFile")
    username = user.text("username")
    plugin = user.inner("exec")
    if user.values.get("auth-provider") is not None:
        raise AccessError(
            f"{user.place}.auth-provider is no longer supported, by kubectl neither; use `exec`"
        )
    if username is not None and (token or path):
        raise AccessError(f"{user.place}: username and token exclude each other")
    if path is not None:
        return TokenFile(path, token)
    if token is not None:
        return BearerToken(token, f"{user.place}.token")
    if username is not None:
        return BasicCredentials(username, user.text("password") or "")
    if plugin is not None:
        return ExecCredentials(_plugin(plugin, told))
    return Credentials()


def _plugin(entry: Entry, told: dict[str, Any]) -> ExecPlugin:
    version, command = entry.text("apiVersion"), entry.text("command")
    if version not in VERSIONS:
        raise AccessError(f"{entry.place}.apiVersion must be one of {', '.join(VERSIONS)}")
    if command is None:
        raise AccessError(f"{entry.place}.command is missing")
    if Path(command).name != command:  # else it is looked for in PATH
        command = str(entry.folder / command)
    mode = entry.text("interactiveMode")
    if mode is None and version == VERSIONS[0]:
        raise AccessError(f"{entry.place}.interactiveMode is missing: one of {', '.join(_MODES)}")
    if mode is not None and mode not in _MODES:
        raise AccessError(f"{entry.place}.interactiveMode must be one of {', '.join(_MODES)}")
    return ExecPlugin(
        place=entry.place,
        command=command,
        api_version=version,
        arguments=entry.texts("args"),
        environment=_environment(entry),
        interactive_mode=mode or "IfAvailable",
        cluster=told if entry.flag("provideClusterInfo") else None,
        install_hint=entry.text("installHint") or "",
    )


def _environment(entry: Entry) -> dict[str, str]:
    """The variables that the plugin gets besides ours: a list of name and value."""
    variables: dict[str, str] = {}
    listed: Any = entry.values.get("env") or []
    for item in listed if is_list(listed) else [None]:
        pair = (item.get("name"), item.get("value", "")) if is_object(item) else (None, None)
        name, value = pair
        if not (isinstance(name, str) and isinstance(value, str)):
            raise AccessError(f"{entry.place}.env must be a list of name and value, both texts")
        variables[name] = value
    return variables


def _plugin_config(cluster: Entry) -> Any:
    """What a cluster says to plugins alone, in its extensions."""
    listed = cluster.values.get("extensions")
    for item in listed if is_list(listed) else []:
        if is_object(item) and item.get("name") == _CLUSTER_EXTENSION:
            return item.get("extension")
    return None


def _impersonation(user: Entry) -> Iterator[tuple[str, str]]:
    """The headers by which a user acts for somebody else."""
    somebody = user.text("as")
    if somebody is not None:
        yield "Impersonate-User", somebody
    uid = user.text("as-uid")
    if uid is not None:
        yield "Impersonate-Uid", uid
    for group in user.texts("as-groups"):
        yield "Impersonate-Group", group
    extra = user.inner("as-user-extra")
    for key in () if extra is None else extra.values:
        for value in extra.texts(key) if extra is not None else ():
            yield f"Impersonate-Extra-{_header_name(key)}", value


def _header_name(key: str) -> str:
    """The key with every character escaped that a header's name cannot have."""
    plain = "!#$&'*+-.^_`|~"
    return "".join(
        (
            letter
            if letter.isascii() and (letter.isalnum() or letter in plain)
            else "".join(f"%{byte:02X}" for byte in letter.encode())
        )
        for letter in key
    )
