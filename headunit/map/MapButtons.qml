pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What a thumb needs on a map: north, the view from behind, closer and further. One column at the driver's far edge.
Column {
    id: buttons

    required property MapViewModel viewModel
    property real room: 0
    readonly property int fits: Math.floor((room + spacing) / (Theme.target + spacing))

    spacing: Theme.gap

    Touchable {
        id: compass

        visible: buttons.fits >= 3
        label: buttons.viewModel.mode === "heading up" ? qsTr("North up") : buttons.viewModel.mode === "free" ? qsTr("Turn the map north") : qsTr("Heading up")
        onTouched: buttons.viewModel.fingers.compass()

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: compass.pressed ? Theme.pressed : Theme.surface
        }

        Icon {
            anchors.centerIn: parent
            name: "navigation"
            rotation: -buttons.viewModel.motion.bearing
            color: Theme.stop
        }

        FocusRing {
            shown: compass.activeFocus
        }
    }

    PushButton {
        width: Theme.target
        visible: buttons.fits >= 4
        label: buttons.viewModel.tilted ? qsTr("View from above") : qsTr("View from behind the car")
        text: buttons.viewModel.tilted ? qsTr("2D") : qsTr("3D")
        fill: Theme.surface
        onTouched: buttons.viewModel.fingers.tilt(!buttons.viewModel.tilted)
    }

    PushButton {
        width: Theme.target
        visible: buttons.fits >= 2
        label: qsTr("Closer")
        text: ""
        icon: "plus"
        fill: Theme.surface
        onTouched: buttons.viewModel.fingers.zoom(1)
    }

    PushButton {
        width: Theme.target
        visible: buttons.fits >= 2
        label: qsTr("Further")
        text: ""
        icon: "minus"
        fill: Theme.surface
        onTouched: buttons.viewModel.fingers.zoom(-1)
    }
}
