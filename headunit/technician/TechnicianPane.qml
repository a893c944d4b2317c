pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What is on the buses: their state, every message, signals over time, recordings. While the car moves, the state only.
Item {
    id: pane

    required property TechnicianViewModel viewModel
    readonly property bool roomy: width >= 1000 * Theme.scale && height >= 480 * Theme.scale
    property bool searching: false
    readonly property list<string> zooms: [qsTr("10 s"), qsTr("1 min"), qsTr("10 min"), qsTr("1 h")]

    onVisibleChanged: viewModel.look(visible)
    Component.onCompleted: viewModel.look(visible)

    Row {
        id: head

        x: Theme.gutter
        y: Theme.gap
        visible: !pane.viewModel.locked
        height: visible ? Theme.target : 0
        spacing: Theme.gap

        Segmented {
            label: qsTr("Page")
            choices: [qsTr("Buses"), qsTr("Data"), qsTr("Plot"), qsTr("Record")]
            current: pane.viewModel.page
            onChosen: index => {
                pane.searching = false;
                pane.viewModel.choosePage(index);
            }
        }

        PushButton {
            visible: pane.viewModel.page === 1
            enabled: pane.viewModel.mayType
            label: qsTr("Search")
            text: ""
            icon: "magnify"
            checked: pane.searching || pane.viewModel.table.search !== ""
            onTouched: pane.searching = !pane.searching
        }

        PushButton {
            visible: pane.viewModel.page === 2
            label: qsTr("Time shown: %1").arg(text)
            text: pane.zooms[pane.viewModel.plots.zoom]
            onTouched: pane.viewModel.plots.chooseZoom((pane.viewModel.plots.zoom + 1) % 4)
        }
    }

    Item {
        id: body

        anchors.top: head.bottom
        anchors.topMargin: head.visible ? Theme.gap : 0
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter

        EmptyState {
            anchors.centerIn: parent
            width: Math.min(parent.width, Math.round(640 * Theme.scale))
            visible: pane.viewModel.page === 0 && !pane.viewModel.hasBuses
            icon: "lan-pending"
            what: qsTr("No frame has come yet")
            advice: qsTr("Check the CAN connection. It is tried again by itself.")
        }

        BusPage {
            anchors.fill: parent
            visible: pane.viewModel.page === 0 && pane.viewModel.hasBuses
            buses: pane.viewModel.buses
            locked: pane.viewModel.locked
        }

        MessagePage {
            anchors.fill: parent
            visible: pane.viewModel.page === 1
            table: pane.viewModel.table
            roomy: pane.roomy
            searching: pane.searching && pane.viewModel.mayType
            onSearched: pane.searching = false
        }

        PlotPage {
            anchors.fill: parent
            visible: pane.viewModel.page === 2
            plots: pane.viewModel.plots
            onAdvised: pane.viewModel.choosePage(1)
        }

        RecordPage {
            anchors.fill: parent
            visible: pane.viewModel.page === 3
            recorder: pane.viewModel.recorder
            replay: pane.viewModel.replay
        }
    }
}
