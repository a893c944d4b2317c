pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.theme

// Holds the panes that were opened and shows one. A pane slides in a little, to show that it is another place.
Item {
    id: stage

    required property PaneBook panes
    required property string first
    property string current: ""
    property var made: ({})

    function open(name: string) {
        if (name === current)
            return;
        let pane = made[name];
        if (pane === undefined) {
            const viewModel = panes.viewModel(name); // first: it brings the types that the component names
            const component = Qt.createComponent(panes.uri(name), panes.component(name));
            pane = component.createObject(stage, {
                "viewModel": viewModel
            });
            if (pane === null) {
                console.error("cannot open", name, component.errorString());
                return;
            }
            made[name] = pane;
        }
        if (current !== "")
            made[current].visible = false;
        pane.width = Qt.binding(() => stage.width);
        pane.height = Qt.binding(() => stage.height);
        pane.visible = true;
        current = name;
        slide.restart();
    }

    Component.onCompleted: open(first)

    Connections {
        target: stage.panes

        function onAsked(name: string) {
            stage.open(name);
        }
    }

    NumberAnimation {
        id: slide

        target: stage.made[stage.current] ?? null
        property: "y"
        from: Theme.still ? 0 : Theme.gap
        to: 0
        duration: Theme.calm
        easing.type: Easing.OutCubic
    }
}
