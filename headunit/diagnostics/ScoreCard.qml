pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// How well the car is, out of 100; `reasoned`: and what each missing point is for.
Card {
    id: card

    required property DiagnosticsViewModel check
    required property bool reasoned
    readonly property string band: check.score >= 90 ? "good" : check.score >= 60 ? "soon" : "stop"
    readonly property color ink: band === "good" ? Theme.go : band === "soon" ? Theme.soon : Theme.stop

    height: content.height + 2 * Theme.gap

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Row {
            spacing: Theme.unit

            Label {
                id: figure

                text: card.check.score
                size: Theme.figure
                strength: Theme.strong
                Accessible.name: qsTr("Health %1 of 100").arg(card.check.score)
            }

            Label {
                anchors.baseline: figure.baseline
                text: qsTr("of 100")
                quiet: true
                Accessible.ignored: true
            }
        }

        UnitLine {
            icon: card.band === "good" ? "check" : card.band === "soon" ? "alert" : "alert-octagon"
            ink: card.ink
            words: card.band === "good" ? qsTr("In good order") : card.band === "soon" ? qsTr("Have it looked at soon") : qsTr("Have it mended before long drives")
        }

        Label {
            width: parent.width
            text: qsTr("Read %1").arg(card.check.taken)
            quiet: true
            wrapMode: Text.Wrap
        }

        ReasonList {
            visible: card.reasoned
            width: parent.width
            reasons: card.check.reasons
        }
    }
}
