"""Along the route: where on it, what comes next, what to say when, and what to do when the driver goes elsewhere."""
