pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Music. Wide: what is playing on the driver's side, and one of four pages beside it. Narrow: one page at a time.
Item {
    id: pane

    required property MusicViewModel viewModel
    readonly property bool on: viewModel.now.present
    readonly property bool roomy: width >= 900 * Theme.scale
    readonly property list<string> pages: roomy ? ["queue", "browse", "lyrics", "sound"] : ["playing", "queue", "browse", "lyrics", "sound"]
    readonly property list<string> titles: [qsTr("Now"), qsTr("Queue"), qsTr("Browse"), qsTr("Lyrics"), qsTr("Sound")]
    readonly property bool covered: find.visible || named.visible
    readonly property string page: !on && viewModel.page !== "sound" ? "browse" : roomy && viewModel.page === "playing" ? "queue" : viewModel.page

    NowCard {
        id: card

        readonly property real wanted: Math.max(Math.round(pane.width * (pane.width > 2.6 * pane.height ? 0.55 : 0.46)), keysWidth + 2 * Theme.gap)

        x: !pane.roomy ? Theme.gutter : Theme.rightHandDrive ? pane.width - width - Theme.gutter : Theme.gutter
        y: pane.roomy ? Theme.gutter : side.y + tabs.height + Theme.gap
        width: pane.roomy ? wanted : pane.width - 2 * Theme.gutter
        height: pane.height - y - (pane.roomy ? Theme.gutter : Theme.gap)
        visible: pane.on && (pane.roomy || pane.page === "playing") && !pane.covered
        now: pane.viewModel.now
    }

    Item {
        id: side

        readonly property real inset: pane.roomy && pane.on ? card.width + Theme.gutter : 0

        x: Theme.gutter + (Theme.rightHandDrive ? 0 : inset)
        y: pane.roomy ? Theme.gutter : Theme.gap
        width: pane.width - 2 * Theme.gutter - inset
        height: pane.height - y - Theme.gap
        visible: !pane.covered

        Segmented {
            id: tabs

            width: parent.width
            visible: pane.on
            label: qsTr("Page")
            choices: pane.titles.slice(pane.titles.length - pane.pages.length)
            current: pane.pages.indexOf(pane.page)
            onChosen: index => pane.viewModel.turnTo(pane.pages[index])
        }

        Item {
            id: room

            anchors.top: parent.top
            anchors.topMargin: tabs.visible ? tabs.height + Theme.gap : 0
            anchors.bottom: parent.bottom
            width: parent.width

            QueueList {
                anchors.fill: parent
                visible: pane.page === "queue" && !pane.viewModel.saving
                queue: pane.viewModel.queue
                editing: pane.viewModel.editing
                onEdit: opened => pane.viewModel.edit(opened)
                onSave: pane.viewModel.save(true)
            }

            SaveList {
                anchors.fill: parent
                visible: pane.page === "queue" && pane.viewModel.saving
                lists: pane.viewModel.lists
                count: pane.viewModel.queue.count
                onDone: pane.viewModel.save(false)
            }

            BrowseView {
                anchors.fill: parent
                visible: pane.page === "browse"
                browse: pane.viewModel.browse
                jumping: pane.viewModel.jumping
                lists: pane.viewModel.lists
                keep: pane.viewModel.keep
                editing: pane.viewModel.editing
                onEdit: opened => pane.viewModel.edit(opened)
                onName: pane.viewModel.name(true)
                onSearch: pane.viewModel.search(true)
                onJump: opened => pane.viewModel.jump(opened)
            }

            LyricsView {
                anchors.fill: parent
                visible: pane.page === "lyrics"
                lyrics: pane.viewModel.lyrics
            }

            ToneView {
                anchors.fill: parent
                visible: pane.page === "sound"
                tone: pane.viewModel.tone
            }
        }
    }

    FindPage {
        id: find

        anchors.fill: parent
        visible: pane.viewModel.searching
        browse: pane.viewModel.browse
        onDone: pane.viewModel.search(false)
    }

    NamePage {
        id: named

        anchors.fill: parent
        visible: pane.viewModel.naming && lists.shown !== ""
        lists: pane.viewModel.lists
        onDone: pane.viewModel.name(false)
    }
}
