"""Words that a misspelt one may have been meant as: a walk through a sorted list as through a tree of letters.

Distance: Damerau-Levenshtein with adjacent transpositions (Damerau, CACM 7:3, 1964; optimal string alignment).
"""

import bisect
from dataclasses import dataclass, field

#: So many letters of the tree are looked at for one word: some milliseconds, whatever is typed.
MOST_STEPS = 3000
#: Letters from which on one and two errors are forgiven.
ONE_ERROR, TWO_ERRORS = 4, 8
#: Longer words are not looked at.
LONGEST = 30


def forgiven(word: str) -> int:
    """How many errors are forgiven in a word. None in numbers: they are right or wrong."""
    if not ONE_ERROR <= len(word) <= LONGEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < TWO_ERRORS else 2


@dataclass(slots=True)
class _Walk:
    words: list[str]
    asked: str
    errors: int
    beginnings: bool
    steps: int = MOST_STEPS
    found: dict[str, int] = field(default_factory=dict)

    def visit(self, low: int, high: int, begun: str, row: list[int], before: list[int]) -> None:
        """`row`: distances of `begun` to each beginning of `asked`; `before`: of `begun` without its last letter.

        Only the cells near the diagonal are filled: further off there are more errors than are forgiven.
        """
        if row[-1] <= self.errors and (self.beginnings or self.words[low] == begun):
            self._keep(begun, row[-1])
        depth, length, asked, most = len(begun), len(self.asked), self.asked, self.errors + 1
        first, last = max(1, depth + 1 - self.errors), min(length, depth + 1 + self.errors)
        at = low + (self.words[low] == begun)
        while at < high and self.steps > 0:
            self.steps -= 1
            letter = self.words[at][depth]
            longer = begun + letter
            end = bisect.bisect_left(self.words, begun + chr(ord(letter) + 1), at, high)
            next_row = [most] * (length + 1)
            next_row[0] = min(most, depth + 1)
            for number in range(first, last + 1):
                same = asked[number - 1] == letter
                cost = min(row[number] + 1, next_row[number - 1] + 1, row[number - 1] + (not same))
                if number > 1 and begun and asked[number - 2] == letter and asked[number - 1] == begun[-1]:
                    cost = min(cost, before[number - 2] + 1)
                next_row[number] = min(most, cost)
            if min(next_row) <= self.errors or min(row) < self.errors:
                self.visit(at, end, longer, next_row, row)
            at = end

    def _keep(self, word: str, errors: int) -> None:
        self.found[word] = min(errors, self.found.get(word, errors))


def alike(words: list[str], asked: str, *, beginnings: bool, limit: int) -> list[tuple[str, int]]:
    """Words of the sorted list `words` that `asked` may have been meant as, with the errors, fewest first.

    With `beginnings`, beginnings of words: of one that is still being typed.
    """
    errors = forgiven(asked)
    if not errors or not words:
        return []
    walk = _Walk(words, asked, errors, beginnings)
    row = [min(errors + 1, number) for number in range(len(asked) + 1)]
    walk.visit(0, len(words), "", row, row)
    ranked = sorted(
        walk.found.items(), key=lambda one: (one[1], one[0][:1] != asked[:1], abs(len(one[0]) - len(asked)), one[0])
    )
    return ranked[:limit]
