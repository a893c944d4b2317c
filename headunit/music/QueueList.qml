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
    signal save

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

            width: parent.width - (tools.visible ? tools.width + Theme.gap : 0)
            height: tools.visible ? Theme.target : implicitHeight
            text: [qsTr("%n tracks", "", list.queue.count), list.queue.left].filter(word => word !== "").join(" · ")
            quiet: true
            wrapMode: Text.Wrap
        }

        Row {
            id: tools

            anchors.right: parent.right
            visible: list.queue.mayEdit && list.queue.count > 0
            spacing: Theme.gap

            PushButton {
                visible: !list.editing
                label: qsTr("Keep in a playlist")
                text: ""
                icon: "playlist-plus"
                onTouched: list.save()
                onActiveFocusChanged: if (activeFocus)
                    list.positionViewAtBeginning()
            }

            PushButton {
                visible: list.queue.count > 1
                label: list.editing ? qsTr("Done") : qsTr("Put in order")
                text: ""
                icon: list.editing ? "check" : "pencil"
                checked: list.editing
                onTouched: list.edit(!list.editing)
                onActiveFocusChanged: if (activeFocus)
                    list.positionViewAtBeginning()
            }
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
        z: keys.active ? 1 : 0

        TrackRow {
            id: track

            width: parent.width - (list.editing ? keys.width + Theme.gap : 0)
            y: keys.active ? keys.moved : 0
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

        OrderKeys {
            id: keys

            anchors.right: parent.right
            anchors.verticalCenter: track.verticalCenter
            visible: list.editing
            list: list
            row: row
            number: row.number
            onShifted: rows => list.queue.move(row.entry, row.index + rows)
            onRemoved: list.queue.remove(row.entry)
            onFocused: list.show(row)
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
