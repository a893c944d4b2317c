"""Text as a person means it: folded for comparing, heard in pinyin, mended where misspelt. Knows no room."""
