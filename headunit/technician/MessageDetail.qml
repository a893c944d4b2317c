pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A message from inside: its bytes and bits, and what they say.
Card {
    id: card

    required property TableViewModel table
    readonly property Item focused: Window.activeFocusItem

    // Where the keyboard or the knob goes, the sheet follows.
    onFocusedChanged: {
        let inside = focused;
        while (inside !== null && inside !== sheet)
            inside = inside.parent;
        if (inside === null)
            return;
        const top = sheet.mapFromItem(focused, 0, 0).y - Theme.unit;
        const bottom = top + focused.height + 2 * Theme.unit;
        scroll.contentY = Math.max(0, Math.min(top, Math.max(scroll.contentY, bottom - scroll.height)));
    }

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: close.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: close.verticalCenter

        Verbatim {
            elide: Text.ElideRight
            width: parent.width
            text: card.table.openName === "" ? card.table.openKey : card.table.openName
            strength: Theme.strong
        }

        Verbatim {
            elide: Text.ElideRight
            width: parent.width
            visible: card.table.openName !== ""
            text: card.table.openKey
            color: Theme.faint
        }
    }

    PushButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit
        anchors.top: parent.top
        anchors.topMargin: Theme.unit
        label: qsTr("Close the message")
        text: ""
        icon: "close"
        onTouched: card.table.open("", "")
    }

    Flickable {
        id: scroll

        anchors.top: close.bottom
        anchors.topMargin: Theme.unit
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        contentHeight: sheet.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: sheet

            width: scroll.width
            spacing: Theme.gap

            ByteCells {
                visible: marks.length > 8
                bytes: card.table.openBytes
                marks: card.table.openMarks
            }

            Row {
                visible: !(card.table.openMarks.length > 8)
                spacing: Theme.gap

                Column {
                    id: figures

                    Repeater {
                        model: card.table.openMarks.length <= 8 ? card.table.openMarks.length : 0

                        Verbatim {
                            elide: Text.ElideRight
                            required property int index

                            height: Math.round(Theme.secondary * 1.25)
                            text: card.table.openBytes.substr(2 * index, 2)
                            strength: card.table.openMarks.charAt(index) === "1" ? Theme.strong : Theme.regular
                            color: card.table.openMarks.charAt(index) === "1" ? Theme.accentInk : Theme.ink
                        }
                    }
                }

                Grid {
                    columns: 8
                    columnSpacing: Theme.half
                    Accessible.ignored: true

                    Repeater {
                        model: card.table.openMarks.length <= 8 ? card.table.openBits.length : 0

                        // A set bit is filled; one that changed of late has a ring around it.
                        Item {
                            id: bit

                            required property int index
                            readonly property bool on: card.table.openBits.charAt(index) === "1"
                            readonly property bool marked: card.table.openBitMarks.charAt(index) === "1"

                            width: Theme.gutter
                            height: Math.round(Theme.secondary * 1.25)

                            Rectangle {
                                anchors.centerIn: parent
                                width: bit.marked ? Theme.gutter : Theme.gap
                                height: width
                                radius: Theme.half
                                color: bit.on ? (bit.marked ? Theme.accentInk : Theme.faint) : "transparent"
                                border.width: Theme.line
                                border.color: bit.marked ? Theme.accentInk : Theme.track
                            }
                        }
                    }
                }
            }

            Label {
                text: qsTr("Came %1 times").arg(card.table.openCount)
                quiet: true
            }

            Verbatim {
                elide: Text.ElideRight
                width: parent.width
                visible: text !== ""
                text: card.table.openTrouble
                color: Theme.stop
                wrapMode: Text.Wrap
            }

            Label {
                width: parent.width
                visible: card.table.signalCount === 0 && card.table.openTrouble === ""
                text: qsTr("No DBC tells what it means.")
                quiet: true
                wrapMode: Text.Wrap
            }

            Repeater {
                model: card.table.signals

                SignalLine {
                    width: sheet.width
                    onTouched: card.table.plot(name, !plotted)
                }
            }
        }
    }
}
