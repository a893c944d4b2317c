pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The ways to go, one of them pointed at, and the button that starts it. Or why there is none, and what to do.
Card {
    id: choice

    required property RoutesViewModel routes
    property bool mayConfigure: false
    readonly property var reasons: ({
            "unreachable": qsTr("No road leads there"),
            "start off road": qsTr("The car is not near a road"),
            "destination off road": qsTr("No road is near the destination"),
            "outside the region": qsTr("The map does not reach that far"),
            "engine": qsTr("The route could not be worked out")
        })
    readonly property var advices: ({
            "unreachable": qsTr("Choose a place on this side of the water, or allow ferries."),
            "start off road": qsTr("Drive on; the route is found from the next road."),
            "destination off road": qsTr("Choose a place nearer to a road."),
            "outside the region": qsTr("Add the map of that country in the settings."),
            "engine": qsTr("It is being started again. Try once more.")
        })

    signal start
    signal cancelled
    signal again
    signal charge

    Item {
        id: title

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        height: Math.max(name.height, close.height)

        Verbatim {
            id: name

            width: parent.width - close.width - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: choice.routes.destination
            size: Theme.primary
            strength: Theme.strong
            wrapMode: Text.Wrap
            maximumLineCount: 2
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.secondary
        }

        PushButton {
            id: close

            anchors.right: parent.right
            label: qsTr("Cancel")
            text: ""
            icon: "close"
            onTouched: choice.cancelled()
        }
    }

    EmptyState {
        x: Theme.gutter
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * Theme.gutter
        visible: choice.routes.failed
        icon: "map-marker-off"
        what: choice.routes.planning === "no region" ? qsTr("There is no map yet") : choice.reasons[choice.routes.why] ?? qsTr("No route was found")
        advice: choice.routes.planning === "no region" ? qsTr("Add the map of that country in the settings.") : choice.advices[choice.routes.why] ?? ""
        action: choice.routes.why === "engine" ? qsTr("Try again") : ""
        onActed: choice.again()
    }

    Label {
        anchors.centerIn: parent
        visible: choice.routes.planning === "asked"
        text: qsTr("Finding the way")
        quiet: true
    }

    Sheet {
        id: sheet

        anchors.top: title.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: go.top
        anchors.bottomMargin: Theme.gap
        x: Theme.unit
        width: parent.width - 2 * Theme.unit
        visible: choice.routes.choosing
        contentHeight: list.height

        Column {
            id: list

            width: sheet.width
            spacing: Theme.gap

            Repeater {
                model: choice.routes.rows

                RouteRow {
                    required property int index

                    width: list.width
                    checked: index === choice.routes.current
                    onTouched: choice.routes.point(index)
                }
            }

            PushButton {
                x: Theme.gap
                visible: choice.routes.chargers
                label: qsTr("Charge on the way")
                icon: "ev-station"
                onTouched: choice.charge()
            }

            Flow {
                x: Theme.gap
                width: parent.width - 2 * Theme.gap
                visible: choice.mayConfigure
                spacing: Theme.gap

                PushButton {
                    label: qsTr("No tolls")
                    checked: choice.routes.noTolls
                    onTouched: choice.routes.toggle("tolls")
                }

                PushButton {
                    label: qsTr("No motorways")
                    checked: choice.routes.noMotorways
                    onTouched: choice.routes.toggle("motorways")
                }

                PushButton {
                    label: qsTr("No ferries")
                    checked: choice.routes.noFerries
                    onTouched: choice.routes.toggle("ferries")
                }
            }
        }
    }

    PushButton {
        id: go

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        visible: choice.routes.choosing
        label: qsTr("Drive")
        icon: "navigation"
        lead: true
        size: Theme.primary
        onTouched: choice.start()
    }
}
