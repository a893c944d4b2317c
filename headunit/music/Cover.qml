pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// A cover with round corners, or the symbol of what has none. `behind`: what it lies on; its corners are painted in that.
Item {
    id: cover

    required property string source
    required property string symbol
    property color behind: Theme.surface
    property int symbolSize: Theme.icon
    readonly property real round: Math.min(Theme.radius, width / 6)

    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        visible: picture.status !== Image.Ready
        radius: cover.round
        color: Theme.raised

        Icon {
            anchors.centerIn: parent
            name: cover.symbol
            size: cover.symbolSize
            color: Theme.faint
        }
    }

    Image {
        id: picture

        anchors.fill: parent
        source: cover.source
        // The pictures that tests compare wait for it; a driver does not.
        asynchronous: !Theme.still
        sourceSize: Qt.size(Math.round(cover.width), Math.round(cover.height))
        fillMode: Image.PreserveAspectCrop
        smooth: true
        mipmap: true
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -cover.round / 2
        visible: picture.status === Image.Ready
        color: "transparent"
        radius: cover.round * 1.5
        border.width: cover.round / 2
        border.color: cover.behind
    }
}
