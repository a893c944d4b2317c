"""Ford F-150, model year 2021, with hybrid drive. Listen only: nothing may be asked of it.

Bit positions come from opendbc 0.3.1 (MIT), see dbc/ford_f150_2021.dbc. Values that carry a quality flag are taken only
while the flag says OK. The state of charge is the battery's own, not what the cluster makes of it. Left out: the cruise
control's set speed, which is in the unit of the cluster; the locks of the other doors, which UNLOCK_DRV leaves open;
the fuel level, which the car counts up to 106 % and VSS up to 100.
"""

from headunit.vehicle.car import Car
from headunit.vehicle.cars.ford_f150_2021.told import ROWS

CAR = Car(name="ford_f150_2021", title="Ford F-150 Hybrid (2021)", dbc="ford_f150_2021.dbc", rows=ROWS)
