pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// All messages, live; beside them, or over them where there is little room, the one that is open, or the keypad.
Item {
    id: page

    required property TableViewModel table
    required property bool roomy
    required property bool searching
    readonly property bool beside: table.opened || searching

    signal searched

    ListView {
        id: list

        width: page.roomy && page.beside ? Math.round(page.width * 0.56) : page.width
        height: page.height
        visible: page.roomy || !page.beside
        model: page.table.messages
        spacing: Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 12 * Theme.target
        clip: true

        delegate: MessageLine {
            id: line

            width: list.width
            checked: line.key === page.table.openKey
            onTouched: page.table.open(line.bus, line.identifier)
            onActiveFocusChanged: if (activeFocus)
                list.positionViewAtIndex(line.index, ListView.Contain)
        }
    }

    Label {
        anchors.centerIn: list
        width: list.width - 2 * Theme.gutter
        visible: list.visible && page.table.messageCount === 0
        text: page.table.search === "" ? qsTr("No message has come yet.") : qsTr("No message fits “%1”.").arg(page.table.search)
        quiet: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }

    MessageDetail {
        visible: page.table.opened && !page.searching
        anchors.right: parent.right
        width: page.roomy ? page.width - list.width - Theme.gap : page.width
        height: page.height
        table: page.table
    }

    SearchPad {
        visible: page.searching
        anchors.right: parent.right
        width: page.roomy ? page.width - list.width - Theme.gap : page.width
        height: page.height
        search: page.table.search
        onTyped: text => page.table.searchFor(text)
        onDone: page.searched()
    }
}
