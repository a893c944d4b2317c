pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Where to? While driving: kinds, favourites and recents by one touch. Parked: letters too; a plugged-in keyboard types at once.
FocusScope {
    id: page

    required property PlacesViewModel places
    property bool along: false // look along the route
    property bool underway: false
    property bool typing: false
    readonly property bool listing: places.asked
    readonly property bool empty: places.hitCount === 0 && !places.pending
    readonly property bool roomy: width >= 1000 * Theme.scale

    signal done
    signal chosen

    onVisibleChanged: {
        if (visible)
            back.forceActiveFocus();
        typing = false;
    }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape)
            page.done();
        else if (!page.places.mayType)
            return;
        else if (event.key === Qt.Key_Backspace)
            page.places.type(page.places.text.slice(0, -1));
        else if (event.text.length > 0 && event.text >= " ")
            page.places.type(page.places.text + event.text);
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
                if (page.typing) {
                    page.typing = false;
                } else if (page.listing) {
                    page.places.type("");
                } else {
                    page.done();
                }
            }
        }

        Touchable {
            id: field

            width: parent.width - back.width - parent.spacing
            enabled: page.places.mayType
            label: page.places.text === "" ? qsTr("Search for a place") : qsTr("Search: %1").arg(page.places.text)
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

            Label {
                anchors.left: glass.right
                anchors.leftMargin: Theme.gap
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: page.places.text !== "" ? page.places.text : page.places.mayType ? qsTr("Name, address or coordinates") : qsTr("Type when parked")
                quiet: page.places.text === ""
                size: page.roomy ? Theme.primary : Theme.secondary
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.secondary
                Accessible.ignored: true
            }

            FocusRing {
                shown: field.activeFocus
            }
        }
    }

    Sheet {
        id: sheet

        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: keys.visible ? keys.top : parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        contentHeight: page.listing ? list.height : start.height

        Column {
            id: list

            width: sheet.width
            visible: page.listing
            spacing: Theme.gap

            Repeater {
                model: page.places.hits

                PlaceRow {
                    required property string key

                    width: list.width
                    onTouched: {
                        page.places.openHit(key);
                        page.chosen();
                    }
                }
            }

            // Between the field and the keys there is room for one line.
            Label {
                width: parent.width
                visible: page.empty && page.typing
                text: page.places.fault !== "" ? page.places.fault : qsTr("Nothing found")
                size: Theme.primary
                wrapMode: Text.Wrap
            }

            EmptyState {
                width: parent.width
                visible: page.empty && !page.typing
                icon: "map-search-outline"
                what: page.places.fault !== "" ? page.places.fault : qsTr("Nothing found")
                advice: page.places.fault !== "" ? qsTr("A map can be added in the settings.") : page.places.text === "" ? "" : qsTr("Try fewer letters, or the name of the town.")
            }
        }

        Column {
            id: start

            width: sheet.width
            visible: !page.listing
            spacing: Theme.gap

            Flow {
                width: parent.width
                spacing: Theme.gap
                visible: !page.typing

                PushButton {
                    visible: page.places.hasHome
                    label: qsTr("Drive home")
                    text: qsTr("Home")
                    icon: "home"
                    onTouched: {
                        page.places.openSlot("home");
                        page.chosen();
                    }
                }

                PushButton {
                    visible: page.places.hasWork
                    label: qsTr("Drive to work")
                    text: qsTr("Work")
                    icon: "briefcase"
                    onTouched: {
                        page.places.openSlot("work");
                        page.chosen();
                    }
                }

                Repeater {
                    model: page.places.kinds

                    PushButton {
                        required property string key
                        required property string title

                        label: qsTranslate("places", title)
                        onTouched: page.places.findKind(key, page.underway)
                    }
                }
            }

            Label {
                visible: page.places.ownCount > 0
                text: qsTr("Your places")
                size: Theme.primary
                strength: Theme.strong
            }

            Repeater {
                model: page.places.favourites

                PlaceRow {
                    required property string key

                    width: start.width
                    onTouched: {
                        page.places.openFavourite(key);
                        page.chosen();
                    }
                }
            }

            Repeater {
                model: page.places.recents

                PlaceRow {
                    required property string key

                    width: start.width
                    onTouched: {
                        page.places.openRecent(key);
                        page.chosen();
                    }
                }
            }
        }
    }

    Flickable {
        id: keys

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        x: Theme.gutter
        width: parent.width - 2 * Theme.gutter
        height: visible ? Math.min(letters.implicitHeight, page.height * 0.62) : 0
        visible: page.typing && page.places.mayType
        contentHeight: letters.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        LetterPad {
            id: letters

            width: keys.width
            onTyped: letter => page.places.type(page.places.text + letter)
            onRubbed: page.places.type(page.places.text.slice(0, -1))
        }
    }
}
