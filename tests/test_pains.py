"""What users of codespell, typos and ftfy have complained of, each answered by a test of its name.

Each also holds a repair that must happen, so that a tool that does nothing fails.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import textfix
from textfix.cli import main

ROOT = Path(__file__).parent.parent
DAMAGED, REPAIRED = "in the meeting ofleaders of the party\n", "in the meeting of leaders of the party\n"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Write files into a folder of its own, which is then the current one, and read them again."""
    monkeypatch.chdir(tmp_path)

    class Tree:
        def files(self, texts: dict[str, str]) -> None:
            for name, text in texts.items():
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / name).write_text(text, encoding="utf-8")

        def __getitem__(self, name: str) -> str:
            return (tmp_path / name).read_text(encoding="utf-8")

    return Tree()


def hook_command(hook: str) -> list[str]:
    """What pre-commit runs, without the name of the program; the names of files come behind."""
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(rf"^- id: {hook}$.*?^  entry: textfix (.*?)$", hooks, re.MULTILINE | re.DOTALL)
    return entry[1].split()


# Selection and configuration


@pytest.mark.parametrize("hook", ["textfix", "textfix-check"])
def test_excludes_hold_for_files_that_a_hook_names(tree, hook, capsys):
    """codespell#3196, #3110; typos#347, #1043."""
    tree.files({"textfix.toml": 'extend-exclude = ["fixtures/"]\n', "fixtures/a.txt": DAMAGED, "b.txt": DAMAGED})
    main([*hook_command(hook), "fixtures/a.txt", "b.txt"])
    assert tree["fixtures/a.txt"] == DAMAGED
    assert tree["b.txt"] == (REPAIRED if hook == "textfix" else DAMAGED)
    printed = capsys.readouterr().out
    assert "b.txt:1:" in printed
    assert "fixtures" not in printed


@pytest.mark.parametrize("listed", ["recieve", "Recieve", "RECIEVE"])
def test_listed_words_match_in_whatever_case_they_were_written(tree, listed):
    """codespell#402, #2323, #3385."""
    text = "They will recieve the letter in the morning.\n"
    tree.files(
        {"textfix.toml": f'words = ["{listed}"]\n', "a.txt": text + DAMAGED, "own/textfix.toml": "", "own/a.txt": text}
    )
    assert main(["fix", "-q"]) == 0
    assert tree["a.txt"] == text + REPAIRED
    assert tree["own/a.txt"] == text.replace("recieve", "receive")


def test_several_processes_do_what_one_does(tree, capfdbinary):
    """codespell#3261."""
    names = [f"{number}.txt" for number in range(40)]
    said = []
    for jobs in ("1", "4"):
        tree.files({name: f"{name}: {DAMAGED}" for name in names})
        assert main(["fix", "-j", jobs]) == 0
        assert [tree[name] for name in names] == [f"{name}: {REPAIRED}" for name in names]
        said.append(capfdbinary.readouterr())
    assert said[0] == said[1]


def test_gitignore_is_respected(tree):
    """codespell#1887."""
    tree.files({".gitignore": "generated/\n", "generated/a.txt": DAMAGED, "b.txt": DAMAGED})
    assert main(["fix", "-q", "."]) == 0
    assert tree["generated/a.txt"] == DAMAGED
    assert tree["b.txt"] == REPAIRED


def test_the_nearest_configuration_wins_and_one_that_is_not_used_is_named(tree, capsys):
    """codespell#3140, #3737, #3999."""
    tree.files(
        {
            "pyproject.toml": '[tool.textfix]\nignore = ["spaces"]\n',
            "a.txt": DAMAGED,
            "inner/textfix.toml": 'level = "careful"\n',
            "inner/pyproject.toml": '[tool.textfix]\nignore = ["spaces"]\n',
            "inner/b.txt": DAMAGED,
        }
    )
    assert main(["fix", "-q"]) == 0
    assert (tree["a.txt"], tree["inner/b.txt"]) == (DAMAGED, REPAIRED)
    [warning] = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        r"warning: inner.pyproject\.toml: not used, since inner.textfix\.toml takes precedence", warning
    )


# Ignores and reports


def test_every_edit_is_printed(tree, capsys):
    """typos#1399; vllm#26785."""
    tree.files({"a.txt": DAMAGED + "I will recieve it in the the end.\n", "b.txt": "pa\u200bge\n"})
    assert main(["fix", "."]) == 0
    told = re.findall(r"^(\S+):(\d+):\d+: [\w-]+: (.*?) -> (.*?) \(", capsys.readouterr().out, re.MULTILINE)
    assert told == [
        ("a.txt", "1", "ofleaders", "of leaders"),
        ("a.txt", "2", "recieve", "receive"),
        ("a.txt", "2", "the the", "the"),
        ("b.txt", "1", "pa\\u200bge", "page"),
    ]
    assert tree["a.txt"] == REPAIRED + "I will receive it in the end.\n"
    assert tree["b.txt"] == "page\n"


