"""Access by kubeconfig files, read and merged as kubectl does it.

Sources: Kubernetes, "Organizing Cluster Access Using kubeconfig Files" and "kubeconfig (v1)". Of a
cluster, user or context that several files have, the first file's entry counts, whole; the first
file that sets current-context sets it. Relative paths are relative to the file they stand in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from .entries import Cluster, Context, Entry, Exec, Top, User
from .exec import VERSIONS, ExecCredentials, ExecPlugin, cluster_told

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
        entry = self._entry("contexts", self.contexts, name)
        chosen = entry.read(Context)
        if chosen.cluster is None:
            raise AccessError(f"{entry.place}.cluster is missing")
        cluster = self._entry("clusters", self.clusters, chosen.cluster)
        nobody = Entry(f"{self.places}: no user", Path(), {})
        user = self._entry("users", self.users, chosen.user) if chosen.user else nobody
        return _access(cluster, user, chosen.namespace)

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
        current = current or top.read(Top).current_context
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


def _access(cluster_entry: Entry, user_entry: Entry, namespace: str | None) -> Access:
    cluster, user = cluster_entry.read(Cluster), user_entry.read(User)
    place = cluster_entry.place
    if cluster.server is None:
        raise AccessError(f"{place}.server is missing")
    try:
        url, _, _ = without_userinfo(cluster.server)
    except AccessError as problem:
        raise AccessError(f"{place}.server: {problem}") from None
    authorities = cluster_entry.pem(
        "certificate-authority", cluster.certificate_authority_data, cluster.certificate_authority
    )
    verify = not cluster.insecure_skip_tls_verify
    if authorities is not None and not verify:
        raise AccessError(
            f"{place}: insecure-skip-tls-verify and a certificate authority exclude each other"
        )
    proxy, server_name = cluster.proxy_url, cluster.tls_server_name
    config = _plugin_config(cluster)
    told = cluster_told(url, server_name, verify, authorities, proxy, config)
    return Access(
        url=url,
        namespace=namespace or "default",
        credentials=_credentials(user_entry, user, told),
        tls=Tls(authorities, verify, server_name, _certificate(user_entry, user)),
        proxy=proxy,
        headers=tuple(_impersonation(user)),
    )


def _certificate(entry: Entry, user: User) -> Certificate | None:
    chain = entry.pem("client-certificate", user.client_certificate_data, user.client_certificate)
    key = entry.pem("client-key", user.client_key_data, user.client_key)
    if chain is None and key is None:
        return None
    if chain is None or key is None:
        raise AccessError(f"{entry.place}: client-certificate and client-key must come together")
    return Certificate(chain, key)


def _credentials(entry: Entry, user: User, told: dict[str, Any]) -> Credentials:
    """Who the user is. A token file goes before a token, both before a plugin.

    Raises AccessError where a user has two ways, as kubectl does.
    """
    path = entry.path(user.token_file)
    if user.auth_provider is not None:
        raise AccessError(
            f"{entry.place}.auth-provider is no longer supported, by kubectl neither; use `exec`"
        )
    if user.username is not None and (user.token or path):
        raise AccessError(f"{entry.place}: username and token exclude each other")
    if path is not None:
        return TokenFile(path, user.token)
    if user.token is not None:
        return BearerToken(user.token, f"{entry.place}.token")
    if user.username is not None:
        return BasicCredentials(user.username, user.password or "")
    if user.exec is not None:
        plugin = Entry(f"{entry.place}.exec", entry.folder, user.exec)
        return ExecCredentials(_plugin(plugin, told))
    return Credentials()


def _plugin(entry: Entry, told: dict[str, Any]) -> ExecPlugin:
    said = entry.read(Exec)
    version, command, mode = said.api_version, said.command, said.interactive_mode
    if version not in VERSIONS:
        raise AccessError(f"{entry.place}.apiVersion must be one of {', '.join(VERSIONS)}")
    if command is None:
        raise AccessError(f"{entry.place}.command is missing")
    if Path(command).name != command:  # else it is looked for in PATH
        command = str(entry.folder / command)
    if mode is None and version == VERSIONS[0]:
        raise AccessError(f"{entry.place}.interactiveMode is missing: one of {', '.join(_MODES)}")
    if mode is not None and mode not in _MODES:
        raise AccessError(f"{entry.place}.interactiveMode must be one of {', '.join(_MODES)}")
    return ExecPlugin(
        place=entry.place,
        command=command,
        api_version=version,
        arguments=said.args,
        environment={each.name: each.value for each in said.env},
        interactive_mode=mode or "IfAvailable",
        cluster=told if said.provide_cluster_info else None,
        install_hint=said.install_hint or "",
    )


def _plugin_config(cluster: Cluster) -> Any:
    """What a cluster says to plugins alone, in its extensions."""
    for item in cluster.extensions if is_list(cluster.extensions) else []:
        if is_object(item) and item.get("name") == _CLUSTER_EXTENSION:
            return item.get("extension")
    return None


def _impersonation(user: User) -> Iterator[tuple[str, str]]:
    """The headers by which a user acts for somebody else."""
    if user.as_ is not None:
        yield "Impersonate-User", user.as_
    if user.as_uid is not None:
        yield "Impersonate-Uid", user.as_uid
    for group in user.as_groups:
        yield "Impersonate-Group", group
    for key, values in user.as_user_extra.items():
        for value in values:
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
