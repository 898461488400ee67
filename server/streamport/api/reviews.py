"""Reviews: what the authorizer says of an action, without doing it.

Everybody may ask about themselves; asking about others takes the right to create such a review.
"""

from __future__ import annotations

from imagestreamimport.errors import BadRequest
from imagestreamimport.models import (
    LocalSubjectAccessReview,
    NonResourceAttributes,
    ResourceAttributes,
    SelfSubjectAccessReview,
    SelfSubjectAccessReviewSpec,
    SubjectAccessReview,
    SubjectAccessReviewSpec,
    SubjectAccessReviewStatus,
)
from imagestreamimport.options import CreateOptions
from imagestreamimport.server import RequestContext

from .attributes import AttributesRecord
from .policy import Authorizer
from .users import ANONYMOUS, AUTHENTICATED, User

_ONE = "exactly one of resourceAttributes and nonResourceAttributes has to be there"


class SelfSubjectAccessReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self, request: RequestContext, body: SelfSubjectAccessReview, options: CreateOptions
    ) -> SelfSubjectAccessReview:
        """Tell whether the one who asks may do it."""
        spec = body.spec or SelfSubjectAccessReviewSpec()
        user = request.user or ANONYMOUS
        body.status = _answer(self._authorizer, user, spec)
        return body


class SubjectAccessReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self, request: RequestContext, body: SubjectAccessReview, options: CreateOptions
    ) -> SubjectAccessReview:
        """Tell whether somebody may do it."""
        spec = body.spec or SubjectAccessReviewSpec()
        body.status = _answer(self._authorizer, _subject(spec), spec)
        return body


class LocalSubjectAccessReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: LocalSubjectAccessReview,
        options: CreateOptions,
    ) -> LocalSubjectAccessReview:
        """Tell whether somebody may do it in the namespace, and in no other."""
        spec = body.spec or SubjectAccessReviewSpec()
        asked = spec.resource_attributes
        if asked is None or spec.non_resource_attributes:
            raise BadRequest("a local review is about a resource of its namespace")
        if (asked.namespace or "") not in ("", namespace):
            raise BadRequest("the namespace that is asked about is not that of the review")
        asked.namespace = namespace
        body.status = _answer(self._authorizer, _subject(spec), spec)
        return body


def _subject(spec: SubjectAccessReviewSpec) -> User:
    """The user that is asked about; one who is named is known. Raises BadRequest."""
    name, groups = spec.user or "", spec.groups
    if not name and not groups:
        raise BadRequest("at least one of user and groups has to be there")
    known = frozenset([*groups, AUTHENTICATED] if name else groups)
    return User(name, spec.uid or "", known)


def _answer(
    authorizer: Authorizer, user: User, spec: SelfSubjectAccessReviewSpec | SubjectAccessReviewSpec
) -> SubjectAccessReviewStatus:
    """Ask the authorizer. Raises BadRequest for a review of nothing, or of two things."""
    asked, path = spec.resource_attributes, spec.non_resource_attributes
    if bool(asked) == bool(path):
        raise BadRequest(_ONE)
    attributes = _of_path(path) if path else _of_resource(asked or ResourceAttributes())
    return SubjectAccessReviewStatus(allowed=authorizer.allows(user, attributes))


def _of_resource(asked: ResourceAttributes) -> AttributesRecord:
    return AttributesRecord(
        asked.verb or "",
        asked.group or "",
        asked.resource or "*",
        asked.subresource or "",
        asked.namespace or None,
        asked.name or None,
    )


def _of_path(asked: NonResourceAttributes) -> AttributesRecord:
    return AttributesRecord(asked.verb or "", path=asked.path or "")
