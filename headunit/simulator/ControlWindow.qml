pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The simulator's face: a window beside the head unit in which a developer plays the car by hand.
Window {
    id: root

    required property ControlsViewModel controls

    width: Math.round(600 * Theme.scale)
    height: Math.round(760 * Theme.scale)
    minimumWidth: 480
    minimumHeight: 480
    visible: true
    title: qsTr("Simulated car")
    color: Theme.ground

    Item {
        id: head

        width: root.width - 2 * Theme.gap
        x: Theme.gap
        y: Theme.gap
        height: speed.height

        Column {
            anchors.left: parent.left
            anchors.right: speed.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            Label {
                width: parent.width
                text: root.controls.title
                strength: Theme.strong
                elide: Text.ElideRight
            }

            Label {
                text: root.controls.clock
                quiet: true
            }
        }

        ValueText {
            id: speed

            anchors.right: parent.right
            label: qsTr("Speed")
            text: root.controls.speed
            unit: qsTr("km/h")
            freshness: "live"
        }
    }

    Segmented {
        id: tabs

        property int page: 0

        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        x: Theme.gap
        width: head.width
        label: qsTr("Page")
        choices: [qsTr("Drive"), qsTr("Car"), qsTr("World"), qsTr("Phone")]
        current: page
        onChosen: index => tabs.page = index
    }

    Flickable {
        id: view

        anchors.top: tabs.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        x: Theme.gap
        width: head.width
        contentHeight: pages.height + Theme.gap
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: pages

            width: parent.width

            DrivePage {
                width: parent.width
                visible: tabs.page === 0
                controls: root.controls
            }

            CarPage {
                width: parent.width
                visible: tabs.page === 1
                controls: root.controls
            }

            SkyPage {
                width: parent.width
                visible: tabs.page === 2
                controls: root.controls
            }

            PhonePage {
                width: parent.width
                visible: tabs.page === 3
                phone: root.controls.phone
            }
        }
    }
}
