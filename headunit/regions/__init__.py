"""Map regions on this computer: fetched, built, kept, updated and removed. Knows neither how they are drawn nor
driven."""
