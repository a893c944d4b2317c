"""The owner's page in a real Chromium, at a phone's and a PC's width, against a car that drives: paired by its dash, a
tap there is done in the car, and what the car does is seen there."""

import time
from collections.abc import Iterator

import pytest
from built_regions import monaco
from mirrored_car import PATIENCE_S, MirroredCar, chromium
from playwright.sync_api import Browser, Error, Page

from headunit.cloud.ports import Mirror
from headunit.mirror.roles import Role
from headunit.music.ports import MusicDesk
from headunit.music.state import MusicState, Playing, Track
from headunit.notices.state import NoticesState
from headunit.settings import environment, load
from headunit.vehicle.state import VehicleState

SONGS = tuple(Track(f"file:///{name}.flac", name, "Ann", "Water", duration_s=200.0) for name in ("Wells", "Rain"))
WARMTH = "Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature"


@pytest.fixture(scope="module")
def car(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MirroredCar]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name))
        maps = load(environment()).maps
        maps.mkdir(parents=True)
        (maps / "monaco").symlink_to(monaco().folder)
        car = MirroredCar()
        car.begin()
        try:
            yield car
        finally:
            car.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def until(page: Page, script: str, what: str) -> None:
    """Poll: the policy of the page forbids what Playwright would wait with."""
    end = time.monotonic() + PATIENCE_S

    def so() -> object:
        try:
            return page.evaluate(script)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            return None  # it is being loaded anew

    while not so():
        assert time.monotonic() < end, f"waited in vain for {what}: {page.inner_text('body')[:1500]}"
        time.sleep(0.05)


def says(page: Page, words: str) -> None:
    until(page, f"document.body.innerText.includes({words!r})", words)


@pytest.fixture(scope="module")
def paired(car: MirroredCar, browser: Browser) -> Iterator[Page]:
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 412, "height": 915}, locale="en-GB")
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    car.ask(lambda house: house.port(Mirror).offer_pairing(Role.OWNER))
    offer = car.state.offer
    assert offer is not None
    page.goto(offer.address)
    page.fill("input", "Ann's phone")
    page.click("button")
    car.until(lambda: car.state.offer and car.state.offer.digits, "a device that asks")
    says(page, car.state.offer.digits)
    car.ask(lambda house: house.port(Mirror).agree(True))
    says(page, "The car is connected")
    yield page
    # What the browser itself says of a request that was refused, or of a hub that was not there, on purpose.
    assert [one for one in faults if "Failed to load resource" not in one and "WebSocket connection" not in one] == []
    context.close()


def test_the_secret_is_out_of_the_address(paired: Page) -> None:
    assert "#AS" not in paired.url
    assert "/p" not in paired.url


def test_the_state_is_live(car: MirroredCar, paired: Page) -> None:
    says(paired, "Speed")
    speed = "[...document.querySelectorAll('.tile')].find((one) => one.innerText.startsWith('Speed'))?.innerText"
    first = paired.evaluate(speed)
    until(paired, f"({speed}) !== {first!r} && !({speed}).includes('--')", "another speed")
    fuel = car.ask(lambda house: house.board.latest(VehicleState))
    assert fuel is not None
    says(paired, "All doors are closed")


def test_the_map_is_the_cars_own(paired: Page) -> None:
    until(paired, "!!document.querySelector('car-map[drawn] .puck')", "the map with the car on it")
    assert paired.evaluate("(() => fetch('/api/map/tiles/14/8529/5974').then((one) => one.status))()") == 200


def test_a_tap_on_the_phone_is_done_in_the_car(car: MirroredCar, paired: Page) -> None:
    paired.click("text=Climate on")

    def warmth() -> float | None:
        return car.ask(lambda house: (house.board.latest(VehicleState) or VehicleState()).number(WARMTH))

    car.until(lambda: warmth() == 21.0, "21 degrees")
    until(paired, "document.querySelector('ol .go-ink')?.innerText === 'done'", "its outcome")
    newest = car.state.asked[0]
    assert (newest.command, newest.state, newest.by) == ("climate", "done", "Ann's phone")


def test_what_this_car_cannot_do_is_refused_with_a_reason(car: MirroredCar, paired: Page) -> None:
    paired.click("text=Lock")
    says(paired, "refused: This car cannot be asked for it")
    assert car.state.asked[0].state == "refused"


