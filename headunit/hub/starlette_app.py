"""The hub on the web, by Starlette: HTTP and WebSocket from the table of routes, the page's files, and what a browser
must be told so that nothing else gets in (OWASP ASVS 5.0, V3, V4)."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.routing import Route as WebRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from headunit.hub.car_door import ENDS, CarDoor
from headunit.hub.hub import Hub, RefusedError
from headunit.hub.keeping import Keeping
from headunit.hub.openapi import document
from headunit.hub.page_files import page_files
from headunit.hub.ports import EngineBusyError, Maps
from headunit.hub.routes import MOST_BODY, Reply, Route, Wanted
from headunit.hub.screens import Screens
from headunit.hub.sessions import SESSION_S, Sessions, Who

log = logging.getLogger(__name__)

COOKIE: Final = "session"
#: A body is there within (s).
BODY_S: Final = 10.0
#: MapLibre runs its workers from a blob, and draws pictures from blobs; all else is ours.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
#: Private use (RFC 6455, 7.4.2): who this is must be shown anew; this is refused for good.
_WHO, _REFUSED = 4401, 4403
_CHANGES: Final = frozenset({"POST", "PUT", "DELETE"})


def web(hub: Hub, hosts: frozenset[str], maps: Maps | None = None) -> Starlette:
    """The application. `hosts`: names under which it is reached, without ports: any other is refused, so that no
    foreign name can be made to point here (DNS rebinding)."""
    return _Web(hub, hosts, maps).app()


class _Web:
    def __init__(self, hub: Hub, hosts: frozenset[str], maps: Maps | None) -> None:
        self._hub, self._hosts = hub, hosts
        self._sessions = Sessions(hub)
        self._screens = Screens(hub, self._sessions, maps)
        self._door = CarDoor(hub)
        self._files = page_files()
        self.routes = (*self._screens.routes, *Keeping(hub, self._screens).routes)
        self._document = document(self.routes)

    def app(self) -> Starlette:
        made: list[BaseRoute] = [WebRoute("/api/openapi.json", self._openapi)]
        by_path: dict[str, list[Route]] = {}
        for route in self.routes:
            by_path.setdefault(route.path, []).append(route)
        for path, some in by_path.items():
            methods = {one.method: one for one in some}
            made.append(WebRoute(path, self._handler(methods), methods=list(methods)))
        made += [
            WebSocketRoute("/api/cars/{car}/live", self._live),
            WebSocketRoute("/car", self._car),
            WebRoute("/{path:path}", self._file),
        ]
        return Starlette(routes=made, lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        await self._hub.start()
        try:
            yield
        finally:
            await self._hub.stop()

    # HTTP.

    def _handler(self, routes: Mapping[str, Route]) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            route = routes.get("GET" if request.method == "HEAD" else request.method)
            if route is None:
                return _told(RefusedError(405, "not here"))
            try:
                return _answer(await self._run(route, request), request)
            except RefusedError as error:
                return _told(error)
            except EngineBusyError as error:
                return _told(RefusedError(503, str(error)))
            except ClientDisconnect:
                return Response(status_code=400)

        return handle

    async def _run(self, route: Route, request: Request) -> Reply:
        origin = self._origin(request)
        if request.method in _CHANGES and request.headers.get("origin", origin) != origin:
            raise RefusedError(403, "asked from a foreign page")
        words = await _body(request) if route.method in {"POST", "PUT"} else {}
        who = None if route.open else await self._sessions.who(request.cookies.get(COOKIE))
        language = request.headers.get("accept-language", "en")[:2].lower()
        wanted = Wanted(request.path_params, request.query_params, words, who, _address(request), origin, language)
        if "car" in wanted.path and who is not None:
            await self._hub.device(wanted.car, who.key)
            if route.right is not None:
                await self._hub.check(wanted.car, who.key, route.right)
        return await route.run(wanted)

    def _origin(self, connection: HTTPConnection) -> str:
        """Under which name the hub is reached. Raises RefusedError for a foreign one."""
        host = connection.headers.get("host", "")
        if host.rsplit(":", 1)[0].strip("[]") not in self._hosts and host.strip("[]") not in self._hosts:
            raise RefusedError(421, "this hub has another name")
        scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
        return f"{scheme}://{host}"

    async def _openapi(self, _request: Request) -> Response:
        return Response(json.dumps(self._document), media_type="application/json", headers=HEADERS)

    async def _file(self, request: Request) -> Response:
        found = self._files.get(request.url.path)
        if found is None:
            return _told(RefusedError(404, "there is nothing here"))
        headers = {**HEADERS, "etag": found.etag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == found.etag:
            return Response(status_code=304, headers=headers)
        return Response(found.data, media_type=found.media, headers=headers)

    # Lines that stay open.

    async def _live(self, socket: WebSocket) -> None:
        """News of one car for one screen."""
        car = socket.path_params["car"]
        await socket.accept()
        try:
            if socket.headers.get("origin") != self._origin(socket):
                raise RefusedError(403, "asked from a foreign page")  # noqa: TRY301  all refusals are told alike
            who = await self._sessions.who(socket.cookies.get(COOKIE))
            rights = await self._hub.seen_by(car, who.key)
            await self._look(socket, car, who, rights)
        except RefusedError as error:
            await _close(socket, _WHO if error.status in {401, 403} else _REFUSED, str(error))

    async def _look(self, socket: WebSocket, car: str, who: Who, rights: frozenset[str]) -> None:
        with self._hub.line(car, rights, who.token) as line:
            twin = await self._screens.twin(car, who.key)
            leaving = asyncio.create_task(_leaves(socket))
            try:
                await socket.send_text(json.dumps({"type": "twin", **twin}, ensure_ascii=False))
                while True:
                    next_one = asyncio.create_task(line.queue.get())
                    done, _ = await asyncio.wait({next_one, leaving}, return_when=asyncio.FIRST_COMPLETED)
                    if leaving in done:
                        next_one.cancel()
                        return
                    change = next_one.result()
                    if change is None:
                        await _close(socket, _WHO, "look again")
                        return
                    await self._hub.device(car, who.key)  # its time may be over by now
                    said = {"type": change.type, **change.body}
                    await socket.send_text(json.dumps(said, ensure_ascii=False))
            except WebSocketDisconnect:
                return
            finally:
                leaving.cancel()

    async def _car(self, socket: WebSocket) -> None:
        await socket.accept()
        try:
            await self._door.serve(_address(socket), socket.receive_bytes, socket.send_bytes)
        except* ENDS as group:
            await _close(socket, _REFUSED, str(group.exceptions[0]))
        except* TimeoutError:
            await _close(socket, _REFUSED, "say who you are")
        except* (WebSocketDisconnect, RuntimeError, KeyError, asyncio.CancelledError):
            # The car is gone, has sent a text, or has come back by another line.
            await _close(socket, 1000, "")


async def _leaves(socket: WebSocket) -> None:
    """A screen says nothing; whatever it says is let pass."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass


