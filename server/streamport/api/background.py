"""Imports that nobody sends: for the controller, as the user that the reference has for it."""

from __future__ import annotations

import time
from collections.abc import Container, Iterator, Sequence

import msgspec

from imagestreamimport.errors import Conflict, Invalid, NotFound, StatusError
from imagestreamimport.models import ImageStreamImport, Status
from imagestreamimport.validators import validate
from streamport.control import Imported, Item, Lost, NotDone, Tried
from streamport.control.engine import MOST_TRIED
from streamport.importing.fields import name_of, spec_of, target_of
from streamport.importing.shares import Owner
from streamport.importing.statuses import GROUP
from streamport.importing.trails import told
from streamport.registry.attempts import Attempt

from .imports import Done, ImageStreamImports
from .logs import log_background
from .record import CURRENT, RequestRecord
from .users import AUTHENTICATED, User

CONTROLLER = User(
    "system:serviceaccount:openshift-infra:image-import-controller",
    groups=frozenset((AUTHENTICATED, "system:serviceaccounts")),
)
DEADLINE_S = 3_600.0  # as the reference's controller asks for


class BackgroundImports:
    """The controller's Engine: the handler of imports, without a request."""

    def __init__(self, imports: ImageStreamImports) -> None:
        self._imports = imports

    async def __call__(
        self, namespace: str, request: ImageStreamImport, why: str, passed_over: Container[str]
    ) -> Imported:
        """Import, and log it. Raises Lost, NotDone."""
        record = RequestRecord(user=CONTROLLER.name, verb="import", namespace=namespace)
        record.name = name_of(request)
        before = CURRENT.set(record)
        started = time.monotonic()
        try:
            # What an edit asks for is looked at again, as the reference does.
            done = await self._run(namespace, request, passed_over, anew=why == "edit")
        except (Conflict, NotFound) as error:
            record.code = error.code
            raise Lost(error.message) from error
        except StatusError as error:
            record.code = error.code
            raise NotDone(error.message) from error
        finally:
            CURRENT.reset(before)
            log_background(record, why, time.monotonic() - started)
        return Imported(list(_items(request, done)), done.changed)

    async def _run(
        self,
        namespace: str,
        request: ImageStreamImport,
        passed_over: Container[str],
        *,
        anew: bool,
    ) -> Done:
        document = msgspec.to_builtins(request)
        if causes := validate(document, "ImageStreamImport"):
            raise Invalid.of("ImageStreamImport", GROUP, name_of(request), causes)
        deadline = time.monotonic() + DEADLINE_S
        owner = Owner(CONTROLLER.name, namespace)
        return await self._imports.run(
            CONTROLLER,
            owner,
            namespace,
            request,
            deadline,
            anew=anew,
            passed_over=passed_over,
            is_repeated=not anew,
        )


def _items(request: ImageStreamImport, done: Done) -> Iterator[Item]:
    """Yield what became of each tag, and of the repository."""
    outcome, spec = done.outcome, spec_of(request)
    entries = zip(spec.images, outcome.images, outcome.may_pass, outcome.tried.images, strict=True)
    for entry, item, may_pass, attempts in entries:
        tag = target_of(entry)
        if item.image:
            yield Item(tag)
        else:
            yield _failed(tag, item.status or Status(), may_pass, attempts)
    if outcome.repository:
        status = outcome.repository.status or Status()
        if status.status == "Failure":
            yield _failed("", status, outcome.repository_may_pass, outcome.tried.listing)
        else:
            yield Item("")


def _failed(tag: str, status: Status, may_pass: bool, attempts: Sequence[Attempt]) -> Item:
    tried = tuple(
        Tried(told(attempt), told(attempt, lambda secret: False), attempt.secret)
        for attempt in attempts[:MOST_TRIED]
    )
    return Item(tag, True, status.reason or "", status.message or "", may_pass, tried)
