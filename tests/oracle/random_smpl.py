"""Random small rules and random small functions, the same for the same seed."""

from __future__ import annotations

from random import Random

FUNCTIONS = 24
RULES = 6
_NAMES = ("take", "use", "drop")
_VARIABLES = ("a", "b")
_REPORT = """
@script:python@
p << {rule}.p;
@@
coccilib.report.print_report(p[0], "{rule}")
"""


def code(random: Random) -> str:
    """Return a file of C: functions over a few calls, with every kind of statement."""
    return "\n".join(_Function(random, number).text() for number in range(FUNCTIONS))


class _Function:
    """One function while it is made."""

    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.labels: list[str] = []

    def text(self) -> str:
        """Return the function."""
        body = self._block(0, 0, 5)
        for label in self.labels:
            body.append(f"{label}:")
            body += self._simple()
        body.append(self.random.choice(("return 0;", "return use(a);", "return ret;")))
        lines = "\n".join("\t" + line for line in body)
        return f"static int f{self.number}(int a, int b)\n{{\n\tint ret = 0;\n\n{lines}\n}}\n"

    def _call(self) -> str:
        return f"{self.random.choice(_NAMES)}({self.random.choice(_VARIABLES)})"

    def _simple(self) -> list[str]:
        return [
            self.random.choice((f"{self._call()};", f"{self._call()};", f"ret = {self._call()};", "ret++;"))
        ]

    def _block(self, depth: int, loops: int, most: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.randint(1, most)):
            lines += self._statement(depth, loops)
        return lines

    def _statement(self, depth: int, loops: int) -> list[str]:
        kind = self.random.random()
        if depth > 2 or kind < 0.5:
            return self._simple()
        if kind < 0.72:
            return self._if(depth, loops)
        if kind < 0.8:
            return self._jump(loops)
        if kind < 0.9:
            head = self.random.choice(("while (a)", "for (; a; a--)", f"while ({self._call()})"))
            return [f"{head} {{", *self._inside(depth, loops + 1), "}"]
        if kind < 0.95:
            return ["do {", *self._inside(depth, loops + 1), "} while (b);"]
        return self._switch(depth, loops)

    def _inside(self, depth: int, loops: int) -> list[str]:
        return ["\t" + line for line in self._block(depth + 1, loops, 3)]

    def _if(self, depth: int, loops: int) -> list[str]:
        test = self.random.choice(("a", "!b", self._call(), "a == b"))
        lines = [f"if ({test}) {{", *self._inside(depth, loops)]
        if self.random.random() < 0.4:
            lines += ["} else {", *self._inside(depth, loops)]
        return [*lines, "}"]

    def _jump(self, loops: int) -> list[str]:
        choices = ["return -1;", f"return {self._call()};", "goto"]
        jump = self.random.choice([*choices, "break;", "continue;"] if loops else choices)
        if jump == "goto":
            if not self.labels or self.random.random() < 0.3:
                self.labels.append(f"out{len(self.labels)}")
            jump = f"goto {self.random.choice(self.labels)};"
        return ["if (ret)", f"\t{jump}"]

    def _switch(self, depth: int, loops: int) -> list[str]:
        lines = ["switch (a) {"]
        for value in range(self.random.randint(1, 3)):
            lines += [f"case {value}:", *self._inside(depth, loops)]
            lines += ["\tbreak;"] if self.random.random() < 0.7 else []
        if self.random.random() < 0.5:
            lines += ["default:", *self._inside(depth, loops)]
        return [*lines, "}"]


def rules(random: Random) -> str:
    """Return a rule file: rules that each report the first place of a match under their names."""
    return "\n".join(_rule(random, f"r{number}") for number in range(RULES))


def _rule(random: Random, name: str) -> str:
    quantifier = random.choice(("", "", " exists", " forall"))
    first = random.choice(
        (f"{random.choice(_NAMES)}@p(E);", f"{random.choice(_NAMES)}@p(E)", "ret =@p take(E);")
    )
    lines = [f" {first}"]
    for _ in range(random.choice((1, 1, 1, 2))):
        lines += _dots(random)
        lines += _element(random)
    if random.random() < 0.15:
        lines += _dots(random)
    declarations = "expression E;\nstatement S;\nposition p;\n"
    return f"@{name}{quantifier}@\n{declarations}@@\n" + "\n".join(lines) + "\n" + _REPORT.format(rule=name)


def _dots(random: Random) -> list[str]:
    kind = random.random()
    if kind < 0.06:
        plus = random.choice(("", "+"))
        return [f" <{plus}...", f" {_call(random)};", f" ...{plus}>"]
    lines = [" ..."]
    if kind < 0.5:
        lines.append(f"   when != {_call(random)}")
    if random.random() < 0.2:
        lines.append("   when any")
    if random.random() < 0.1:
        lines.append("   when strict")
    return lines


def _call(random: Random) -> str:
    return f"{random.choice(_NAMES)}({random.choice(('E', 'E', '...'))})"


def _element(random: Random) -> list[str]:
    kind = random.random()
    if kind < 0.35:
        return [f" {_call(random)};"]
    if kind < 0.55:
        return [f" {_call(random)}"]
    if kind < 0.65:
        return [random.choice((" return ...;", " return ret;", " return -1;"))]
    if kind < 0.75:
        return ["(", f" {_call(random)};", "|", " return ...;", ")"]
    if kind < 0.85:
        return [random.choice((" if (ret) S", f" if ({_call(random)}) S", " while (...) S"))]
    if kind < 0.95:
        return [" if (...) {", " ...", f" {_call(random)};", " ...", " }"]
    return [" if (...) {", " ...", " return ...;", " }"]
