pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Bytes in two hexadecimal digits each, eight a line. What changed of late is underlined and in the accent.
Grid {
    id: cells

    required property string bytes // two digits each
    required property string marks // a digit each: 1 where it changed
    property int size: Theme.secondary

    columns: 8
    Accessible.role: Accessible.StaticText
    Accessible.name: bytes

    Repeater {
        model: cells.marks.length

        Item {
            id: cell

            required property int index
            readonly property bool marked: cells.marks.charAt(index) === "1"

            width: Math.round(cells.size * 1.85)
            height: Math.round(cells.size * 1.35)

            Verbatim {
                id: digits

                elide: Text.ElideRight
                text: cells.bytes.substr(2 * cell.index, 2)
                size: cells.size
                strength: cell.marked ? Theme.strong : Theme.regular
                color: cell.marked ? Theme.accentInk : Theme.ink
                Accessible.ignored: true
            }

            Rectangle {
                visible: cell.marked
                anchors.top: digits.bottom
                width: digits.width
                height: Theme.line
                color: Theme.accentInk
            }
        }
    }
}