async def _close(socket: WebSocket, code: int, why: str) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code, why.encode()[:120].decode(errors="ignore"))


async def _body(request: Request) -> Mapping[str, object]:
    """The JSON of a request. Raises RefusedError."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        if not int(request.headers.get("content-length", "0") or 0):
            return {}
        raise RefusedError(415, "JSON is wanted")
    data = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.stream():
                data += part
                if len(data) > MOST_BODY:
                    raise RefusedError(413, "that is too much")
    except TimeoutError:
        raise RefusedError(408, "too slow") from None
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        raise RefusedError(400, "not JSON") from None
    if not isinstance(said, dict):
        raise RefusedError(422, "an object is wanted")
    return said


def _answer(reply: Reply, request: Request) -> Response:
    headers = {**HEADERS, "cache-control": "no-store"}
    if reply.file:
        headers["content-disposition"] = f'attachment; filename="{_safe(reply.file)}"'
    if reply.data is not None:
        # Tiles are alike for everybody and change with the region alone.
        headers["cache-control"] = "private, max-age=86400" if "tile" in reply.media else "no-store"
        response = Response(reply.data, reply.status, headers, reply.media)
    elif reply.body is not None:
        told = json.dumps(reply.body, ensure_ascii=False, allow_nan=False)
        response = Response(told, reply.status, headers, reply.media)
    else:
        response = Response(status_code=reply.status, headers=headers)
    if reply.session is not None:
        life = round(SESSION_S) if reply.session else 0
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, reply.session, max_age=life, httponly=True, samesite="strict", secure=secure)
    return response


def _told(error: RefusedError) -> Response:
    said = json.dumps({"error": str(error)}, ensure_ascii=False)
    headers = {**HEADERS, "cache-control": "no-store"}
    if error.status == 429:  # noqa: PLR2004  RFC 6585, 4
        headers["retry-after"] = "60"
    return Response(said, error.status, headers, "application/json")


def _safe(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in name)[:80]


def _address(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""
