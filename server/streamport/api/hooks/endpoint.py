"""The endpoint: who sends, how often, what about. It answers before anything is imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from imagestreamimport._server.body import read_body
from imagestreamimport.errors import BadRequest, TooManyRequests, Unauthorized
from imagestreamimport.references import InvalidReference, Reference, parse
from streamport.store.protocol import Store

from ..record import note_hook
from ..rereading import RereadFile
from .bounds import Flood, Replays
from .callers import hooks_by_signature, hooks_by_text, may_be_signed
from .senders import KINDS, BadBody, Push, pushes_in
from .settings import Hook, parse_hooks
from .waking import Waker, Waking

LARGEST_BODY = 256 << 10  # bytes
_BUSY_S = 5.0
_FORM = "application/x-www-form-urlencoded"  # GitHub's other choice
_SHOWN = 200  # characters of what a body says


class Hooks:
    """The hooks of a file, or none."""

    def __init__(
        self,
        file: Path | None,
        store: Callable[[], Store],
        waker: Callable[[], Waker | None],
    ) -> None:
        """Raises CannotStart for a file that cannot be used."""
        self._hooks: Callable[[], tuple[Hook, ...]] = tuple
        if file is not None:
            self._hooks = RereadFile(file, parse_hooks).current
        self.waking = Waking(store, waker)
        self._flood, self._replays = Flood(), Replays()

    def routes(self) -> list[Route]:
        """Return the routes; without a file there are none."""
        if self._hooks is tuple:
            return []
        return [
            Route("/hooks/registry", self.answer, methods=["POST"]),
            Route("/hooks/registry/{secret}", self.answer, methods=["POST"]),
        ]

    async def answer(self, request: Request) -> Response:
        """Take a notification. Raises StatusError."""
        hook, body = await self._caller(request)
        note_hook(hook.name)
        if wait_s := self._flood.wait_s(hook.name):
            raise TooManyRequests("this hook sends too often", retry_after_s=wait_s)
        try:
            pushes = pushes_in(hook.kind, body)
            references = [_reference(hook, push) for push in pushes]
        except BadBody as error:
            is_form = request.headers.get("content-type", "").startswith(_FORM)
            cure = "; let it be sent as application/json" if is_form else ""
            raise BadRequest(f"the body is none of kind {hook.kind}: {error}{cure}") from None
        is_unique = KINDS[hook.kind].is_unique
        if is_unique and self._replays.is_known(hook.name, body):
            return _accepted("it was told before", 200)
        for reference in references:
            if not self.waking.put(hook, reference):
                raise TooManyRequests("too many pushes are waiting", retry_after_s=_BUSY_S)
        if is_unique:
            self._replays.note(hook.name, body)
        if not references:
            return _accepted("it tells of no tag that was pushed", 200)
        return _accepted("what follows the pushed tags is imported", 202)

    async def _caller(self, request: Request) -> tuple[Hook, bytes]:
        """Find the hook whose secret the request has, and read the body. Raises Unauthorized.

        Who has no secret gets nothing read, unless the body may be signed.
        """
        hooks = self._hooks()
        self._flood.keep_only({hook.name for hook in hooks})
        found = hooks_by_text(hooks, request.headers, request.path_params.get("secret", ""))
        if not found and not may_be_signed(hooks, request.headers):
            raise Unauthorized
        body = await read_body(request.receive, request.scope, LARGEST_BODY)
        found = found or hooks_by_signature(hooks, request.headers, body)
        if not found:
            raise Unauthorized
        return found[0], body


def _reference(hook: Hook, push: Push) -> Reference:
    """Return the tag at the hook's registry, which a body may name too. Raises BadBody."""
    repository = push.repository.removeprefix(f"{hook.registry}/")
    try:
        found = parse(f"{hook.registry}/{repository}:{push.tag}")
    except InvalidReference as error:
        shown = f"{push.repository}:{push.tag}"[:_SHOWN]
        raise BadBody(f"{shown!r} is no tag of a repository: {error}") from None
    if found.tag != push.tag or found.digest or not found.name:
        raise BadBody(f"{push.tag[:_SHOWN]!r} is no tag")
    return found


def _accepted(message: str, code: int) -> Response:
    status = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Success",
        "message": message,
        "code": code,
    }
    return JSONResponse(status, code)
