pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What comes next. A touch plays it; when the car stands, handles put it in another order and take things out.
ListView {
    id: list

    required property QueueViewModel queue
    required property bool editing

    signal edit(bool opened)

    // The row that has the focus comes into view, and the edge of the next one, for the next key to go to.
    function show(row: Item) {
        const lowest = Math.max(originY, originY + contentHeight - height);
        const beyond = row.y + row.height + spacing + Theme.unit - height;
        contentY = Math.min(lowest, row.y, Math.max(contentY, beyond));
    }

    clip: true
    spacing: Theme.gap
    boundsBehavior: Flickable.StopAtBounds
    cacheBuffer: 0
    model: queue.rows
    reuseItems: false
    onCountChanged: {
        if (queue.current > 0)
            positionViewAtIndex(queue.current, ListView.Contain);
        else
            positionViewAtBeginning();
    }

    header: Item {
        width: list.width
        height: line.height + Theme.gap

        Label {
            id: line

            width: parent.width - (order.visible ? order.width + Theme.gap : 0)
            height: order.visible ? Theme.target : implicitHeight
            text: [qsTr("%n tracks", "", list.queue.count), list.queue.left].filter(word => word !== "").join(" · ")
            quiet: true
            wrapMode: Text.Wrap
        }

        PushButton {
            id: order

            anchors.right: parent.right
            visible: list.queue.mayEdit && list.queue.count > 1
            label: list.editing ? qsTr("Done") : qsTr("Put in order")
            text: ""
            icon: list.editing ? "check" : "pencil"
            checked: list.editing
            onTouched: list.edit(!list.editing)
            onActiveFocusChanged: if (activeFocus)
                list.positionViewAtBeginning()
        }
    }

    delegate: Item {
        id: row

        required property int index
        required property int entry
        required property int number
        required property string title
        required property string artist
        required property string length
        required property string cover
        required property bool on

        width: list.width
        height: track.height
        z: handle.active ? 1 : 0

        TrackRow {
            id: track

            width: parent.width - (list.editing ? 2 * (Theme.target + Theme.gap) : 0)
            y: handle.active ? handle.moved : 0
            label: qsTr("%1: %2").arg(row.number).arg([row.title, row.artist].filter(word => word !== "").join(", "))
            title: row.title
            subtitle: row.artist
            cover: row.cover
            end: list.editing ? "" : row.length
            on: row.on
            onTouched: list.queue.jump(row.entry)
            onActiveFocusChanged: if (activeFocus)
                list.show(row)
        }

        PushButton {
            id: grip

            anchors.right: out.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: track.verticalCenter
            visible: list.editing
            label: qsTr("%1: further up").arg(row.number)
            text: ""
            icon: "drag-horizontal-variant"
            onTouched: list.queue.move(row.entry, row.index - 1)
            onActiveFocusChanged: if (activeFocus)
                list.show(row)

            // A list takes a drag for scrolling; this one it may not have.
            MouseArea {
                id: handle

                property real from: 0
                property real moved: 0
                readonly property bool active: pressed && Math.abs(moved) > Theme.unit

                anchors.fill: parent
                preventStealing: true
                onPressed: mouse => {
                    from = mapToItem(list, mouse.x, mouse.y).y;
                    moved = 0;
                }
                onPositionChanged: mouse => moved = mapToItem(list, mouse.x, mouse.y).y - from
                onReleased: {
                    const rows = Math.round(moved / (row.height + list.spacing));
                    if (Math.abs(moved) <= Theme.unit)
                        grip.touched();
                    else if (rows !== 0)
                        list.queue.move(row.entry, row.index + rows);
                }
            }
        }

        PushButton {
            id: out

            anchors.right: parent.right
            anchors.verticalCenter: track.verticalCenter
            visible: list.editing
            label: qsTr("%1: take out").arg(row.number)
            text: ""
            icon: "close"
            onTouched: list.queue.remove(row.entry)
            onActiveFocusChanged: if (activeFocus)
                list.show(row)
        }
    }

    footer: Item {
        width: list.width
        height: list.queue.hidden > 0 ? Theme.target : 0
        visible: list.queue.hidden > 0

        Label {
            anchors.fill: parent
            text: qsTr("%n more", "", list.queue.hidden)
            quiet: true
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
