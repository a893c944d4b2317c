"""The demo car: a plug-in hybrid that the simulator plays. It tells everything that the screen can show."""

from headunit.vehicle.car import Car
from headunit.vehicle.cars.demo.asked import REQUESTS
from headunit.vehicle.cars.demo.told import ROWS

CAR = Car(name="demo", title="Demo car, plug-in hybrid", dbc="demo.dbc", rows=ROWS, requests=REQUESTS)
