pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What comes next: the turn as it will look, how far, onto what; lanes when they matter, and the turn after it if it follows at once.
Rectangle {
    id: banner

    required property GuidanceViewModel guidance
    property bool brief: false // one line, for the top of other panes
    readonly property bool off: guidance.phase === "off route"
    readonly property bool lost: guidance.phase === "no position"
    readonly property bool arrived: guidance.phase === "arrived"
    readonly property string status: off ? qsTr("Finding a new route") : lost ? qsTr("No position") : arrived ? qsTr("You have arrived") : ""
    readonly property string wayText: guidance.shape === "arrive" && guidance.way === "" ? guidance.destination : guidance.way

    implicitHeight: brief ? Theme.target : content.height + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.surface

    Column {
        id: content

        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * Theme.gap
        spacing: Theme.unit

        Row {
            id: top

            width: parent.width
            spacing: Theme.gap

            TurnArrow {
                id: picture

                width: Math.round((banner.brief ? 60 : 104) * Theme.scale)
                height: width
                anchors.verticalCenter: parent.verticalCenter
                visible: banner.status === "" && !sign.visible
                shape: banner.guidance.shape
                angle: banner.guidance.angle
                other: banner.guidance.other
                exits: banner.guidance.exitCount
                leftHand: banner.guidance.leftHand
            }

            Icon {
                id: sign

                width: picture.width
                height: picture.width
                size: Math.round(picture.width * 0.8)
                anchors.verticalCenter: parent.verticalCenter
                visible: banner.status !== "" || banner.guidance.shape === "arrive" || banner.guidance.shape === "ferry"
                name: banner.off ? "directions-fork" : banner.lost ? "crosshairs-off" : banner.guidance.shape === "ferry" ? "ferry" : "flag-checkered"
                color: banner.lost ? Theme.soon : Theme.ink
            }

            Column {
                id: words

                width: top.width - picture.width - top.spacing
                anchors.verticalCenter: parent.verticalCenter

                // A long word for the exit goes under the figures.
                Flow {
                    id: line

                    readonly property bool tight: figures.width + spacing + plate.width > width

                    width: parent.width
                    spacing: Theme.gap
                    visible: banner.status === ""

                    ValueText {
                        id: figures

                        label: qsTr("Distance to the turn")
                        text: banner.guidance.distance
                        unit: banner.guidance.distanceUnit
                        freshness: "live"
                        size: banner.brief ? Theme.title : Theme.figure
                        unitSize: banner.brief ? Theme.secondary : Theme.primary
                    }

                    Item {
                        width: plate.width
                        height: line.tight ? plate.height : figures.height
                        visible: exit.text !== ""

                        Rectangle {
                            id: plate

                            anchors.verticalCenter: parent.verticalCenter
                            width: exit.implicitWidth + 2 * Theme.unit
                            height: exit.implicitHeight + Theme.half
                            radius: Theme.unit
                            color: Theme.accent
                        }

                        Label {
                            id: exit

                            anchors.centerIn: plate
                            text: banner.guidance.exitNumber !== "" ? qsTr("Exit %1").arg(banner.guidance.exitNumber) : banner.guidance.shape === "roundabout" && banner.guidance.exitCount > 0 ? qsTr("Exit %1").arg(banner.guidance.exitCount) : ""
                            strength: Theme.medium
                            color: Theme.inkOnAccent
                        }
                    }

                    Verbatim {
                        visible: banner.brief
                        width: line.width - figures.width - line.spacing - (exit.text === "" ? 0 : plate.width + line.spacing)
                        height: figures.height
                        text: banner.wayText
                        elide: Text.ElideNone
                        size: Theme.primary
                        strength: Theme.medium
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.secondary
                    }
                }

                Label {
                    width: parent.width
                    visible: banner.status !== ""
                    text: banner.status
                    size: Theme.primary
                    strength: Theme.medium
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Theme.secondary
                }

                Verbatim {
                    width: parent.width
                    visible: banner.status === "" && !banner.brief && banner.wayText !== ""
                    text: banner.wayText
                    size: Theme.primary
                    strength: Theme.medium
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Theme.secondary
                }
            }
        }

        LaneRow {
            visible: !banner.brief && banner.guidance.hasLanes && banner.status === ""
            model: banner.guidance.lanes
        }

        Row {
            visible: !banner.brief && banner.guidance.hasThen && banner.status === ""
            spacing: Theme.unit

            Label {
                height: then.height
                text: qsTr("then")
                quiet: true
            }

            TurnArrow {
                id: then

                readonly property bool drawn: shape !== "arrive" && shape !== "ferry"

                width: Math.round(40 * Theme.scale)
                height: width
                visible: drawn
                shape: banner.guidance.thenShape
                angle: banner.guidance.thenAngle
                leftHand: banner.guidance.leftHand
            }

            Icon {
                visible: !then.drawn
                name: then.shape === "ferry" ? "ferry" : "flag-checkered"
            }
        }
    }
}