def test_music_is_seen_and_steered(car: MirroredCar, paired: Page) -> None:
    car.ask(lambda house: house.port(MusicDesk).play(SONGS))
    paired.click("nav >> text=Music")
    says(paired, "Wells")
    paired.click("[aria-label=Next]")

    def now() -> tuple[str, Playing]:
        state = car.ask(lambda house: house.board.latest(MusicState))
        return (state.track.title if state.track else "", state.playing)

    car.until(lambda: now()[0] == "Rain", "the next song")
    until(paired, "document.querySelector('main h2').innerText === 'Rain'", "it on the phone")
    paired.click("[aria-label=Pause]")
    car.until(lambda: now()[1] is Playing.PAUSED, "silence")
    until(paired, "!!document.querySelector('[aria-label=Play]')", "the other key")


def test_a_destination_comes_as_a_notice(car: MirroredCar, paired: Page) -> None:
    paired.click("nav >> text=Places")
    paired.fill("[name=place]", "43.7402, 7.4296")
    paired.fill("[name=title]", "Larvotto")
    paired.click("text=Send to the car")

    def notices() -> list[tuple[str, ...]]:
        state = car.ask(lambda house: house.board.latest(NoticesState))
        return [one.words for one in state.notices if one.key == "cloud.destination"]

    car.until(lambda: notices() == [("Larvotto",)], "the notice")
    paired.fill("[name=place]", "nowhere")
    paired.click("text=Keep >> nth=0")
    says(paired, "Write the place as latitude, longitude")


def test_places_and_costs_are_kept_for_all_screens(car: MirroredCar, paired: Page, browser: Browser) -> None:
    paired.click("nav >> text=Places")
    paired.fill("[name=place]", "47.1410, 9.5209")
    paired.fill("[name=title]", "Home in Vaduz")
    paired.click("form >> text=Keep")
    says(paired, "Home in Vaduz")
    paired.click("nav >> text=More")
    paired.click("text=Write down a cost")
    paired.fill("[name=amount]", "54.20")
    paired.click("details[open] >> text=Keep")
    says(paired, "54.20")
    paired.reload()
    says(paired, "The car is connected")
    paired.click("nav >> text=Places")
    says(paired, "Home in Vaduz")


def test_keyboard_and_names(paired: Page) -> None:
    """Every control has a name, and the first Tab leads to the content."""
    for view in ("Car", "Music", "Places", "More"):
        paired.click(f"nav >> text={view}")
        nameless = paired.evaluate(
            "[...document.querySelectorAll('button, a, input, select')].filter((one) => !one.closest('car-map') &&"
            " !(one.textContent || one.getAttribute('aria-label') || one.labels?.[0]?.textContent || '').trim())"
            ".map((one) => one.outerHTML)"
        )
        assert nameless == []
    paired.reload()
    says(paired, "The car is connected")
    paired.keyboard.press("Tab")
    assert paired.evaluate("document.activeElement.className") == "skip"
    paired.keyboard.press("Enter")
    assert paired.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("width", "height", "scheme"), [(412, 915, "light"), (412, 915, "dark"), (1440, 900, "dark")])
def test_nothing_is_cut_off(paired: Page, width: int, height: int, scheme: str) -> None:
    paired.set_viewport_size({"width": width, "height": height})
    paired.emulate_media(color_scheme=scheme)
    for view in ("Car", "Trips", "Music", "Places", "More"):
        paired.click(f"nav >> text={view}")
        paired.wait_for_timeout(150)
        assert paired.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view
        small = paired.evaluate(
            "[...document.querySelectorAll('button, nav a, select, input')].filter((one) => !one.closest('car-map') &&"
            " one.getBoundingClientRect().height < 44 && one.offsetParent).map((one) => one.outerHTML)"
        )
        assert small == []


def test_without_a_net_the_last_state_is_shown_as_old(paired: Page) -> None:
    until(paired, "navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)", "the worker")
    paired.wait_for_timeout(1500)  # what was seen is kept a second later
    paired.context.set_offline(True)
    paired.reload()
    says(paired, "No line to the hub")
    paired.click("nav >> text=Places")
    says(paired, "Home in Vaduz")
    paired.context.set_offline(False)
    says(paired, "The car is connected")


def test_unpaired_in_the_car_it_sees_nothing_more(car: MirroredCar, paired: Page) -> None:
    (screen,) = car.state.screens
    car.ask(lambda house: house.port(Mirror).revoke(screen.name))
    says(paired, "This device is not paired with a car")
