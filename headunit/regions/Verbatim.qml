pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls

// Text as the data or the builder has it: a region's name, an error. In no language, so never translated.
Label {
    wrapMode: Text.Wrap
}
