"""The client for threads: carries the steps out, one after the other.

`asynchronous` is the same for event loops. A connection may be used by many threads at once;
a listing and a watch belong to one.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, Unpack

import httpx2

from .._base.decoding import Decoder, decoder_of
from .._base.model import JsonObject
from .._base.rest import Resource
from ..errors import ApiError
from ..watching import Event
from .access import Access, Certificate
from .calls import Call, Calls, Document
from .connection import Options, Settings, how_to_connect, settings_for
from .in_cluster import in_cluster_access
from .kubeconfig import kubeconfig_access
from .objects import (
    Reader,
    Selection,
    changed,
    deletion,
    json_decoder,
    name_of,
    watch_plan,
    writing,
)
from .pages import Tokens
from .sending import Close, Read, Send, Step, Wait, exchange
from .waiting import headers_of, sleep
from .watching import Emit, watching
from .ways import access_found

if TYPE_CHECKING:
    from .._base.patching import Shapes

_Type = TypeVar("_Type")
_List = TypeVar("_List")
_Item = TypeVar("_Item")


class Connection:
    """Sends calls to one server, over connections that are kept open."""

    def __init__(self, settings: Settings, transport: httpx2.BaseTransport | None = None) -> None:
        self.settings = settings
        self._transport = transport
        self._http: httpx2.BaseTransport | None = None
        self._before: httpx2.BaseTransport | None = None
        self._certificate: Certificate | None = None
        self._lock = threading.Lock()  # nothing is waited for while it is held
        self._closed = False

    def read(self, call: Call, decoder: Decoder[_Type]) -> _Type:
        """The document of the answer. Raises ApiError."""
        run: _Run[httpx2.Response] = _Run(self, exchange(call, self.settings.retry))
        while run.next() is not None:
            pass
        try:
            return self.settings.checked(run.value, decoder)
        except ApiError as error:
            raise self.settings.told(error, call) from error.__cause__

    def send(self, call: Call) -> httpx2.Response:
        """One request and its answer; of a stream, unless it failed, only the beginning."""
        credentials = self.settings.access.credentials
        headers = headers_of(credentials)
        http = self._connected(credentials.certificate())
        request = self.settings.request(call, headers)
        # Not by way of the library's client: redirects, cookies and hooks are none of ours.
        response = http.handle_request(request)
        response.request = request
        if not (call.is_stream and response.is_success):
            try:
                response.read()
            finally:
                response.close()
        self.settings.arrived(response)
        return response

    def _connected(self, certificate: Certificate | None) -> httpx2.BaseTransport:
        """The transport; another one when the credential came with another certificate."""
        http = self._http
        if http is not None and certificate is self._certificate:
            return http
        old: httpx2.BaseTransport | None = None
        with self._lock:
            if self._closed:
                raise RuntimeError("the client is closed")
            if self._http is None or certificate is not self._certificate:
                # The one before may still be at work; the one before that had its time.
                old, new = self._before, self._new(certificate)
                self._before, self._http, self._certificate = self._http, new, certificate
            http = self._http
        if old is not None and old is not http:
            old.close()
        return http

    def _new(self, certificate: Certificate | None) -> httpx2.BaseTransport:
        if self._transport is not None:
            return self._transport
        return httpx2.HTTPTransport(**how_to_connect(self.settings, certificate))

    def close(self) -> None:
        """Close every connection; the client is of no use afterwards."""
        with self._lock:
            self._closed = True
            clients = self._http, self._before
            self._http = self._before = None
        for http in clients:
            if http is not None:
                http.close()


class _Run(Generic[_Type]):
    """A sequence of steps that is being carried out; `value` is what comes out in the end."""

    value: _Type

    def __init__(self, connection: Connection, steps: Generator[Any, Any, _Type]) -> None:
        self._connection = connection
        self._steps = steps
        self._call: Call | None = None
        self._response: httpx2.Response | None = None  # of the open stream
        self._pieces: Any = None  # its generator of bytes
        self._back: Any = None  # what the last step came to

    def next(self) -> Event[Any] | None:
        """The next event, None at the end. Raises ApiError."""
        fault: httpx2.RequestError | None = None
        try:
            while True:
                back, self._back = self._back, None
                try:
                    step = self._steps.send(back) if fault is None else self._steps.throw(fault)
                except StopIteration as ended:
                    self.value = ended.value
                    self._close_stream()
                    return None
                if isinstance(step, Emit):
                    return step.event
                fault = None
                try:
                    self._back = self._carry_out(step)
                except httpx2.RequestError as raised:
                    fault = raised
        except ApiError as error:
            self.close()
            raise self._connection.settings.told(error, self._call) from error.__cause__
        except BaseException:
            self.close()
            raise

    def _carry_out(self, step: Step) -> Any:
        if isinstance(step, Send):
            self._close_stream()
            self._call = step.call
            response = self._connection.send(step.call)
            if step.call.is_stream and response.is_success:
                self._response, self._pieces = response, response.iter_bytes()
            return response
        if isinstance(step, Wait):
            sleep(step.seconds)
        elif isinstance(step, Read):
            assert self._pieces is not None
            return next(self._pieces, b"")
        else:
            assert isinstance(step, Close)
            self._close_stream()
        return None

    def _close_stream(self) -> None:
        response, pieces = self._response, self._pieces
        self._response = self._pieces = None
        if pieces is not None:
            pieces.close()
        if response is not None:
            response.close()

    def close(self) -> None:
        self._steps.close()
        self._close_stream()


class Listing(Generic[_List, _Item]):
    """The objects of a list, read page by page as they are asked for: `for item in listing`.

    Each iteration begins anew. Raises Expired where the server has forgotten the list before its
    last page was read.
    """

    def __init__(
        self,
        connection: Connection,
        call: Callable[[str | None], Call],
        decoder: Decoder[_List],
        look: Callable[[_List], tuple[list[_Item], str | None]],
    ) -> None:
        self._connection = connection
        self._call = call
        self._decoder = decoder
        self._look = look  # the objects of a page, and the token of the next

    def __iter__(self) -> Iterator[_Item]:
        for page in self.pages():
            yield from self._look(page)[0]

    def pages(self) -> Iterator[_List]:
        """The pages as the server sends them; `metadata` tells the resourceVersion."""
        tokens = Tokens()
        while True:
            call = self._call(tokens.last)
            page = self._connection.read(call, self._decoder)
            try:
                tokens.take(self._look(page)[1])
            except ApiError as error:
                raise self._connection.settings.told(error, call) from None
            yield page
            if tokens.last is None:
                return


class Watch(Generic[_Item]):
    """Events, one after the other, until it is closed or its time is over.

    Use it in `with`, or close it: an iteration that is left keeps its connection.
    """

    def __init__(self, connection: Connection, steps: Generator[Any, Any, None]) -> None:
        self._run = _Run(connection, steps)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Event[_Item]:
        event = self._run.next()
        if event is None:
            raise StopIteration
        return event

    def close(self) -> None:
        """End the watch."""
        self._run.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ResourceClient(Generic[_Item]):
    """What all resources of a client have in common; the generated children add their verbs."""

    _writing = staticmethod(writing)
    _deletion = staticmethod(deletion)
    _selection = Selection

    def __init__(
        self,
        connection: Connection,
        resource: Resource,
        model: type[_Item],
        shapes: Shapes,
    ) -> None:
        self._connection = connection
        self._calls = Calls(resource, connection.settings.access.namespace)
        self._model = model
        self._shapes = shapes

    def _one(self, call: Call) -> _Item:
        return self._connection.read(call, decoder_of(self._model))

    def _as(self, model: type[_Type], call: Call) -> _Type:
        return self._connection.read(call, decoder_of(model))

    def _json(self, call: Call) -> JsonObject:
        return self._connection.read(call, json_decoder)

    def _update(
        self,
        before: Document,
        after: Document,
        legacy: bool,
        query: dict[str, Any],
        subresource: str | None = None,
    ) -> _Item:
        found = changed(before, after, self._calls.resource.kind, self._shapes)
        name, namespace = name_of(before)
        call = self._calls.patch(
            name, found.body, found.kind, namespace, legacy, query, subresource
        )
        return self._one(call)

    def _list(
        self, model: type[_List], selection: Selection, query: dict[str, Any]
    ) -> Listing[_List, _Item]:
        def call(token: str | None) -> Call:
            return selection.call(self._calls, {**query, "continue": token})

        call(None)  # so that a namespace that is missing is told now
        look = Reader(self._calls.resource, selection.legacy).look
        return Listing(self._connection, call, decoder_of(model), look)

    def _watch(
        self, selection: Selection, version: str | None, timeout_s: float | None, limit: int
    ) -> Watch[_Item]:
        settings = self._connection.settings
        plan = watch_plan(
            self._calls,
            selection,
            self._model,
            settings.error_of,
            version=version,
            timeout_s=timeout_s,
            limit=limit,
            retry=settings.retry,
        )
        return Watch(self._connection, watching(plan))


class BaseClient:
    """A server and the ways to it; the generated client adds its resources."""

    user_agent: ClassVar[str] = "python"

    def __init__(
        self,
        url: str | Access,
        token: str | None = None,
        *,
        namespace: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        ca: str | os.PathLike[str] | None = None,
        verify: bool | ssl.SSLContext = True,
        proxy: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        """A client of the server at `url`, or as an `Access` says.

        namespace: where the call names none. ca: a file of PEM certificates that the server's must
        come from, instead of those that the system trusts. proxy: instead of that of HTTPS_PROXY.
        transport: sends the requests, instead of a network; then ca, verify and proxy do nothing.
        A user and a password in the URL are used and not kept in it.

        Raises AccessError.
        """
        self._settings = settings_for(
            self,
            url,
            self.user_agent,
            token=token,
            namespace=namespace,
            ca=ca,
            verify=verify,
            proxy=proxy,
            options=options,
        )
        self.connection = Connection(self._settings, transport)

    @classmethod
    def from_kubeconfig(
        cls,
        path: str | os.PathLike[str] | None = None,
        context: str | None = None,
        *,
        namespace: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """A client by a kubeconfig: `path`, else the files of KUBECONFIG, else ~/.kube/config.

        Raises AccessError.
        """
        access = kubeconfig_access(path, context)
        return cls(access, namespace=namespace, transport=transport, **options)

    @classmethod
    def in_cluster(
        cls,
        *,
        namespace: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """A client by the service account of the pod that this runs in. Raises AccessError."""
        return cls(in_cluster_access(), namespace=namespace, transport=transport, **options)

    @classmethod
    def auto(
        cls,
        *,
        namespace: str | None = None,
        transport: httpx2.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> Self:
        """A client by the kubeconfig where there is one, else by the pod's service account.

        Raises AccessError.
        """
        return cls(access_found(), namespace=namespace, transport=transport, **options)

    @property
    def url(self) -> str:
        """The server, without user and password."""
        return self._settings.access.url

    @property
    def namespace(self) -> str | None:
        """Where calls go that name no namespace."""
        return self._settings.access.namespace

    def close(self) -> None:
        """Close every connection; the client is of no use afterwards."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r}, namespace={self.namespace!r})"
