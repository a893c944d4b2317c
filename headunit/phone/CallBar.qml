pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The call that is on, in one line over other panes: hang up on the driver's side, beside it who and how long.
Card {
    id: bar

    required property CallViewModel call

    PushButton {
        id: hangUp

        x: Theme.rightHandDrive ? parent.width - width - Theme.half : Theme.half
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Hang up")
        text: ""
        icon: "phone-hangup"
        fill: Theme.stop
        ink: Theme.inkOnSignal
        enabled: bar.call.on
        onTouched: bar.call.hangUp()
    }

    Touchable {
        id: opener

        x: Theme.rightHandDrive ? Theme.half : hangUp.width + Theme.half + Theme.gap
        width: parent.width - hangUp.width - 2 * Theme.half - Theme.gap
        height: Theme.target
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Open the call: %1").arg(bar.call.first.title)
        onTouched: bar.call.open()

        Verbatim {
            anchors.left: parent.left
            anchors.right: time.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: bar.call.first.title !== "" ? bar.call.first.title : qsTr("Number withheld")
            strength: Theme.strong
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }

        Verbatim {
            id: time

            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: bar.call.first.time
            quiet: true
            Accessible.ignored: true
        }

        FocusRing {
            shown: opener.activeFocus
        }
    }
}
