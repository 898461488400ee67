"""The items of an import that failed: for the log, and for the caller."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import islice

from imagestreamimport.models import ImageStreamImport
from imagestreamimport.server import RequestContext
from streamport.importing import Outcome
from streamport.importing.trails import Trail, trails_of, warnings_of

from .attributes import AttributesRecord
from .policy import Authorizer

# A repository of thousands of tags at a dead registry shall not fill the disk.
MOST_LISTED = 10


def failures_of(request: ImageStreamImport, outcome: Outcome) -> Sequence[Trail]:
    """Collect the first failures, in the order of the answer."""
    return list(islice(trails_of(request, outcome), MOST_LISTED))


def warn_of_failures(
    request: RequestContext,
    namespace: str,
    body: ImageStreamImport,
    outcome: Outcome,
    authorizer: Authorizer,
) -> None:
    """Warn the caller of what was tried, where a credential, a mirror or a proxy was used.

    Secrets are named to those alone who may get them.
    """
    user = request.user

    @cache
    def may_name(secret: str) -> bool:
        getting = AttributesRecord("get", resource="secrets", namespace=namespace, name=secret)
        return user is None or authorizer.allows(user, getting)

    for text in warnings_of(trails_of(body, outcome), may_name):
        request.warnings.add(text)
