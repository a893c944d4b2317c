pragma ComponentBehavior: Bound

import QtQuick

// Fingers and the wheel. It lies below the buttons, so that what is meant for a button never moves the map.
Item {
    id: area

    required property MapFingers fingers
    property point last
    property vector2d speed
    property real movedAt: 0 // milliseconds

    readonly property int restful: 80 // a finger that lay still for so many milliseconds flings nothing

    Accessible.role: Accessible.Canvas
    Accessible.name: qsTr("Map")

    DragHandler {
        id: drag

        target: null
        onActiveChanged: {
            area.fingers.hold(active);
            if (active)
                area.last = centroid.pressPosition;
            else if (Date.now() - area.movedAt < area.restful)
                area.fingers.fling(area.last.x, area.last.y, area.speed.x, area.speed.y);
        }
        onCentroidChanged: {
            if (!active)
                return;
            const now = centroid.position;
            area.fingers.drag(area.last.x, area.last.y, now.x, now.y);
            area.last = now;
            area.speed = centroid.velocity;
            area.movedAt = Date.now();
        }
    }

    PinchHandler {
        id: pinch

        function tell() {
            if (active)
                area.fingers.pinch(centroid.position.x, centroid.position.y, activeScale, activeRotation);
        }

        target: null
        onActiveChanged: {
            area.fingers.hold(active);
            tell();
        }
        onCentroidChanged: tell()
        onActiveScaleChanged: tell()
    }

    TapHandler {
        onTapped: area.forceActiveFocus() // and so the keys are the map's
        onSingleTapped: point => area.fingers.touch(point.position.x, point.position.y)
        onDoubleTapped: point => area.fingers.zoomAt(point.position.x, point.position.y, 1)
        onLongPressed: area.fingers.press(point.position.x, point.position.y)
    }

    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => area.fingers.wheel(point.position.x, point.position.y, event.angleDelta.y / 240)
    }
}
