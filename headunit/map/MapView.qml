pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The map with all that moves on it. What covers its edges (cards, a banner) is told by `cover*`: the car, the buttons and
// the labels keep clear of it. `controls: false` leaves the way back to the car and the licence's line.
Item {
    id: map

    required property MapViewModel viewModel
    property bool controls: true
    property real coverLeft: 0
    property real coverTop: 0
    property real coverRight: 0
    property real coverBottom: 0
    property list<rect> reserved: [] // where nothing may be written, besides
    readonly property var pose: viewModel.motion.pose
    readonly property list<rect> kept: [...reserved, around(legend), around(buttons), around(back), around(trouble), around(lost)]

    function around(item: Item): rect {
        return item.visible ? Qt.rect(item.x, item.y, item.width, item.height) : Qt.rect(0, 0, 0, 0);
    }

    function keepClear() {
        const boxes = [];
        for (const one of kept)
            if (one.width > 0)
                boxes.push(one.x, one.y, one.x + one.width, one.y + one.height);
        viewModel.reserve(boxes);
    }

    function fit() {
        viewModel.resize(width, height, Theme.secondary, visible);
        viewModel.cover(coverLeft, coverTop, coverRight, coverBottom + legend.height + Theme.unit);
    }

    readonly property list<real> shape: [width, height, Theme.secondary, visible ? 1 : 0, coverLeft, coverTop, coverRight, coverBottom, legend.height]

    clip: true
    Keys.onLeftPressed: viewModel.fingers.pan(-width / 6, 0)
    Keys.onRightPressed: viewModel.fingers.pan(width / 6, 0)
    Keys.onUpPressed: viewModel.fingers.pan(0, -height / 6)
    Keys.onDownPressed: viewModel.fingers.pan(0, height / 6)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Plus || event.key === Qt.Key_Equal)
            viewModel.fingers.zoom(1);
        else if (event.key === Qt.Key_Minus)
            viewModel.fingers.zoom(-1);
        else if (event.key === Qt.Key_N)
            viewModel.fingers.compass();
        else if (event.key === Qt.Key_Home)
            viewModel.fingers.centre();
        else
            event.accepted = false;
    }
    // Later: what they tell the view model may change what they were told by.
    onShapeChanged: Qt.callLater(fit)
    onKeptChanged: Qt.callLater(keepClear)
    Component.onCompleted: {
        fit();
        keepClear();
    }

    Binding {
        target: map.viewModel
        property: "night"
        value: Theme.night
    }

    FrameAnimation {
        running: map.viewModel.motion.moving
        onTriggered: map.viewModel.picture()
    }

    Item {
        id: ground

        readonly property int api: GraphicsInfo.api

        anchors.fill: parent
        onApiChanged: map.viewModel.drawOn(ground, api)
        Component.onCompleted: map.viewModel.drawOn(ground, api)
    }

    MapPuck {
        visible: map.viewModel.placed && map.viewModel.trouble !== "no region"
        x: map.viewModel.motion.carX
        y: map.viewModel.motion.carY
        course: map.viewModel.motion.carRotation
        tilt: map.viewModel.motion.tiltAngle
        certain: map.viewModel.certain
        accuracy: map.viewModel.motion.accuracy
    }

    Repeater {
        model: map.viewModel.labels

        MapLabel {
            pose: map.pose
            gliding: map.viewModel.motion.moving
        }
    }

    Repeater {
        model: map.viewModel.pins

        MapPin {
            pose: map.pose
        }
    }

    MapFingerArea {
        anchors.fill: parent
        fingers: map.viewModel.fingers
    }

    MapScale {
        id: legend

        x: map.coverLeft + Theme.unit + (buttons.visible && Theme.rightHandDrive ? buttons.width + Theme.gap : 0)
        y: parent.height - map.coverBottom - height - Theme.unit
        room: map.width - map.coverLeft - map.coverRight - 2 * Theme.unit - (buttons.visible ? buttons.width + Theme.gutter : 0)
        attribution: map.viewModel.attribution
        scaleText: map.viewModel.scaleText
        scaleLength: map.viewModel.scaleLength
    }

    MapButtons {
        id: buttons

        visible: map.controls
        viewModel: map.viewModel
        x: Theme.rightHandDrive ? map.coverLeft + Theme.gap : parent.width - map.coverRight - width - Theme.gap
        y: parent.height - map.coverBottom - height - Theme.gap
        room: parent.height - map.coverTop - map.coverBottom - 2 * Theme.gap
    }

    PushButton {
        id: back

        visible: (map.viewModel.mode === "free" || map.viewModel.mode === "overview") && map.viewModel.placed
        x: map.coverLeft + (buttons.visible && Theme.rightHandDrive ? buttons.width + Theme.gap : 0) + (parent.width - map.coverLeft - map.coverRight - (buttons.visible ? buttons.width + Theme.gap : 0) - width) / 2
        y: legend.y - height - Theme.gap
        label: qsTr("Back to the car")
        icon: "crosshairs-gps"
        lead: true
        onTouched: map.viewModel.fingers.centre()
    }

    Rectangle {
        id: lost

        visible: !map.viewModel.certain && map.viewModel.trouble !== "no region"
        x: map.coverLeft + Theme.unit
        y: map.coverTop + Theme.unit
        width: words.fullWidth + 2 * Theme.unit
        height: words.height + Theme.unit
        radius: Theme.unit
        color: Qt.alpha(Theme.surface, 0.82)

        Chip {
            id: words

            anchors.centerIn: parent
            icon: "crosshairs-off"
            text: qsTr("No position")
        }
    }

    MapTrouble {
        id: trouble

        visible: map.viewModel.trouble !== ""
        x: map.coverLeft + (parent.width - map.coverLeft - map.coverRight - width) / 2
        y: map.coverTop + Theme.gutter
        width: Math.min(parent.width - map.coverLeft - map.coverRight - 2 * (Theme.target + 2 * Theme.gutter), 26 * Theme.secondary)
        trouble: map.viewModel.trouble
        onActed: map.viewModel.openRegions()
    }
}
