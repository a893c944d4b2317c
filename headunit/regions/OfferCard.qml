pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Maps that can be had by a touch, and how any other comes here.
Card {
    id: card

    required property QtObject offers
    required property bool mayConfigure

    signal added(string name)

    implicitHeight: content.height + 2 * Theme.gap
    height: implicitHeight

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Label {
            text: qsTr("Add a map")
            size: Theme.primary
            strength: Theme.medium
        }

        Flow {
            width: parent.width
            enabled: card.mayConfigure
            spacing: Theme.gap

            Repeater {
                model: card.offers

                PushButton {
                    required property string name
                    required property string title

                    label: qsTr("Add %1").arg(title)
                    icon: "plus"
                    onTouched: card.added(name)
                }
            }
        }

        Label {
            width: parent.width
            text: qsTr("Any other comes by the command line: headunit map add FILE.osm.pbf")
            quiet: true
            wrapMode: Text.Wrap
        }
    }
}
