pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Where the queue is to be kept: a new playlist, or behind what one of the driver's own has.
Sheet {
    id: page

    required property ListsViewModel lists

    signal done

    function save(name: string) {
        lists.saveQueue(name, qsTranslate("music", "Playlist %1"));
        done();
    }

    contentHeight: column.height

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
                text: qsTr("Keep the queue as a playlist")
                size: Theme.primary
                strength: Theme.strong
                wrapMode: Text.Wrap
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.secondary
                verticalAlignment: Text.AlignVCenter
                maximumLineCount: 2
            }
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
