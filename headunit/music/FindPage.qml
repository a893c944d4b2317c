pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Search by letters, for a parked car; a plugged-in keyboard types at once. What was found can be touched on the road too.
FocusScope {
    id: page

    required property BrowseViewModel browse
    property bool typing: false

    signal done

    onVisibleChanged: {
        if (visible)
            back.forceActiveFocus();
        typing = visible && browse.mayType && browse.text === "";
    }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape)
            page.done();
        else if (!page.browse.mayType)
            return;
        else if (event.key === Qt.Key_Backspace)
            page.browse.type(page.browse.text.slice(0, -1));
        else if (event.text.length > 0 && event.text >= " ")
            page.browse.type(page.browse.text + event.text);
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
            onTouched: {
                if (page.typing && page.browse.text !== "") {
                    page.typing = false;
                } else {
                    page.browse.type("");
                    page.done();
                }
            }
        }

        Touchable {
            id: field

            width: parent.width - back.width - parent.spacing
            enabled: page.browse.mayType
            label: page.browse.text === "" ? qsTr("Search for music") : qsTr("Search: %1").arg(page.browse.text)
            onTouched: page.typing = !page.typing

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: field.pressed ? Theme.pressed : Theme.surface
            }

            Icon {
                id: glass

                x: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                name: "magnify"
                color: Theme.faint
            }

            Verbatim {
                anchors.left: glass.right
                anchors.leftMargin: Theme.gap
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: page.browse.text !== "" ? page.browse.text : page.browse.mayType ? qsTr("Title, artist or album") : qsTr("Type when parked")
                quiet: page.browse.text === ""
                size: Theme.primary
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.secondary
                Accessible.ignored: true
            }

            FocusRing {
                shown: field.activeFocus
            }
        }
    }

    ItemList {
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: keys.visible ? keys.top : parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        visible: page.browse.text !== ""
        browse: page.browse
    }

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: head.y + head.height + Theme.gap
        width: parent.width - 4 * Theme.gutter
        visible: page.browse.text !== "" && page.browse.count === 0 && !page.browse.pending && !keys.visible
        icon: "magnify"
        what: page.browse.fault !== "" ? page.browse.fault : qsTr("Nothing found")
        advice: qsTr("Try fewer letters. Chinese is found by its pinyin too.")
    }

    Flickable {
        id: keys

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        height: visible ? Math.min(letters.implicitHeight, page.height * 0.62) : 0
        visible: page.typing && page.browse.mayType
        contentHeight: letters.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        LetterPad {
            id: letters

            width: keys.width
            onTyped: letter => page.browse.type(page.browse.text + letter)
            onRubbed: page.browse.type(page.browse.text.slice(0, -1))
        }
    }
}
