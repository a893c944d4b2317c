pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// At the end of a row that is put in order: a handle to drag it by (a touch moves it one up), and a key to take it out.
Row {
    id: keys

    required property ListView list
    required property Item row // of the list
    required property int number // as shown, from 1
    readonly property real moved: handle.moved
    readonly property bool active: handle.active

    signal shifted(int rows)
    signal removed
    signal focused

    spacing: Theme.gap

    PushButton {
        id: grip

        label: qsTr("%1: further up").arg(keys.number)
        text: ""
        icon: "drag-horizontal-variant"
        onTouched: keys.shifted(-1)
        onActiveFocusChanged: if (activeFocus)
            keys.focused()

        // A list takes a drag for scrolling; this one it may not have.
        MouseArea {
            id: handle

            property real from: 0
            property real moved: 0
            readonly property bool active: pressed && Math.abs(moved) > Theme.unit

            anchors.fill: parent
            preventStealing: true
            onPressed: mouse => {
                from = mapToItem(keys.list, mouse.x, mouse.y).y;
                moved = 0;
            }
            onPositionChanged: mouse => moved = mapToItem(keys.list, mouse.x, mouse.y).y - from
            onReleased: {
                const rows = Math.round(moved / (keys.row.height + keys.list.spacing));
                if (Math.abs(moved) <= Theme.unit)
                    grip.touched();
                else if (rows !== 0)
                    keys.shifted(rows);
            }
        }
    }

    PushButton {
        label: qsTr("%1: take out").arg(keys.number)
        text: ""
        icon: "close"
        onTouched: keys.removed()
        onActiveFocusChanged: if (activeFocus)
            keys.focused()
    }
}
