"""From facts to words and numbers on a screen: what every view model stands on. Knows no room."""
