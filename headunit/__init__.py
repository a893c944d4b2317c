"""headunit: the screen in the dashboard. This page is the map of the code; keep it true.

A room is a folder named after something a driver, an owner or a technician can name. To change how tyres are shown,
open `vehicle/`; to teach the head unit a new car, add a folder under `vehicle/cars/`.

    cli.py          the `headunit` command: parses words, calls `commands/`
    commands/       one file per sub-command of it
    app/            composition root: the only folder that knows every room; builds up, tears down in reverse
    settings.py     one frozen Settings, read once from TOML and flags; no other file reads settings or environment
    kernel/         what every room stands on: Clock, Reading, LinkState, Inbox, supervision, units, errors. No Qt
      text/         how words are folded so that they are found: accents, pinyin, both ways of writing Chinese
    vehicle/        CAN frames in, VSS signals out: buses, DBC, signal table; the vehicle pane and the climate bar
      cars/<car>/   one folder per car: which DBC, what its signals mean, what may be sent to it
    diagnostics/    trouble codes, freeze frames, live values and a health report: OBD-II and UDS over CAN or an ELM327
    presentation/   from facts to words and numbers on a screen: what every view model stands on
    position/       gpsd and serial NMEA -> one Fix
    regions/        map data on this computer: fetched, built, kept, removed; the schema of the vector tiles
    map/            the map on the screen: tiles, style, camera, labels, drawn on the GPU or in software
    places/         search, favourites, recents, home and work; GPX and GeoJSON
    routing/        routes by Valhalla in a worker, live traffic, range of an electric car
    guidance/       along the route: what comes next, what to say when, off the route and back, dead reckoning
    navigation/     the navigation pane: stands above these five and may show their view models
    sound/          the one mixer: who may be heard, how loud; the voice of the prompts; the way to loudspeakers
    music/          queue and player; the library, radio, podcasts and servers it plays from; the music pane
    phone/          pairing, contacts, calls, messages of the driver's phones
    voice/          spoken commands: hear, understand, answer
    mirror/         the language of car, hub and screens: rows and lanes, frames, signed words, roles. No Qt, no I/O
    cloud/          the car's side of the mirror: outbox, pairing, commands from the owner
    hub/            the owner's side: a server, its store, and the page on phone and PC
    safety/         driving state -> what the screen may ask of the driver
    notices/        tell-tales and warnings, one list by priority
    technician/     live frames, bus load, plots, recording and replay; the technician's pane
    preferences/    the driver's choices (theme, language, units) and the settings pane
    simulator/      a car, a sky, a road and a phone; they come in through the same doors as the real ones
    ui/             theme, controls, shell, home, gallery, translations

Every room is laid out alike:

    state.py        frozen facts, units in the names; imports only kernel and the standard library
    service.py      the logic, facts in, facts out; no I/O, no Qt, time from Clock (or named after what it is)
    ports.py        what the room needs from the world: Protocols whose docstrings are the contract
    <technology>.py a port met with one technology; the only file that imports that library
    viewmodel.py    the only Qt in the room
    <Name>Pane.qml  and its parts, with qmldir: the folder is a QML module of the same URI (headunit.vehicle)
    pane.py         what the shell needs to find the pane: title, icon, order
    previews.py     named example states: gallery, golden pictures, layout audit

A fact travels one way: world -> link -> Reading -> Inbox -> service -> state -> view model -> QML. A wish travels back:
QML -> view model -> command -> port -> world; the world answers, and only then the state changes.

Threads: Qt's main thread runs services and view models, one asyncio thread runs the links, a blocking driver (CAN,
serial) has a reader thread of its own. The Inbox is all they share. In virtual time (snapshot, --headless) the same
objects run in one thread under a ManualClock, in lockstep with the simulated or recorded world.

Imports go down only: cli > commands > app > ui > navigation > rooms > presentation, mirror > kernel; between rooms only
`state` and `ports`.
import-linter checks it.
"""

__version__ = "0.1.0"
