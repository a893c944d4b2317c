"""Ways from here to there: Valhalla in a worker, live traffic, range of an electric car. Knows no screen and no
voice."""
