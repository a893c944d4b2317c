pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Signals over time, one below the other on the same axis of time.
Item {
    id: page

    required property PlotsViewModel plots
    readonly property real share: (height - (plots.laneCount - 1) * Theme.gap) / Math.max(1, plots.laneCount)

    signal advised

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width, Math.round(640 * Theme.scale))
        visible: page.plots.laneCount === 0
        icon: "plus"
        what: qsTr("Nothing is plotted")
        advice: qsTr("Open a message and touch its signals.")
        action: qsTr("Messages")
        onActed: page.advised()
    }

    ListView {
        id: list

        anchors.fill: parent
        visible: page.plots.laneCount > 0
        model: page.plots.lanes
        spacing: Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 20 * Theme.target
        clip: true

        delegate: PlotLane {
            required property int index
            required property string key
            required property var model

            width: list.width
            height: Math.max(page.share, 2 * Theme.target)
            signalName: model.signal
            onDropped: page.plots.dropLane(key)
        }
    }
}
