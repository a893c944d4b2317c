pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A listing. On the road it ends early and says so.
ListView {
    id: list

    required property BrowseViewModel browse

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

    delegate: TrackRow {
        id: row

        required property int index
        required property string length
        required property bool playable
        required property bool away
        required property int count
        required property bool kept
        required property real progress

        width: list.width
        name: playable ? title : qsTranslate("music", title)
        symbol: playable ? "music" : "folder-music"
        end: away ? "" : playable ? length : subtitle === "" && count > 0 ? count : ""
        endIcon: away ? "usb-flash-drive" : kept ? "download" : playable ? "" : "chevron-right"
        heard: progress
        enabled: !away
        onTouched: list.browse.touch(index)
        onActiveFocusChanged: if (activeFocus)
            list.show(row)
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
