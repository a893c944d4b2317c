pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// One message of the list: id, name and rate; below, its bytes, its bus and how old it is.
Touchable {
    id: line

    required property int index
    required property string key
    required property string bus
    required property string identifier
    required property string name
    required property string rate
    required property string age
    required property string bytes
    required property string marks
    required property int more

    label: name === "" ? key : key + " " + name
    implicitHeight: Math.max(Theme.target, face.implicitHeight + 2 * Theme.unit)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: line.pressed ? Theme.pressed : line.checked ? Theme.raised : Theme.surface
    }

    Column {
        id: face

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - 2 * Theme.gap

        Item {
            width: parent.width
            height: identifier.height

            Verbatim {
                id: identifier

                elide: Text.ElideRight
                text: line.identifier
                strength: Theme.strong
                Accessible.ignored: true
            }

            Verbatim {
                elide: Text.ElideRight
                anchors.left: identifier.right
                anchors.leftMargin: Theme.gap
                anchors.right: rate.left
                anchors.rightMargin: Theme.gap
                text: line.name
                strength: Theme.medium
                Accessible.ignored: true
            }

            Verbatim {
                id: rate

                elide: Text.ElideRight
                anchors.right: parent.right
                text: line.rate
                Accessible.ignored: true
            }
        }

        Item {
            width: parent.width
            height: cells.height

            ByteCells {
                id: cells

                bytes: line.bytes
                marks: line.marks
            }

            Verbatim {
                elide: Text.ElideRight
                visible: line.more > 0
                anchors.left: cells.right
                text: "+" + line.more
                color: Theme.faint
                Accessible.ignored: true
            }

            Verbatim {
                elide: Text.ElideRight
                anchors.right: parent.right
                text: line.bus + "  " + line.age
                color: Theme.faint
                Accessible.ignored: true
            }
        }
    }

    FocusRing {
        shown: line.activeFocus
    }
}
