pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Where the queue, or what is on, is to be kept: in a new playlist, or behind what one of the driver's own has.
Sheet {
    id: page

    required property ListsViewModel lists
    required property int count // of the queue
    property bool whole: true

    signal done

    function save(name: string) {
        lists.save(name, qsTranslate("music", "Playlist %1"), whole);
        done();
    }

    contentHeight: column.height
    onVisibleChanged: whole = true

    Column {
        id: column

        width: parent.width
        spacing: Theme.gap

        Row {
            width: parent.width
            spacing: Theme.gap

            PushButton {
                id: back

                label: qsTr("Back")
                text: ""
                icon: "arrow-left"
                onTouched: page.done()
            }

            Label {
                width: parent.width - back.width - parent.spacing
                height: back.height
                text: qsTr("Keep in a playlist")
                size: Theme.primary
                strength: Theme.strong
                wrapMode: Text.Wrap
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.secondary
                verticalAlignment: Text.AlignVCenter
                maximumLineCount: 2
            }
        }

        Segmented {
            width: parent.width
            visible: page.count > 1
            label: qsTr("What to keep")
            choices: [qsTr("The whole queue"), qsTr("This track")]
            current: page.whole ? 0 : 1
            onChosen: index => page.whole = index === 0
        }

        TrackRow {
            width: parent.width
            title: qsTr("New playlist")
            subtitle: ""
            cover: ""
            symbol: "playlist-plus"
            onTouched: page.save("")
        }

        Repeater {
            model: page.lists.names

            TrackRow {
                required property string modelData

                width: column.width
                title: modelData
                subtitle: ""
                cover: ""
                symbol: "playlist-music"
                onTouched: page.save(modelData)
            }
        }
    }
}
