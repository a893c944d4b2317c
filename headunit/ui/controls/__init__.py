"""The control set: plain typed values in, signals out. Knows no view model."""
