"""Who may be heard. Knows neither what is said nor why."""
