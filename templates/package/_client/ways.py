"""The ways to a server, in the order in which they are tried."""

from __future__ import annotations

from ..errors import AccessError
from .access import Access
from .in_cluster import in_cluster_access, is_in_cluster
from .kubeconfig import has_kubeconfig, kubeconfig_access


def access_found() -> Access:
    """Access by a kubeconfig where there is one, else by the service account of the pod.

    Raises AccessError.
    """
    if has_kubeconfig():
        return kubeconfig_access()
    if is_in_cluster():
        return in_cluster_access()
    raise AccessError(
        "there is neither a kubeconfig (KUBECONFIG or ~/.kube/config) nor the service account of a"
        " pod; log in, or give the address of the server"
    )
