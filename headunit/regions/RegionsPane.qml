pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls
import headunit.ui.theme

// The maps on this computer: which are there, which is in use, and what is being built. Changed when the car stands.
Item {
    id: pane

    required property RegionsViewModel viewModel

    PushButton {
        id: back

        x: Theme.gutter
        y: Theme.gap
        label: qsTr("Back to the settings")
        text: ""
        icon: "chevron-left"
        onTouched: pane.viewModel.back()
    }

    Label {
        anchors.left: back.right
        anchors.leftMargin: Theme.gutter
        anchors.verticalCenter: back.verticalCenter
        text: qsTr("Maps")
        size: Theme.primary
        strength: Theme.strong
    }

    Sheet {
        id: scroll

        anchors.top: back.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: Theme.gutter
        anchors.right: parent.right
        anchors.rightMargin: Theme.gutter
        contentHeight: sheet.height + Theme.gap

        Column {
            id: sheet

            width: scroll.width
            spacing: Theme.gap

            Chip {
                visible: !pane.viewModel.mayConfigure
                icon: "car-clock"
                text: qsTr("Maps can be changed when the car stands.")
            }

            EmptyState {
                visible: pane.viewModel.empty && pane.viewModel.stage === ""
                width: parent.width
                icon: "map"
                what: qsTr("There is no map yet")
                advice: qsTr("Add one: it is fetched and built once, and then needs no network.")
            }

            BuildCard {
                visible: pane.viewModel.stage !== "" && pane.viewModel.stage !== "done"
                width: parent.width
                title: pane.viewModel.buildTitle
                stage: pane.viewModel.stage
                share: pane.viewModel.share
                fault: pane.viewModel.fault
                mayConfigure: pane.viewModel.mayConfigure
                onStopped: pane.viewModel.cancel()
                onRepeated: pane.viewModel.again()
            }

            Repeater {
                model: pane.viewModel.regions

                RegionCard {
                    required property string name

                    width: sheet.width
                    mayConfigure: pane.viewModel.mayConfigure
                    onUsed: pane.viewModel.use(name)
                    onUpdated: pane.viewModel.update(name)
                    onRemoved: pane.viewModel.remove(name)
                }
            }

            OfferCard {
                width: parent.width
                offers: pane.viewModel.offers
                mayConfigure: pane.viewModel.mayConfigure
                onAdded: name => pane.viewModel.add(name)
            }
        }
    }
}
