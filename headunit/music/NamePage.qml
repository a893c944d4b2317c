pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Another name for the playlist that is shown, by letters, for a parked car; a plugged-in keyboard types at once.
FocusScope {
    id: page

    required property ListsViewModel lists
    property string text: ""

    signal done

    // The first letter is a large one, as one writes names.
    function add(letter: string) {
        text = (text + (text === "" ? letter.toUpperCase() : letter)).slice(0, 60);
    }

    function save() {
        const name = text.trim();
        if (name !== "" && name !== lists.shown)
            lists.rename(name);
        done();
    }

    onVisibleChanged: if (visible) {
        text = lists.shown;
        forceActiveFocus();
    }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape)
            page.done();
        else if (!page.lists.mayType)
            return;
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            page.save();
        else if (event.key === Qt.Key_Backspace)
            page.text = page.text.slice(0, -1);
        else if (event.text.length > 0 && event.text >= " ")
            page.add(event.text);
        else
            return;
        event.accepted = true;
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    // Nothing behind the page is touched through it.
    MouseArea {
        anchors.fill: parent
    }

    Row {
        id: head

        x: Theme.gutter
        y: Theme.gap
        width: parent.width - 2 * Theme.gutter
        spacing: Theme.gap

        PushButton {
            id: back

            label: qsTr("Back")
            text: ""
            icon: "arrow-left"
            onTouched: page.done()
        }

        Rectangle {
            width: parent.width - back.width - save.width - 2 * parent.spacing
            height: Theme.target
            radius: Theme.radius
            color: Theme.surface

            Verbatim {
                anchors.fill: parent
                anchors.leftMargin: Theme.gap
                anchors.rightMargin: Theme.gap
                text: page.text
                size: Theme.primary
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.secondary
                elide: Text.ElideLeft
            }
        }

        PushButton {
            id: save

            label: qsTr("Save")
            icon: "check"
            lead: true
            enabled: page.text.trim() !== "" && page.lists.mayType
            onTouched: page.save()
        }
    }

    Sheet {
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        contentHeight: letters.implicitHeight

        LetterPad {
            id: letters

            width: parent.width
            onTyped: letter => page.add(letter)
            onRubbed: page.text = page.text.slice(0, -1)
        }
    }
}
