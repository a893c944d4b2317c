pragma ComponentBehavior: Bound

import QtQuick
import headunit.guidance
import headunit.map
import headunit.places
import headunit.routing
import headunit.ui.controls
import headunit.ui.theme

// The map over the whole pane; on the driver's side one column of cards: where to, the place looked at, the routes, the turn ahead.
Item {
    id: pane

    required property NavigationViewModel viewModel
    readonly property GuidanceViewModel guidance: viewModel.guidance
    readonly property bool guiding: guidance.active
    readonly property bool choosing: viewModel.routes.planning !== "idle"
    readonly property bool compact: height < 560 * Theme.scale
    // Looking at a place on the way: its card takes the room of the trip's; the turn ahead stays in sight.
    readonly property bool astride: guiding && !choosing && viewModel.places.looking
    readonly property real column: Math.max(Math.round(420 * Theme.scale), Math.round(width * 0.34))

    function sideX(item: Item): real {
        return Theme.rightHandDrive ? width - item.width - Theme.gap : Theme.gap;
    }

    MapView {
        id: map

        readonly property real covered: pane.column + Theme.gap

        anchors.fill: parent
        viewModel: pane.viewModel.map
        visible: !search.visible && !aside.visible
        coverLeft: Theme.rightHandDrive ? 0 : covered
        coverRight: Theme.rightHandDrive ? covered : 0
        reserved: [around(cards), around(foot), around(trip), around(watched)]
        coverBottom: !foot.beside || !foot.visible ? 0 : foot.height + Theme.gap + (!pane.compact && watched.visible ? watched.height + Theme.gap : 0)
    }

    Column {
        id: cards

        x: pane.sideX(cards)
        y: Theme.gap
        width: pane.column
        spacing: Theme.gap
        visible: !search.visible

        ManeuverBanner {
            width: parent.width
            visible: pane.guiding && !pane.choosing
            guidance: pane.guidance
        }

        PushButton {
            visible: !pane.guiding && !pane.choosing && !pane.viewModel.places.looking
            width: parent.width
            label: qsTr("Where to?")
            icon: "magnify"
            fill: Theme.surface
            size: Theme.primary
            onTouched: pane.viewModel.search(true)
        }

        Card {
            visible: pane.guidance.phase === "resumable" && !pane.choosing && !pane.viewModel.places.looking
            width: parent.width
            height: resume.height + 2 * Theme.gap

            Column {
                id: resume

                x: Theme.gutter
                y: Theme.gap
                width: parent.width - 2 * Theme.gutter
                spacing: Theme.gap

                Label {
                    width: parent.width
                    text: qsTr("Go on to %1?").arg(pane.guidance.destination)
                    size: Theme.primary
                    strength: Theme.medium
                    wrapMode: Text.Wrap
                }

                Row {
                    spacing: Theme.gap

                    PushButton {
                        label: qsTr("Continue")
                        lead: true
                        onTouched: pane.guidance.resume()
                    }

                    PushButton {
                        label: qsTr("No")
                        onTouched: pane.guidance.stop()
                    }
                }
            }
        }

        PlaceCard {
            width: parent.width
            visible: pane.viewModel.places.looking && !pane.choosing && !aside.visible
            places: pane.viewModel.places
            underway: pane.guiding
            mayConfigure: pane.viewModel.mayConfigure
            onGo: pane.viewModel.ask()
            onVia: pane.viewModel.stopThere()
        }

        RouteChoice {
            width: parent.width
            height: pane.height - 2 * Theme.gap
            visible: pane.choosing
            routes: pane.viewModel.routes
            mayConfigure: pane.viewModel.mayConfigure
            onStart: pane.viewModel.drive()
            onCancelled: pane.viewModel.cancel()
            onAgain: pane.viewModel.ask()
            onCharge: pane.viewModel.askWithChargers()
        }

        Card {
            id: offered

            visible: pane.guiding && !pane.choosing && !pane.astride && pane.guidance.betterMinutes > 0
            width: parent.width
            height: offer.height + 2 * Theme.gap

            Column {
                id: offer

                x: Theme.gutter
                y: Theme.gap
                width: parent.width - 2 * Theme.gutter
                spacing: Theme.gap

                Label {
                    width: parent.width
                    text: qsTr("%1 min faster another way").arg(pane.guidance.betterMinutes)
                    strength: Theme.medium
                    wrapMode: Text.Wrap
                }

                Row {
                    spacing: Theme.gap

                    PushButton {
                        label: qsTr("Take it")
                        lead: true
                        onTouched: pane.guidance.takeBetter(true)
                    }

                    PushButton {
                        label: qsTr("Stay")
                        onTouched: pane.guidance.takeBetter(false)
                    }
                }
            }
        }
    }

    // On a low screen there is no room for it under the turn ahead, nor for a map beside it.
    PlaceCard {
        id: aside

        x: foot.besideX(aside)
        y: Theme.gap
        width: pane.column
        visible: pane.astride && pane.compact && !search.visible
        places: pane.viewModel.places
        underway: true
        mayConfigure: false
        onGo: pane.viewModel.ask()
        onVia: pane.viewModel.stopThere()
    }

    TripBar {
        id: trip

        x: pane.sideX(trip)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        width: pane.column
        visible: pane.guiding && !pane.choosing && !pane.astride && !search.visible && !(pane.compact && offered.visible)
        guidance: pane.guidance
        brief: pane.compact
        onOverview: pane.viewModel.overview()
    }

    // Speed, limit and what watches it: at the foot of the column, where the eye finds all of it at once.
    Row {
        id: foot

        readonly property bool beside: pane.compact ? trip.visible : pane.astride || offered.visible

        function besideX(item: Item): real {
            return Theme.rightHandDrive ? cards.x - item.width - Theme.gap : cards.x + cards.width + Theme.gap;
        }

        x: beside ? besideX(foot) : pane.sideX(foot)
        anchors.bottom: trip.visible && !beside ? trip.top : parent.bottom
        anchors.bottomMargin: Theme.gap
        visible: !pane.choosing && !search.visible
        spacing: Theme.gap

        Card {
            width: Math.max(Math.round(132 * Theme.scale), figures.width + 2 * Theme.gap)
            height: Math.round(88 * Theme.scale)

            ValueText {
                id: figures

                anchors.centerIn: parent
                label: qsTr("Speed")
                text: pane.viewModel.vehicle.speed.text
                unit: pane.viewModel.vehicle.speed.unit
                freshness: pane.viewModel.vehicle.speed.freshness
                size: Theme.title
                color: pane.guidance.overLimit ? Theme.stop : Theme.ink
            }
        }

        LimitSign {
            anchors.verticalCenter: parent.verticalCenter
            limit: pane.guidance.limit
            over: pane.guidance.overLimit
        }

        PushButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: pane.guiding && !pane.viewModel.places.looking
            label: qsTr("Search along the way")
            text: ""
            icon: "magnify"
            fill: Theme.surface
            onTouched: pane.viewModel.search(true)
        }
    }

    Card {
        id: watched

        x: foot.beside && !pane.compact ? foot.besideX(watched) : pane.sideX(watched)
        anchors.bottom: foot.beside && pane.compact ? trip.top : foot.top
        anchors.bottomMargin: Theme.gap
        visible: pane.guidance.camera !== "" && foot.visible
        width: camera.width + 2 * Theme.gap
        height: Math.round(56 * Theme.scale)

        Chip {
            id: camera

            anchors.centerIn: parent
            icon: "cctv"
            text: qsTr("Speed camera %1").arg(pane.guidance.camera)
            tone: "soon"
        }
    }

    SearchPage {
        id: search

        anchors.fill: parent
        visible: pane.viewModel.searching
        places: pane.viewModel.places
        underway: pane.guiding
        onDone: pane.viewModel.search(false)
        onChosen: pane.viewModel.chosen()
    }
}
