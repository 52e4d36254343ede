"""The README's table of a report's life is the one that the code obeys."""

import re
from pathlib import Path

from monitoring.models import Report

README = Path(__file__).parent.parent / "README.md"


def test_the_readme_prints_the_transitions_that_actions_obey():
    text = README.read_text(encoding="utf-8")
    section = text.split("## The life of a report")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| ([a-z_, ]+) \| (\S+) \|", section, re.M)

    printed = {
        action: (None if source == "–" else source, target)
        for source, names, target in rows
        for action in names.split(", ")
        if action != "action"
    }

    assert printed == {
        action: (source and str(source.value), str(target.value))
        for action, (source, target) in Report.TRANSITIONS.items()
    }