@pytest.mark.parametrize(
    "comments",
    [
        ("", "# textfix: ignore\n"),
        ("# textfix: ignore-next-line\n", "\n"),
        ("# textfix: off\n", "\n# textfix: on\n"),
        ("# codespell:ignore-next-line\n", "\n"),
        ("# spellchecker:off\n", "\n# spellchecker:on\n"),
    ],
)
def test_a_line_or_a_block_can_be_ignored_where_it_stands(tree, comments):
    """typos#316, #1322, #1419."""
    before, after = comments
    ignored = f"{before}A pa\u200bge.  {after}"
    tree.files({"a.txt": ignored + DAMAGED})
    assert main(["fix", "-q", "a.txt"]) == 0
    assert tree["a.txt"] == ignored + REPAIRED


def test_a_file_can_be_ignored_where_it_stands(tree):
    """typos#316, #1322, #1419."""
    tree.files({"a.txt": DAMAGED + "% textfix: ignore-file\n", "b.txt": DAMAGED + "% textfix: ignore\n"})
    assert main(["fix", "-q", "."]) == 0
    assert tree["a.txt"] == DAMAGED + "% textfix: ignore-file\n"
    assert tree["b.txt"] == REPAIRED + "% textfix: ignore\n"


def test_sarif_has_the_fixes(tree):
    """codespell#1455; ruff#19962."""
    tree.files({"a.txt": DAMAGED})
    assert main(["check", "-q", "--output-format", "sarif", "--output-file", "log", "a.txt"]) == 1
    [result] = json.loads(tree["log"])["runs"][0]["results"]
    [change] = result["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    region = replacement["deletedRegion"]
    assert change["artifactLocation"] == {"uri": "a.txt"}
    assert region["startLine"] == region["endLine"] == 1
    before, after = DAMAGED[: region["startColumn"] - 1], DAMAGED[region["endColumn"] - 1 :]
    assert before + replacement["insertedContent"]["text"] + after == REPAIRED


def test_what_was_done_is_told_with_its_place_and_can_be_taken_back():
    """ftfy#162; textacy#121; language_tool_python#94: places hold behind mojibake and emoji, too."""
    source = "\U0001f600 It\u00e2\u20ac\u2122s " + DAMAGED
    result = textfix.explain(source)
    assert result.text == "\U0001f600 It\u2019s " + REPAIRED
    assert [(source[edit.start : edit.end], edit.text, edit.rule) for edit in result.edits] == [
        ("\u00e2\u20ac\u2122", "\u2019", "mojibake"),
        ("", " ", "missing-space"),
    ]
    # An offset where something is inserted is that before it.
    edited = {place for edit in result.edits for place in range(edit.start, max(edit.end, edit.start + 1))}
    for place in set(range(len(source))) - edited:
        assert result.text[result.alignment.to_target(place)] == source[place]
        assert result.alignment.to_source(result.alignment.to_target(place)) == place
    assert result.undo() == source


# Words, punctuation and signs


UNATTENDED = {
    "a command that is named again": "Run az aks create first. What az aks lists are clusters.\n",
    "a command in a sentence": "Install the tool and run az aks create to make a cluster.\n",
    "a command as code": "Install the tool and run `az aks create` to make a cluster.\n",
    "short names": "The fo file holds the objects, the wth option writes them, and npm ci runs before ls.\n",
}


@pytest.mark.parametrize("name", UNATTENDED)
def test_it_is_safe_to_run_unattended(tree, name):
    """typos#570: `az aks` became `az ask`."""
    tree.files({"a.md": UNATTENDED[name] + "\n" + DAMAGED})
    assert main(["fix", "a.md"]) == 0
    assert tree["a.md"] == UNATTENDED[name] + "\n" + REPAIRED


def test_a_file_that_is_not_what_it_seems_is_not_rewritten(tree, capsys):
    """typos#570: nobody is there to see what a run does to a word list."""
    listed = "".join(f"{letter}\u200b{letter}\n" for letter in "abcdefghij")
    tree.files({"list.txt": listed, "a.txt": DAMAGED})
    assert main(["fix", "list.txt", "a.txt"]) == 1
    assert tree["list.txt"] == listed
    assert tree["a.txt"] == REPAIRED
    assert "list.txt: not written: 10 of 10 words would change" in capsys.readouterr().err


@pytest.mark.parametrize(
    "names", ["Tim and Manuel wrote to Manger.", "Dear Manuel, the Manger family came. Tim said so."]
)
def test_names_are_not_words_written_wrongly(names):
    """codespell#535, #3202: Manger became Manager."""
    assert textfix.fix(f"{names} It was {DAMAGED}") == f"{names} It was {REPAIRED}"


PROSE_ONLY = """\
---
title: teh recieve
---
See [it](https://example.com/teh/recieve) or `teh recieve`, <b class="teh">it</b>:

```
teh recieve
```

| teh_key | `wich` |
|---|---|
| teh.recieve | #wich |

"""


def test_code_and_addresses_are_safe_by_default(tree):
    """typos#544; codespell#676, #3211, #3677."""
    prose = "The leaders met in the spring, and it dependson the weather whether they come again.\n"
    tree.files({"a.md": PROSE_ONLY + prose})
    assert main(["fix", "a.md"]) == 0
    assert tree["a.md"] == PROSE_ONLY + prose.replace("dependson", "depends on")


def test_apostrophes_and_escapes_belong_to_their_words():
    """codespell#394, #2786."""
    text = "It wasn’t there, he couldn\\'t come, they didn't say so, and they couldn’t recieve it."
    assert textfix.fix(text) == text.replace("recieve", "receive")


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("The well-recieved book was sold in the whole country.", "well-received"),
        ("The goverment-owned company sold the land.", "government-owned"),
    ],
)
def test_the_parts_of_a_hyphenated_word_are_looked_at_and_the_hyphen_stays(damaged, repaired):
    """codespell#1828."""
    words = damaged.split()
    assert textfix.fix(damaged) == " ".join([words[0], repaired, *words[2:]])


