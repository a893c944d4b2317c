pragma ComponentBehavior: Bound

import QtQuick
import headunit.notices
import headunit.ui.controls
import headunit.ui.theme

// The most urgent notice, over the cards' side; how many wait behind it is said below.
Column {
    id: stack

    required property QtObject notices
    required property int count

    signal dismissed(string key)

    Repeater {
        model: stack.notices

        NoticeCard {
            required property int index

            visible: index === 0
            width: stack.width
            onDismissed: key => stack.dismissed(key)
        }
    }

    Rectangle {
        visible: stack.count > 1
        anchors.horizontalCenter: parent.horizontalCenter
        width: more.implicitWidth + 2 * Theme.gap
        height: more.implicitHeight + Theme.unit
        radius: Theme.unit
        color: Theme.raised

        Label {
            id: more

            anchors.centerIn: parent
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
