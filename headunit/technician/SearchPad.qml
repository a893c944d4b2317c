pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Hexadecimal keys to find an id by; a keyboard that is plugged in types names as well.
FocusScope {
    id: pad

    required property string search
    readonly property int columns: Math.min(8, Math.floor((width + keys.spacing) / (Theme.target + keys.spacing)))

    signal typed(string text)
    signal done

    // A keyboard that is plugged in types at once.
    onVisibleChanged: if (visible)
        ready.forceActiveFocus()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            pad.typed(pad.search.slice(0, -1));
        else if (event.key === Qt.Key_Escape)
            pad.done();
        else if (/^[\w.]$/.test(event.text))
            pad.typed(pad.search + event.text);
        else
            return;
        event.accepted = true;
    }

    Row {
        id: head

        width: parent.width
        spacing: Theme.gap

        Verbatim {
            elide: Text.ElideRight
            width: head.width - rub.width - ready.width - 2 * head.spacing
            height: rub.height
            text: pad.search === "" ? "..." : pad.search
            size: Theme.primary
            strength: Theme.medium
            Accessible.name: qsTr("Search: %1").arg(pad.search)
        }

        PushButton {
            id: rub

            label: qsTr("Clear the search")
            text: ""
            icon: "close"
            onTouched: pad.typed("")
        }

        PushButton {
            id: ready

            label: qsTr("Done")
            text: ""
            icon: "check"
            lead: true
            onTouched: pad.done()
        }
    }

    Flickable {
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: parent.width
        contentHeight: keys.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Grid {
            id: keys

            columns: pad.columns
            spacing: Theme.gap

            Repeater {
                model: "0123456789ABCDEF".split("")

                PushButton {
                    required property string modelData

                    label: modelData
                    width: Theme.target
                    onTouched: pad.typed(pad.search + modelData)
                }
            }
        }
    }
}