PUNCTUATION = {
    "round the clock": 'They work 24/7; (all of the year); "yes", he said - and/or so on...',
    "a number behind a comma": "They work 24/7, 365 days a year.",
    "marks of every kind": "One [sic]; two {2}: “three” – four — five…, §6, *and* so on!",
    "a space before a sign": "It was 50 % of it, and 5 °C.",
}


@pytest.mark.parametrize("name", PUNCTUATION)
def test_punctuation_and_figures_stay(name):
    """symspellpy#7, #27, #81: punctuation and `24/7` were lost."""
    damaged = f"{PUNCTUATION[name]} It dependson the weather."
    assert textfix.fix(damaged) == damaged.replace("dependson", "depends on")


def test_words_at_the_end_of_a_line_are_not_run_together():
    """unstructured#3486; xberg#1543, #1561: `price-` and `determining` became `pricedetermining`."""
    text = "It was the price-\ndetermining factor, as is well-\nknown, and it dependson the weather.\n"
    assert textfix.fix(text) == text.replace("dependson", "depends on")


def test_emoji_shift_no_offsets(tree):
    """language_tool_python#94: edits hold in code points, in a journal in bytes, and can be undone."""
    text = "🎉🎉 naïve café 😀 it dependson the weather 👩‍👩‍👧 in the meeting ofleaders of the party.\n"
    repaired = text.replace("dependson", "depends on").replace("ofleaders", "of leaders")
    assert [text[edit.start - 7 : edit.start] for edit in textfix.explain(text).edits] == ["depends", "ting of"]
    tree.files({"a.txt": text})
    assert main(["fix", "-q", "--journal", "j", "a.txt"]) == 0
    assert tree["a.txt"] == repaired
    assert main(["undo", "j"]) == 0
    assert tree["a.txt"] == text


def test_what_is_not_ascii_stays():
    """unsloth#10741."""
    text = "Zoë, Łódź, Привет, 世界, नमस्ते, 5 µm ± 2 °C –\n\nIt dependson the weather."
    assert textfix.fix(text) == text.replace("dependson", "depends on")


@pytest.mark.parametrize("text", ["", " ", "\n", "’", "a", "1", "\ufeff", "\ud800", "\u200b", "x" * 10_000, "é" * 300])
def test_nothing_is_too_odd_to_be_read(text):
    """wordninja#11: an exception."""
    assert textfix.fix(f"{text}\n\nIt dependson the weather.").endswith("It depends on the weather.")


# Speed and size


def measured(code: str) -> list[str]:
    """What a Python of its own prints, which has textfix and this text: clean."""
    code = f"import sys, textfix\nclean = {'It depends on the weather. ' * 100!r}\n{code}"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_what_is_right_costs_no_more_than_looking():
    """ftfy#194: text with nothing wrong comes back as the same object, and ftfy is not even imported."""
    same, imported = measured("print(textfix.fix(clean) is clean, 'ftfy' in sys.modules)")
    assert (same, imported) == ("True", "False")
    assert measured("print(textfix.fix('It\\u00e2\\u20ac\\u2122s here') == 'It\\u2019s here')") == ["True"]


def test_the_model_is_mapped_and_not_loaded():
    """symspellpy#31, #152, #154: 3.0 s and 185 MB."""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells")
    # The peak that `resource` tells is also that of the process that this one was forked from.
    peak = "next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))"
    code = f"import time\nfixed = textfix.fix('It dependson us.')\nprint({peak}, time.process_time(), fixed)"
    memory, seconds, *fixed = measured(code)
    assert fixed == ["It", "depends", "on", "us."]
    assert int(memory) / 2**10 < 120
    assert float(seconds) < 3
