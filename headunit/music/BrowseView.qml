pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// What there is: sources, shelves, then lists. One step back; letters for long lists; search where one may type.
Item {
    id: view

    required property BrowseViewModel browse
    required property bool jumping
    required property ListsViewModel lists
    required property KeepViewModel keep
    required property bool editing // an own playlist is put in order, or rows are chosen to be kept
    readonly property bool ordered: editing && lists.shown !== "" && lists.mayEdit
    readonly property bool choosing: editing && keep.mayChoose
    readonly property bool wordy: width >= browse.sourceCount * 230 * Theme.scale

    // As far apart as there is room for, and never closer than a finger's slip.
    readonly property real between: !browse.top || wordy ? Theme.gap : Math.max(8, Math.min(Theme.gap, (width - (browse.sourceCount + 1) * Theme.target) / browse.sourceCount))

    // Names of shelves and of what sources keep are source texts; those of music are as they are.
    function said(words: string): string {
        return qsTranslate("music", words);
    }

    signal search
    signal edit(bool opened)
    signal name
    signal jump(bool opened)

    Row {
        id: head

        width: parent.width
        height: Theme.target
        spacing: view.between

        PushButton {
            visible: !view.browse.top && !view.ordered // the keys of an order need its room, and "done" leads back
            label: qsTr("Back")
            text: ""
            icon: "arrow-left"
            onTouched: view.jumping ? view.jump(false) : view.browse.back()
        }

        Repeater {
            model: view.browse.top && view.browse.sourceCount > 1 ? view.browse.sources : null

            PushButton {
                required property string name
                required property string title
                required property bool ready
                required icon

                label: view.said(title)
                text: view.wordy ? label : ""
                checked: name === view.browse.source
                role: Accessible.RadioButton
                onTouched: view.browse.switchTo(name)
            }
        }

        Verbatim {
            width: parent.width - x - (tools.width > 0 ? tools.width + parent.spacing : 0)
            height: Theme.target
            visible: !view.browse.top
            text: view.said(view.browse.heading)
            size: Theme.primary
            strength: Theme.strong
            wrapMode: Text.Wrap
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.secondary
            elide: Text.ElideRight
            maximumLineCount: 2
        }
    }

    Row {
        id: tools

        anchors.right: parent.right
        spacing: Theme.gap

        PushButton {
            visible: view.browse.letters.length > 1
            label: qsTr("Letters")
            text: ""
            icon: "sort-alphabetical-ascending"
            checked: view.jumping
            onTouched: view.jump(!view.jumping)
        }

        PushButton {
            visible: view.ordered && view.lists.mayType
            label: qsTr("Rename the playlist")
            text: ""
            icon: "rename"
            onTouched: view.name()
        }

        PushButton {
            visible: view.ordered
            label: sure ? qsTr("Delete it for good") : qsTr("Delete the playlist")
            text: sure ? qsTr("Delete") : ""
            icon: "delete"
            fill: sure ? Theme.stop : Theme.raised
            ink: sure ? Theme.inkOnSignal : Theme.ink
            onVisibleChanged: sure = false
            onTouched: {
                if (sure) {
                    view.edit(false);
                    view.lists.discard();
                } else {
                    sure = true;
                }
            }

            property bool sure: false // touched once: the next touch does it
        }

        PushButton {
            visible: view.lists.shown !== "" && view.lists.mayEdit && !view.jumping
            label: view.ordered ? qsTr("Done") : qsTr("Change the playlist")
            text: ""
            icon: view.ordered ? "check" : "pencil"
            checked: view.ordered
            onTouched: view.edit(!view.ordered)
        }

        PushButton {
            visible: view.keep.mayChoose && !view.jumping
            label: view.choosing ? qsTr("Done") : qsTr("Keep on this device")
            text: ""
            icon: view.choosing ? "check" : "download"
            checked: view.choosing
            onTouched: view.edit(!view.choosing)
        }

        PushButton {
            visible: !view.ordered && !view.choosing
            label: qsTr("Search for music")
            text: ""
            icon: "magnify"
            enabled: view.browse.mayType
            onTouched: view.search()
        }
    }

    Item {
        id: below

        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: parent.width

        LibraryTop {
            anchors.fill: parent
            visible: view.browse.shelved
            browse: view.browse
        }

        ItemList {
            id: list

            anchors.fill: parent
            anchors.topMargin: told.visible ? told.height + Theme.gap : 0
            visible: !view.browse.shelved && !view.jumping && count > 0
            browse: view.browse
            keep: view.choosing ? view.keep : null
            lists: view.ordered ? view.lists : null
        }

        // How far a wish is, or why what is listed is old.
        Column {
            id: told

            readonly property string fault: view.keep.busy ? "" : view.keep.fault

            width: parent.width
            visible: list.visible && (view.keep.busy || fault !== "")
            spacing: Theme.unit

            Label {
                width: parent.width
                visible: told.fault !== "" || below.height > 4 * Theme.target
                text: told.fault !== "" ? view.said(told.fault) : qsTr("Fetching")
                quiet: true
                wrapMode: Text.Wrap
            }

            Bar {
                width: parent.width
                implicitHeight: Theme.unit
                visible: view.keep.busy
                share: view.keep.share
                freshness: "live"
            }
        }

        Sheet {
            anchors.fill: parent
            visible: view.jumping
            contentHeight: letters.height

            Flow {
                id: letters

                width: parent.width
                spacing: Theme.gap

                Repeater {
                    model: view.jumping ? view.browse.letters : []

                    PushButton {
                        required property string modelData

                        label: modelData
                        size: Theme.primary
                        onTouched: {
                            view.jump(false);
                            list.positionViewAtIndex(view.browse.rowOf(modelData), ListView.Beginning);
                        }
                    }
                }
            }
        }

        EmptyState {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.gutter
            visible: !view.browse.shelved && view.browse.count === 0
            icon: view.browse.fault !== "" ? "cloud-off-outline" : "music"
            what: view.browse.pending ? qsTr("Looking") : view.browse.fault !== "" ? view.said(view.browse.fault) : view.browse.busy ? qsTr("Fetching") : qsTr("Nothing here yet")
            advice: view.browse.pending ? "" : view.browse.fault !== "" ? qsTr("What is on goes on. The library plays without a network.") : view.browse.hint !== "" ? view.said(view.browse.hint) : ""
        }
    }
}
