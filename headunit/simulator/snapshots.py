"""Takes the picture of a world that others may look at while it moves on."""

from headunit.simulator.phone.line import COMING, GOING, TALKED
from headunit.simulator.phone.simulated_phone import SimulatedPhone
from headunit.simulator.state import PocketState, SimulationState
from headunit.simulator.world import World

SECONDS_PER_MINUTE = 60.0


def snapshot(world: World, late_s: float) -> SimulationState:
    """The world as it is now. `late_s`: live time given up so far."""
    lat_deg, lon_deg, course_deg = world.place
    pedals = world.driver.pedals
    return SimulationState(
        scenario=world.scenario.name,
        title=world.scenario.title,
        t_s=world.t_s,
        local=world.local,
        values=world.values(),
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        course_deg=course_deg,
        driver=world.driver.mode.value,
        selected=world.powertrain.gearbox.selected,
        accelerator=pedals.accelerator,
        brake=pedals.brake,
        steering_by_hand=world.steering.hand_deg is not None,
        light_mode=world.body.light_mode,
        indicator=world.body.lever,
        fog_front=world.body.fog_front,
        fog_rear=world.body.fog_rear,
        forced_volts=world.powertrain.battery.forced_volts,
        outside_celsius=world.outside_celsius,
        grip=world.grip,
        plugged=world.powertrain.battery.plugged,
        leaks_kpa_per_min={
            wheel: tyre.leak_kpa_per_s * SECONDS_PER_MINUTE
            for wheel, tyre in world.tyres.by_wheel.items()
            if tyre.leak_kpa_per_s > 0
        },
        faults=frozenset(world.faults.present),
        gps=world.sky.state,
        gpsd=world.gpsd_state,
        can=world.can_state,
        follows_navigator=world.follows_navigator,
        misses=world.misses,
        phones=tuple(_phone(phone) for phone in world.pocket.phones.values()),
        bluetooth=world.pocket.adapter,
        steps=world.ticks,
        late_s=late_s,
    )


def _phone(phone: SimulatedPhone) -> PocketState:
    """The phone is locked meanwhile: the head unit's hand may be on it."""
    with phone.lock:
        coming, talked, going = (bool(phone.line.having(*stages)) for stages in (COMING, TALKED, GOING))
        status = phone.status
        return PocketState(phone.linked, phone.running, coming, talked, going, status.battery, status.signal)
