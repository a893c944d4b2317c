pragma ComponentBehavior: Bound

import QtQuick
import headunit.ui.controls

// Text as it stands in a frame, a DBC or an error of the system: in no language, so never translated.
Label {
    elide: Text.ElideRight
}
