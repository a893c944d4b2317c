pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// Left the shelf, right what was taken from it: every control, and each pane in each of its example states.
Item {
    id: pane

    required property GalleryViewModel viewModel
    property string current: ""
    property Item shown: null

    function take(key: string) {
        if (shown !== null)
            shown.destroy();
        shown = null;
        current = key;
        if (key === "")
            return;
        const example = viewModel.viewModel(key); // first: it brings the types that the component names
        const component = Qt.createComponent(viewModel.uri(key), viewModel.component(key));
        shown = component.createObject(stage, {
            "viewModel": example
        });
        if (shown === null) {
            console.error("cannot show", key, component.errorString());
            return;
        }
        shown.width = Qt.binding(() => stage.width);
        shown.height = Qt.binding(() => stage.height);
    }

    ListView {
        id: shelf

        x: Theme.gap
        width: Math.round(260 * Theme.scale)
        height: parent.height
        model: pane.viewModel.entries
        clip: true
        spacing: Theme.gap
        header: Item {
            width: shelf.width
            height: Theme.target + Theme.gap

            PushButton {
                width: parent.width
                label: qsTr("Controls")
                checked: pane.current === ""
                onTouched: pane.take("")
            }
        }
        delegate: PushButton {
            required property string key
            required property int index

            width: shelf.width
            label: key
            checked: key === pane.current
            onTouched: pane.take(key)
            onActiveFocusChanged: {
                if (activeFocus)
                    shelf.positionViewAtIndex(index, ListView.Contain);
            }
        }
    }

    Item {
        id: stage

        x: shelf.x + shelf.width + Theme.gap
        width: parent.width - x
        height: parent.height

        ControlSheet {
            anchors.fill: parent
            visible: pane.current === ""
        }
    }
}
