pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A listing. On the road it ends early and says so.
ListView {
    id: list

    required property BrowseViewModel browse
    property ListsViewModel lists: null // where rows may be put in order: that of an own playlist
    property KeepViewModel keep: null // where rows may be chosen to be on this computer
    readonly property bool editing: lists !== null

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
    model: browse.rows

    delegate: Item {
        id: row

        required property int index
        required property string title
        required property string subtitle
        required property string cover
        required property string length
        required property bool playable
        required property bool away
        required property int count
        required property bool kept
        required property real progress
        required property bool keepable
        readonly property real tools: list.editing ? keys.width + Theme.gap : choice.visible ? choice.width + Theme.gap : 0

        width: list.width
        height: line.height
        z: keys.active ? 1 : 0

        TrackRow {
            id: line

            width: parent.width - row.tools
            y: keys.active ? keys.moved : 0
            title: row.title
            subtitle: row.subtitle
            cover: row.cover
            name: row.playable ? row.title : qsTranslate("music", row.title)
            symbol: row.playable ? "music" : "folder-music"
            end: row.away || list.editing ? "" : row.playable ? row.length : row.subtitle === "" && row.count > 0 ? row.count : ""
            endIcon: row.away ? "usb-flash-drive" : row.kept && !choice.visible ? "download" : row.playable ? "" : "chevron-right"
            heard: row.progress
            enabled: !row.away
            onTouched: list.browse.touch(row.index)
            onActiveFocusChanged: if (activeFocus)
                list.show(row)
        }

        OrderKeys {
            id: keys

            anchors.right: parent.right
            anchors.verticalCenter: line.verticalCenter
            visible: list.editing
            list: list
            row: row
            number: row.index + 1
            onShifted: rows => list.lists.move(row.index, row.index + rows)
            onRemoved: list.lists.takeOut(row.index)
            onFocused: list.show(row)
        }

        PushButton {
            id: choice

            anchors.right: parent.right
            anchors.verticalCenter: line.verticalCenter
            visible: list.keep !== null && row.keepable
            label: qsTr("%1: on this device").arg(row.index + 1)
            text: ""
            icon: "download"
            role: Accessible.CheckBox
            checked: row.kept
            onTouched: list.keep.toggle(row.index)
            onActiveFocusChanged: if (activeFocus)
                list.show(row)
        }
    }

    footer: Item {
        width: list.width
        height: list.browse.hidden > 0 ? Theme.target : 0
        visible: list.browse.hidden > 0

        Label {
            anchors.fill: parent
            text: qsTr("%n more when the car stands", "", list.browse.hidden)
            quiet: true
            wrapMode: Text.Wrap
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
