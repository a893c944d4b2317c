"""What people keep at the hub: places, watched areas, costs, service plans; and links by which chosen people see one
thing for a while."""

import hashlib
import re
import secrets
from typing import Final

from headunit.hub.hub import Hub, RefusedError
from headunit.hub.ports import Change, ConflictError, Document
from headunit.hub.routes import Reply, Route, Wanted
from headunit.hub.screens import Screens
from headunit.mirror.roles import Right

#: Kind -> what one must be allowed to read to keep it.
KINDS: Final = {"place": Right.PLACE, "fence": Right.PLACE, "cost": Right.COSTS, "plan": Right.COSTS}
#: So many of a kind, and so many letters in one.
MOST: Final = 1000
MOST_HOURS: Final = 30 * 24.0
_SHARE: Final = "share"
_WHAT: Final = frozenset({"live", "trip", "place"})
_ID: Final = re.compile(r"[0-9a-f]{32}")
_OBJECT: Final = {"type": "object"}


class Keeping:
    """Handlers; `routes` is their table."""

    def __init__(self, hub: Hub, screens: Screens) -> None:
        self._hub, self._screens = hub, screens

    @property
    def routes(self) -> tuple[Route, ...]:
        """All, in order."""
        kept = "/api/cars/{car}/documents/{kind}"
        shares = "/api/cars/{car}/shares"
        hours = {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_HOURS}
        return (
            Route("GET", kept, "all of a kind: place, fence, cost, plan", self._all),
            Route(
                "PUT", kept + "/{id}", "keep one; compare and set", self._put,
                takes={"version": {"type": "integer", "minimum": 0}, "body": _OBJECT},
            ),
            Route("DELETE", kept + "/{id}", "remove one", self._remove),
            Route("GET", shares, "links that are good", self._shares, Right.PLACE),
            Route(
                "POST", shares, "make a link", self._share, Right.PLACE,
                takes={"what": {"enum": sorted(_WHAT)}, "body": _OBJECT, "hours": hours},
            ),
            Route("DELETE", shares + "/{id}", "end a link", self._unshare, Right.PLACE),
            Route("GET", "/api/share/{token}", "what a link shows", self._shared, open=True),
        )  # fmt: skip

    async def _kind(self, wanted: Wanted) -> str:
        kind = wanted.path["kind"]
        right = KINDS.get(kind)
        if right is None:
            raise RefusedError(404, "there is no such kind")
        await self._hub.check(wanted.car, wanted.key, right)
        return kind

    async def _all(self, wanted: Wanted) -> Reply:
        found = await self._hub.store.find(await self._kind(wanted), wanted.car)
        return Reply({"documents": [{"id": one.id, "version": one.version, "body": one.body} for one in found]})

    async def _put(self, wanted: Wanted) -> Reply:
        kind, name = await self._kind(wanted), _id(wanted)
        version, body = wanted.words.get("version"), wanted.words.get("body")
        if isinstance(version, bool) or not isinstance(version, int) or not isinstance(body, dict):
            raise RefusedError(422, "a version and a body are wanted")
        if len(await self._hub.store.find(kind, wanted.car)) >= MOST:
            raise RefusedError(409, "there are too many of them")
        try:
            kept = await self._hub.store.put(Document(kind, wanted.car, name, version, body))
        except ConflictError as error:
            raise RefusedError(409, str(error)) from error
        await self._tell(wanted.car, kept, KINDS[kind])
        return Reply({"version": kept.version})

    async def _remove(self, wanted: Wanted) -> Reply:
        kind, name = await self._kind(wanted), _id(wanted)
        await self._hub.store.remove(kind, wanted.car, name)
        told: dict[str, object] = {"kind": kind, "id": name, "body": None}
        await self._hub.tell(Change(wanted.car, "document", told, KINDS[kind].value))
        return Reply({})

    async def _tell(self, car: str, kept: Document, right: Right) -> None:
        told: dict[str, object] = {"kind": kept.kind, "id": kept.id, "version": kept.version, "body": kept.body}
        await self._hub.tell(Change(car, "document", told, right.value))

    # Links.

    async def _shares(self, wanted: Wanted) -> Reply:
        found = [one for one in await self._hub.store.find(_SHARE, wanted.car) if self._good(one)]
        told = [{"id": one.id, **{key: one.body[key] for key in ("what", "title", "expires_s")}} for one in found]
        return Reply({"shares": told})

    def _good(self, share: Document) -> bool:
        return float(str(share.body["expires_s"])) > self._hub.wall()

    async def _share(self, wanted: Wanted) -> Reply:
        what, hours, body = wanted.words.get("what"), wanted.words.get("hours", 1), wanted.words.get("body", {})
        if what not in _WHAT or not isinstance(body, dict):
            raise RefusedError(422, "share what: live, trip or place")
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
            raise RefusedError(422, f"for how many hours, up to {MOST_HOURS:g}?")
        if what == "trip":
            await self._hub.check(wanted.car, wanted.key, Right.TRIPS)
            await self._screens.trip(wanted.car, str(body.get("trip")))
        token = secrets.token_urlsafe(24)
        expires = self._hub.wall() + hours * 3600
        kept: dict[str, object] = {"what": what, "body": body, "title": str(body.get("title", ""))[:80]}
        kept |= {"expires_s": expires, "by": wanted.key.hex()}
        await self._hub.store.put(Document(_SHARE, wanted.car, _digest(token), 0, kept))
        await self._hub.store.log(wanted.car, wanted.key.hex()[:16], "shared", str(what))
        return Reply({"id": _digest(token), "url": f"{wanted.origin}/s#{wanted.car}.{token}", "expires_s": expires})

    async def _unshare(self, wanted: Wanted) -> Reply:
        await self._hub.store.remove(_SHARE, wanted.car, _id(wanted))
        return Reply({})

    async def _shared(self, wanted: Wanted) -> Reply:
        """Nobody is known here: the link alone opens, while whoever made it is still paired."""
        car, _, token = wanted.path["token"].partition(".")
        found = await self._hub.store.get(_SHARE, car, _digest(token))
        if found is None or not self._good(found):
            raise RefusedError(404, "this link is not good any more")
        try:
            await self._hub.check(car, bytes.fromhex(str(found.body["by"])), Right.PLACE)
        except RefusedError:
            raise RefusedError(404, "this link is not good any more") from None
        said = found.body["body"]
        assert isinstance(said, dict)
        told: dict[str, object] = {"what": found.body["what"], "expires_s": found.body["expires_s"]}
        match told["what"]:
            case "trip":
                shown = await self._screens.trip(car, str(said.get("trip")))
                told |= {"trip": shown["trip"], "track": shown["track"]}
            case "place":
                told["place"] = said
            case _:
                value = (await self._hub.store.twin(car)).get("Car.Position")
                told |= {"place": value.value if value else None, "at_s": value.at_s if value else None}
        return Reply(told)


def _id(wanted: Wanted) -> str:
    name = wanted.path["id"]
    if not _ID.fullmatch(name):
        raise RefusedError(404, "an id is 32 hex digits")
    return name


def _digest(token: str) -> str:
    return hashlib.sha256(b"headunit share 1\0" + token.encode()).hexdigest()[:32]
