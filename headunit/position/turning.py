"""How far the car turns for what a sensor says: a factor and a rest value, learned by least squares. Pure numbers."""

#: A comparison with the receiver's course spans at least this much of the other side (s of yaw, m of steering).
SPAN_S = 1.0
#: Older comparisons count less by this factor each: tyres, load and temperature change within minutes.
FORGET = 0.995
#: How sure the first guess is of its factor, and of its rest value.
SURE_OF_FACTOR, SURE_OF_REST = 1e-4, 0.05
#: The learned factor stays within these shares of the first guess.
FACTOR_RANGE = (0.4, 2.5)
#: More than this in one comparison is no road but a wrong course (degrees).
MOST_DEG = 60.0


class Turning:
    """Turn in degrees to the right = `factor` * rate * passed + `rest` * passed; passed in seconds or metres.

    `rate`: what the sensor says now, None where it is silent.
    """

    def __init__(self, factor: float) -> None:
        self.rate: float | None = None
        self.factor, self.rest_value = factor, 0.0
        self._first = factor
        # Covariance of (factor, rest value) in recursive least squares (Haykin, Adaptive Filter Theory, ch. 9).
        self._cov = [[SURE_OF_FACTOR, 0.0], [0.0, SURE_OF_REST]]
        self._sums = (0.0, 0.0)
        self._mark: tuple[float, float] | None = None  # time and course where the sums began

    def turned(self, passed: float) -> float:
        """Degrees to the right over `passed`, at the present rate."""
        if self.rate is None:
            return 0.0
        self._sums = (self._sums[0] + self.rate * passed, self._sums[1] + passed)
        return self.factor * self.rate * passed + self.rest_value * passed

    def rest(self, rate: float) -> None:
        """The car stands, so `rate` is what the sensor says of no turning at all."""
        self.rest_value += (-self.factor * rate - self.rest_value) * 0.05

    def forget(self) -> None:
        """No course to compare with: the next one begins anew."""
        self._mark, self._sums = None, (0.0, 0.0)

    def learn(self, at: float, course_deg: float) -> None:
        """The receiver's course at a moment."""
        if self._mark is not None and at - self._mark[0] < SPAN_S:
            return
        if self._mark is not None and self.rate is not None:
            self._fit((course_deg - self._mark[1] + 180.0) % 360.0 - 180.0)
        self._mark, self._sums = (at, course_deg), (0.0, 0.0)

    def _fit(self, turned_deg: float) -> None:
        x, y = self._sums
        if abs(turned_deg) > MOST_DEG:
            return
        (a, b), (_, d) = self._cov
        px, py = a * x + b * y, b * x + d * y
        # The course of a receiver is good to about half a degree.
        weight = FORGET * 0.25 + x * px + y * py
        kx, ky = px / weight, py / weight
        error_deg = turned_deg - (self.factor * x + self.rest_value * y)
        low, high = sorted(share * self._first for share in FACTOR_RANGE)
        self.factor = min(high, max(low, self.factor + kx * error_deg))
        self.rest_value += ky * error_deg
        # Forgetting must not blow the covariance up on a long straight.
        a, b, d = ((a - kx * px) / FORGET, (b - kx * py) / FORGET, (d - ky * py) / FORGET)
        self._cov = [[min(a, SURE_OF_FACTOR), b], [b, min(d, SURE_OF_REST)]]
