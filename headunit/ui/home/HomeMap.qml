pragma ComponentBehavior: Bound

import headunit.map

// Home's map, in a file of its own: it and what it names are read after the first picture.
MapView {
    controls: false
}
