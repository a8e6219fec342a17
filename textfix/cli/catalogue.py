"""`rules` and `explain`: what textfix looks for."""

from __future__ import annotations

from argparse import Namespace

from ..choices import unknown
from ..levels import LEVELS
from ..rules import FAMILIES, RULES, RuleInfo
from .finding import printable
from .mistakes import UsageError

__all__ = ["explain", "rules"]


def rules(_: Namespace) -> int:
    """List all rules by family."""
    for family, names in FAMILIES.items():
        print(family)
        for name in names:
            rule = RULES[name]
            print(f"  {name:<18} {_default(rule):<4} {rule.summary}\n{'':<25} {_example(rule)}")
    return 0


def explain(arguments: Namespace) -> int:
    """Tell what a rule does, with an example, and how sure it must be; of a family, what each of its rules does."""
    name = arguments.rule
    if name not in RULES and name not in FAMILIES:
        raise UsageError(unknown("rule", name, [*FAMILIES, *RULES]))
    for number, each in enumerate(FAMILIES.get(name, [name])):
        print("\n" * (number > 0), end="")
        _explain(each)
    return 0


def _explain(name: str) -> None:
    rule = RULES[name]
    print(f"{name}: {rule.summary}\n")
    print(f"family      {rule.family}")
    print(f"by default  {_default(rule)}")
    print(f"example     {_example(rule)}")
    for level in LEVELS.values():
        print(f"{level.name:<11} acts at a confidence of {level.threshold(name):.2f} or more")


def _default(rule: RuleInfo) -> str:
    return "on" if rule.default else "off"


def _example(rule: RuleInfo) -> str:
    damaged, repaired = map(printable, rule.example)
    return f"{damaged} -> {repaired}" if repaired != damaged else damaged
