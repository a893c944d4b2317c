"""Conversions, each written once. Inside the house all is SI, or the unit that VSS 6 fixes for a path; the driver's
own units appear only at the view models."""

KMH_PER_MPS = 3.6
#: International mile: exactly 1609.344 m (NIST SP 811, B.8).
METRES_PER_MILE = 1609.344
#: Knot: exactly 1852 m per hour (ISO 80000-3).
MPS_PER_KNOT = 1852 / 3600
#: Pound-force per square inch (NIST SP 811, B.8).
KPA_PER_PSI = 6.894757
KPA_PER_BAR = 100.0


def kmh_to_mph(kmh: float) -> float:
    """Speed in km/h to miles per hour."""
    return kmh * 1000 / METRES_PER_MILE


def km_to_miles(km: float) -> float:
    """Distance in km to international miles."""
    return km * 1000 / METRES_PER_MILE


def celsius_to_fahrenheit(celsius: float) -> float:
    """Temperature in degrees Celsius to degrees Fahrenheit."""
    return celsius * 9 / 5 + 32


#: Miles per US gallon times litres per 100 km: 100 km in miles, times 3.785411784 litres (NIST SP 811, B.8).
MPG_FROM_L_PER_100KM = 100_000 / METRES_PER_MILE * 3.785411784
