pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A marked place: a head with a symbol on a tip that stands on the ground. What it is shows in shape and symbol, not in colour alone.
Item {
    id: pin

    required property var pose
    required property real wx
    required property real wy
    required property string kind
    required property string title
    readonly property var icons: ({
            "destination": "flag-checkered",
            "via": "map-marker",
            "hit": "magnify",
            "charger": "ev-station",
            "favourite": "star",
            "home": "home-variant",
            "work": "briefcase"
        })
    readonly property bool lead: kind === "destination"
    readonly property real head: (lead ? 2 : 1.7) * Theme.secondary
    readonly property real east: wx - pose[9]
    readonly property real south: wy - pose[10]
    readonly property real depth: pose[6] * east + pose[7] * south + pose[8]

    x: Math.round((pose[0] * east + pose[1] * south + pose[2]) / depth)
    y: Math.round((pose[3] * east + pose[4] * south + pose[5]) / depth)
    Accessible.role: Accessible.StaticText
    Accessible.name: title

    // The tip: the lower corner of a square that stands on it. (A Shape would not be clipped in software.)
    Rectangle {
        width: Math.round(0.57 * Theme.secondary)
        height: width
        x: -width / 2
        y: -width * 1.2
        rotation: 45
        color: Theme.ink
        border.width: Theme.line
        border.color: Theme.surface
    }

    Rectangle {
        id: face

        width: pin.head
        height: width
        x: -width / 2
        y: -width - 0.3 * Theme.secondary
        radius: pin.kind === "charger" || pin.kind === "via" ? Theme.unit : width / 2
        color: Theme.ink
        border.width: Theme.line
        border.color: Theme.surface

        Icon {
            anchors.centerIn: parent
            name: pin.icons[pin.kind]
            size: pin.lead ? Theme.iconSmall : Theme.secondary
            color: Theme.surface
        }
    }
}
