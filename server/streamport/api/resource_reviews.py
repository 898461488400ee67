"""Who may do something: what `oc adm policy who-can` asks. It takes the right to ask it."""

from __future__ import annotations

from imagestreamimport.errors import BadRequest
from imagestreamimport.models import (
    LocalResourceAccessReview,
    ResourceAccessReview,
    ResourceAccessReviewResponse,
)
from imagestreamimport.options import CreateOptions
from imagestreamimport.server import RequestContext

from .attributes import AttributesRecord
from .policy import Authorizer


class ResourceAccessReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self, request: RequestContext, body: ResourceAccessReview, options: CreateOptions
    ) -> ResourceAccessReviewResponse:
        """List who may do it, in the namespace that the review names or wherever that is."""
        return _answer(self._authorizer, body, body.namespace or "")


class LocalResourceAccessReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: LocalResourceAccessReview,
        options: CreateOptions,
    ) -> ResourceAccessReviewResponse:
        """List who may do it in the namespace, and in no other."""
        if body.is_non_resource_url:
            raise BadRequest("a local review is about a resource of its namespace")
        if (body.namespace or "") not in ("", namespace):
            raise BadRequest("the namespace that is asked about is not that of the review")
        return _answer(self._authorizer, body, namespace)


def _answer(
    authorizer: Authorizer,
    asked: ResourceAccessReview | LocalResourceAccessReview,
    namespace: str,
) -> ResourceAccessReviewResponse:
    if asked.is_non_resource_url:
        attributes = AttributesRecord(asked.verb or "", path=asked.path or "")
    else:
        resource, _, subresource = (asked.resource or "*").partition("/")
        attributes = AttributesRecord(
            asked.verb or "",
            asked.resource_api_group or "",
            resource,
            subresource,
            namespace or None,
            asked.resource_name or None,
        )
    users, groups = authorizer.subjects(attributes)
    return ResourceAccessReviewResponse(
        namespace=namespace or None, users=sorted(users), groups=sorted(groups)
    )
