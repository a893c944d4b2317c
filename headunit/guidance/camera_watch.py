"""Which speed cameras are told on the present route: those of the region in use, where the law and the driver allow."""

from headunit.guidance import cameras
from headunit.guidance.camera_law import may_warn
from headunit.guidance.prompts import Prompter, Said
from headunit.guidance.state import Camera, GuidanceWishes
from headunit.regions.state import Region
from headunit.routing.state import Route

#: A warning takes about so long to say (s).
SAID_S = 4.0


class CameraWatch:
    """Follows region, wishes and route."""

    def __init__(self) -> None:
        self._region: Region | None = None
        self._sites: tuple[cameras.Site, ...] = ()
        self._wishes = GuidanceWishes()
        self._route: Route | None = None
        self._on_route: tuple[cameras.OnRoute, ...] = ()

    def use(self, region: Region | None) -> None:
        """The region in use."""
        if (region and region.build) != (self._region and self._region.build):
            self._region = region
            self._sites = () if region is None else cameras.load(region.cameras)
            self._find()

    def wish(self, wishes: GuidanceWishes) -> None:
        """What the driver wants."""
        self._wishes = wishes
        self._find()

    def follow(self, route: Route | None) -> None:
        """The route that is driven, or none."""
        self._route = route
        self._find()

    def ahead(self, at_m: float, speed_mps: float) -> Camera | None:
        """The camera that is near ahead."""
        found = cameras.ahead(self._on_route, at_m, speed_mps)
        return None if found is None else found[1]

    def tell(self, now: float, at_m: float, speed_mps: float, prompter: Prompter, *, miles: bool) -> Said | None:
        """The warning that is due, once for each camera and never in the way of a maneuver's last call."""
        found = cameras.ahead(self._on_route, at_m, speed_mps)
        if found is None or not prompter.free(now, at_m, speed_mps, SAID_S):
            return None
        number, camera = found
        said = prompter.camera(number, camera.limit_kmh, miles=miles)
        return None if said is None else prompter.speak(now, said)

    def _find(self) -> None:
        self._on_route = ()
        if self._route is None or not self._sites:
            return
        countries = self._route.countries or ("",)
        if all(may_warn(self._wishes.cameras.value, country) for country in countries):
            self._on_route = cameras.along(self._route, self._sites)
