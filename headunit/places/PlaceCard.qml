pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The place that is looked at, and what one may do with it.
Card {
    id: card

    required property PlacesViewModel places
    property bool underway: false // a trip is being driven: the place may become a stop on it
    property bool mayConfigure: false

    signal go
    signal via

    implicitHeight: content.height + 2 * Theme.gap

    Column {
        id: content

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        Item {
            width: parent.width
            height: Math.max(words.height, close.height)

            Column {
                id: words

                width: parent.width - close.width - Theme.gap

                Verbatim {
                    width: parent.width
                    text: card.places.name
                    size: Theme.primary
                    strength: Theme.strong
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    elide: Text.ElideRight
                }

                Verbatim {
                    width: parent.width
                    visible: text !== ""
                    text: [card.places.where, card.places.away].filter(word => word !== "").join(" · ")
                    quiet: true
                    wrapMode: Text.Wrap
                }

                Verbatim {
                    width: parent.width
                    visible: text !== ""
                    text: card.places.hours
                    quiet: true
                    wrapMode: Text.Wrap
                }
            }

            PushButton {
                id: close

                anchors.right: parent.right
                label: qsTr("Close")
                text: ""
                icon: "close"
                onTouched: card.places.close()
            }
        }

        Flow {
            width: parent.width
            spacing: Theme.gap

            PushButton {
                label: card.underway ? qsTr("Go here instead") : qsTr("Route")
                icon: "directions"
                lead: true
                onTouched: card.go()
            }

            PushButton {
                visible: card.underway
                label: qsTr("Stop there")
                icon: "map-marker-plus"
                onTouched: card.via()
            }

            PushButton {
                label: card.places.favourite ? qsTr("Forget") : qsTr("Keep")
                text: ""
                icon: card.places.favourite ? "star" : "star-outline"
                onTouched: card.places.toggleFavourite()
            }

            PushButton {
                visible: card.mayConfigure
                label: qsTr("Is home")
                text: ""
                icon: "home-plus"
                onTouched: card.places.assign("home")
            }

            PushButton {
                visible: card.mayConfigure
                label: qsTr("Is work")
                text: ""
                icon: "briefcase-plus"
                onTouched: card.places.assign("work")
            }
        }
    }
}
