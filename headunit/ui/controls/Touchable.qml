pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// What every touched thing shares: size, pressed state within a frame, a name for assistive technology, the keyboard.
Item {
    id: touchable

    required property string label
    readonly property bool pressed: tap.pressed && touchable.enabled
    property bool checked: false
    property int role: Accessible.Button

    signal touched

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    activeFocusOnTab: true
    opacity: enabled ? 1 : Theme.disabled
    Accessible.role: role
    Accessible.name: label
    Accessible.checkable: role !== Accessible.Button
    Accessible.checked: checked
    Accessible.focusable: true
    Accessible.onPressAction: touchable.touched()
    Keys.onReturnPressed: touchable.touched()
    Keys.onSpacePressed: touchable.touched()

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: touchable.touched()
    }
}
