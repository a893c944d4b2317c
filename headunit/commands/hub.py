"""`headunit hub`: the owner's side of the mirror."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from headunit.settings import Settings

DESCRIPTION = """\
The hub is the owner's: it keeps what the car tells, hands on what its people ask, and serves the page for phone and PC.
A head unit starts one of its own on this computer; this command runs one elsewhere: on a NAS, at home, on a server.

examples:
  headunit hub serve                                   on this computer alone: http://localhost:8765
  headunit hub serve --host 0.0.0.0 --name car.home.arpa --cert chain.pem --key key.pem
  headunit hub code                                    what a car has to say to join this hub
  headunit hub status --json                           its cars, and when they were heard of last

Browsers let a page sign and work offline only at https addresses that they trust, and at localhost.
status --json prints one object a line: {"car", "last_seen_s": since 1970 | null, "statements": on who is paired}
"""
_ACTIONS = "serve, code, status"
DEFAULT_PORT = 8765
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command."""
    parser = commands.add_parser(
        "hub",
        help="the owner's hub and page: serve, code, status",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(func=run, action=None)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    serving = actions.add_parser("serve", help="run it until ^C")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    serving.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port, 0 for any ({DEFAULT_PORT})")
    serving.add_argument("--name", action="append", default=[], help="under which it is reached, beside localhost")
    serving.add_argument("--cert", type=Path, help="certificate chain for https (PEM)")
    serving.add_argument("--key", type=Path, help="its key (PEM)")
    # How a head unit starts its own: the code comes by standard input, and the hub ends when that does.
    serving.add_argument("--owned", action="store_true", help=argparse.SUPPRESS)
    for action in (serving, actions.add_parser("code", help="the code by which a car joins")):
        action.add_argument("--store", type=Path, help="folder in which all is kept")
    telling = actions.add_parser("status", help="cars, and whether they are there")
    telling.add_argument("--store", type=Path, help="folder in which all is kept")
    telling.add_argument("--json", action="store_true", help="for a program to read")


def run(args: argparse.Namespace) -> int:
    """Do what is asked."""
    from headunit.kernel.errors import UsageError
    from headunit.settings import environment, load

    if args.action is None:
        raise UsageError(f"say what to do: {_ACTIONS} (see headunit hub --help)")
    settings = load(environment())
    folder = args.store or settings.hub
    if args.action == "serve":
        return _serve(settings, folder, args)
    if args.action == "code":
        return _code(folder)
    return _status(folder, as_json=args.json)


def _serve(settings: "Settings", folder: Path, args: argparse.Namespace) -> int:
    from headunit.hub.hub import Hub
    from headunit.hub.sqlite_engine import SqliteEngine
    from headunit.hub.sqlite_store import SqliteStore
    from headunit.hub.starlette_app import web
    from headunit.hub.uvicorn_server import listening, serve
    from headunit.kernel.clock import SystemClock
    from headunit.kernel.errors import UsageError
    from headunit.map.page_maps import PageMaps

    if (args.cert is None) is not (args.key is None):
        raise UsageError("--cert and --key go together")
    clock = SystemClock()

    def wall() -> float:
        return clock.local().timestamp()

    hub = Hub(SqliteEngine(folder / "engine.sqlite", wall), SqliteStore(folder / "store.sqlite", wall), clock)
    if args.owned:
        hub.join_code = sys.stdin.readline().strip()
    maps = PageMaps(lambda: tuple(sorted(settings.maps.glob("*/map.pmtiles"))))
    place = listening(args.host, args.port)
    scheme = "http" if args.cert is None else "https"
    host = (args.name or ["localhost"])[0] if args.host in {*_LOCAL, "0.0.0.0", "::"} else args.host  # noqa: S104
    print(f"{scheme}://{host}:{place.getsockname()[1]}", flush=True)
    hosts = frozenset({*_LOCAL, *args.name, args.host} - {"0.0.0.0", "::"})  # noqa: S104  everywhere is no name
    try:
        certificate = None if args.cert is None else (args.cert, args.key)
        serve(web(hub, hosts, maps), place, certificate=certificate, stop=_when_orphaned if args.owned else None)
    finally:
        maps.close()
    return 0


def _when_orphaned(stop: "Callable[[], None]") -> None:
    import threading

    def wait() -> None:
        sys.stdin.read()
        stop()

    threading.Thread(target=wait, name="owner", daemon=True).start()


def _code(folder: Path) -> int:
    import asyncio

    from headunit.hub.hub import join_code
    from headunit.hub.sqlite_store import SqliteStore

    async def ask() -> str:
        store = SqliteStore(folder / "store.sqlite", lambda: 0.0)
        await store.start()
        try:
            return await join_code(store)
        finally:
            await store.stop()

    print(asyncio.run(ask()))
    return 0


def _status(folder: Path, *, as_json: bool) -> int:
    """From what is kept: who is connected at this moment only the running hub knows, and keeps."""
    import asyncio

    from headunit.hub.sqlite_store import SqliteStore

    async def ask() -> list[dict[str, object]]:
        store = SqliteStore(folder / "store.sqlite", lambda: 0.0)
        await store.start()
        told: list[dict[str, object]] = []
        try:
            for car in await store.cars():
                twin = await store.twin(car)
                ring = twin.get("Car.Keyring")
                said = ring.value.get("statements", []) if ring is not None and isinstance(ring.value, dict) else []
                seen = max((value.hub_s for value in twin.values()), default=None)
                told.append({"car": car, "last_seen_s": seen, "statements": len(said)})
        finally:
            await store.stop()
        return told

    if not folder.exists():
        print("there is no hub here yet", file=sys.stderr)
        return 1
    for row in asyncio.run(ask()):
        print(json.dumps(row) if as_json else f"{row['car']}: {row['statements']} statements on who is paired")
    return 0
