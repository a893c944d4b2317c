pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// What is longer than its room and is moved up and down. Where the keyboard or the knob goes, it follows.
Flickable {
    id: sheet

    readonly property Item focused: Window.activeFocusItem

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    onFocusedChanged: {
        let inside = focused;
        while (inside !== null && inside !== contentItem)
            inside = inside.parent;
        if (inside === null)
            return;
        const top = contentItem.mapFromItem(focused, 0, 0).y - Theme.gap;
        const bottom = top + focused.height + 2 * Theme.gap;
        contentY = Math.max(0, Math.min(top, Math.max(contentY, bottom - height)));
    }
}
