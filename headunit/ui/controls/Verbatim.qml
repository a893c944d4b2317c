pragma ComponentBehavior: Bound

import QtQuick

// Text as the data has it: a name on a map, a frame, an error of the system. In no language of the screen, so never translated.
Label {}
