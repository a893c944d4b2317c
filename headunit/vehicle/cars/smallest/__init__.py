"""The smallest legal car: one signal. Copy this folder and its DBC to teach the head unit a new car."""

from headunit.vehicle.car import Car, Row

CAR = Car(
    name="smallest",
    title="Smallest car",
    dbc="smallest.dbc",
    rows=(
        Row(
            path="Vehicle.Speed",
            message="Motion",
            signal="Speed",
            stale_after_s=0.5,
            source="invented: dbc/smallest.dbc",
        ),
    ),
)
