pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// A surface that holds what belongs together.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
}
