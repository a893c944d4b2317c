pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// On or off. The knob's place and its mark say which, not only its colour.
Touchable {
    id: toggle

    role: Accessible.CheckBox
    implicitWidth: Math.round(Theme.target * 1.5)

    Rectangle {
        id: slot

        anchors.centerIn: parent
        width: parent.implicitWidth - Theme.unit
        height: Theme.target - 2 * Theme.unit
        radius: height / 2
        color: toggle.pressed ? Theme.pressed : toggle.checked ? Theme.accent : Theme.track

        Rectangle {
            width: parent.height - 2 * Theme.unit
            height: width
            radius: height / 2
            x: toggle.checked ? parent.width - width - Theme.unit : Theme.unit
            y: Theme.unit
            color: Theme.surface

            Behavior on x {
                NumberAnimation {
                    duration: Theme.quick
                    easing.type: Easing.OutCubic
                }
            }

            Icon {
                anchors.centerIn: parent
                name: toggle.checked ? "check" : "close"
                size: Theme.iconSmall
            }
        }
    }

    FocusRing {
        shown: toggle.activeFocus
    }
}
