pragma ComponentBehavior: Bound

import QtQuick
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

// The most urgent notice, over the cards' side; how many wait behind it is said on the edge that looks out below.
Column {
    id: stack

    required property QtObject notices
    required property int count

    signal dismissed(string key)
    signal acted(string key)

    spacing: -Theme.radius

    Repeater {
        model: stack.notices

        NoticeCard {
            required property int index
            required words
            required context
            required action

            visible: index === 0
            width: stack.width
            onDismissed: key => stack.dismissed(key)
            onActed: key => stack.acted(key)
        }
    }

    Rectangle {
        visible: stack.count > 1
        z: -1
        width: stack.width
        height: Theme.radius + more.implicitHeight + 2 * Theme.half
        radius: Theme.radius
        color: Theme.pressed

        MouseArea {
            anchors.fill: parent
        }

        Label {
            id: more

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.half
            text: qsTr("%n more", "", stack.count - 1)
        }
    }

    add: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }
}
