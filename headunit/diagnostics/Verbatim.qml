pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls

// Text as it comes from a control unit or from the engine below: in no language of the screen, so never translated.
Label {
    quiet: true
    wrapMode: Text.Wrap
}
