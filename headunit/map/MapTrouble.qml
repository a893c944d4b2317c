pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Why there is no map, and the way to one.
Card {
    id: card

    required property string trouble

    signal acted

    height: words.implicitHeight + 2 * Theme.gutter

    EmptyState {
        id: words

        x: Theme.gutter
        y: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        icon: "map-marker-off"
        what: card.trouble === "outside" ? qsTr("No map here") : card.trouble === "broken" ? qsTr("The map cannot be read") : qsTr("No map yet")
        advice: card.trouble === "outside" ? qsTr("The car is where this map ends.") : card.trouble === "broken" ? qsTr("Build the region again.") : qsTr("A region once added works without a network.")
        action: qsTr("Maps")
        onActed: card.acted()
    }
}
