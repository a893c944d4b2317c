pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The library's first page: shelves, and how the scan goes; or how music comes into the car.
Sheet {
    id: top

    required property BrowseViewModel browse
    readonly property bool busy: browse.scanning >= 0
    readonly property int columns: Math.max(1, Math.floor((width + Theme.gap) / (240 * Theme.scale + Theme.gap)))

    contentHeight: page.height

    Column {
        id: page

        width: top.width
        spacing: Theme.gap

        Card {
            width: parent.width
            height: scan.height + 2 * Theme.gap
            visible: top.busy

            Column {
                id: scan

                x: Theme.gap
                y: Theme.gap
                width: parent.width - 2 * Theme.gap
                spacing: Theme.unit

                Label {
                    width: parent.width
                    text: qsTr("Looking for music: %n tracks", "", top.browse.found)
                    wrapMode: Text.Wrap
                }

                Bar {
                    width: parent.width
                    share: Math.max(0, top.browse.scanning)
                    freshness: "live"
                }
            }
        }

        Row {
            width: parent.width
            visible: top.browse.away > 0 || top.browse.libraryFault !== ""
            spacing: Theme.unit

            Icon {
                id: sign

                name: top.browse.libraryFault !== "" ? "alert" : "usb-flash-drive"
                color: Theme.soon
            }

            Label {
                width: parent.width - sign.width - parent.spacing
                text: top.browse.libraryFault !== "" ? qsTranslate("music", top.browse.libraryFault) : qsTr("%n tracks are on a drive that is not plugged in", "", top.browse.away)
                wrapMode: Text.Wrap
            }
        }

        Grid {
            id: grid

            width: parent.width
            visible: top.browse.tracks > 0
            columns: top.columns
            spacing: Theme.gap

            Repeater {
                model: top.browse.shelves

                PushButton {
                    required property string key
                    required property string title
                    required icon

                    width: Math.floor((grid.width - (grid.columns - 1) * grid.spacing) / grid.columns)
                    label: qsTranslate("music", title)
                    fill: Theme.surface
                    onTouched: top.browse.shelf(key)
                }
            }
        }

        Label {
            width: parent.width
            visible: top.browse.unreadable > 0 && !top.busy
            text: qsTr("%n files could not be read", "", top.browse.unreadable)
            quiet: true
            wrapMode: Text.Wrap
        }
    }

    EmptyState {
        x: Theme.gutter
        y: Math.max(Theme.gap, (top.height - height) / 2)
        width: top.width - 2 * Theme.gutter
        visible: top.browse.tracks === 0 && !top.busy
        icon: "music"
        what: qsTr("No music yet")
        advice: top.browse.folder === "" ? qsTr("Plug in a USB drive with music on it.") : qsTr("Plug in a USB drive, or copy music into the folder %1").arg(top.browse.folder)
        action: qsTr("Look again")
        onActed: top.browse.scan()
    }
}
