"""The configuration as a whole; what it says of single keys is data, in tests/cli/configuration*.json."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix.cli import main
from textfix.cli.configfile import read_configuration
from textfix.cli.layers import Layer, Settings
from textfix.cli.mistakes import UsageError
from textfix.cli.never import without
from textfix.cli.settings import CORRECTIONS, SETTINGS, Pair
from textfix.edits import Edit, Result
from textfix.rules import RULES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("configuration")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_config_as_json_and_as_toml_say_the_same(here, capsys):
    write(here / "textfix.toml", 'level = "bold"\ncorrections = {"a b" = "\\"c\u2028"}\n')
    write(here / "sub" / "textfix.toml", 'never = ["a -> b"]\nwords = ["\\u00e9t\u00e9"]\n')
    for path, level in ((".", "bold"), ("sub/a.txt", "careful")):
        main(["config", path])
        lines = capsys.readouterr().out
        main(["config", path, "--json"])
        told = json.loads(capsys.readouterr().out)
        values = {name: setting["value"] for name, setting in told["settings"].items() if setting["value"] is not None}
        assert tomllib.loads(lines) == values
        assert values["level"] == level
        assert told["unused"] == (["textfix.toml"] if "sub" in path else [])
        assert ("# textfix.toml is further up, and not used\n" in lines) == ("sub" in path)


def test_settings_of_a_whole_run_are_shown_as_they_are_taken_from_the_current_folder(here, capsys):
    write(here / "textfix.toml", "statistics = true\n")
    write(here / "sub" / "textfix.toml", 'jobs = 3\nlevel = "bold"\ncode = true\n')
    main(["config", "sub/a.txt", "--json"])
    settings = json.loads(capsys.readouterr().out)["settings"]
    assert settings["jobs"] == {"value": None, "from": ["default"]}
    assert settings["statistics"] == {"value": True, "from": ["textfix.toml"]}
    assert settings["level"] == {"value": "bold", "from": ["sub/textfix.toml"]}


def test_the_example_of_the_readme_is_valid(here, capsys):
    [example] = re.findall(r"```toml\n(\[tool\.textfix\].*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    write(here / "pyproject.toml", example)
    write(here / "dictionary.txt", "Yakubayev\n")
    assert main(["check", "-q"]) == 0
    (here / "minutes").mkdir()
    main(["config", "minutes/a.txt", "--json"])
    settings = json.loads(capsys.readouterr().out)["settings"]
    from_file = {name for name, setting in settings.items() if setting["from"] != ["default"]}
    assert from_file == {*re.findall(r"^([\w-]+) =", example, re.MULTILINE), "select", CORRECTIONS} - {
        "ignore",
        "files",
        "teh",
    }


def toml(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


words = st.sampled_from(["typo", "spaces", "bold", "a -> b", "(", "!", "docs/**", "en", "json", "0.5", ""]) | st.text(
    "ab[]!*\\/ ->", max_size=5
)
values = st.recursive(
    words | st.booleans() | st.integers(-1, 2) | st.floats(-1, 2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words | st.just("files"), inner, max_size=2),
    max_leaves=4,
)
keys = st.sampled_from([*SETTINGS, CORRECTIONS, "per-file", "levle"])


@given(st.dictionaries(keys, values, max_size=3))
def test_a_configuration_is_read_or_refused_by_name(folder, table):
    path = folder / "textfix.toml"
    path.write_text("".join(f"{key} = {toml(value)}\n" for key, value in table.items()), encoding="utf-8")
    try:
        layer = read_configuration(str(path), str(path.parent))
    except UsageError as error:
        assert any(key in str(error) for key in table)
    else:
        assert layer is not None
        assert layer.values.keys() == table.keys() - {"per-file"}


def settings(*layers: dict) -> Settings:
    default = {name: setting.default for name, setting in SETTINGS.items()} | {CORRECTIONS: {}}
    return Settings(tuple(Layer(str(number), "/", values) for number, values in enumerate((default, *layers))))


@pytest.mark.parametrize(
    ("layers", "on"),
    [
        ([{"ignore": ["typo"]}], RULES.keys() - {"typo"}),
        ([{"ignore": ["typo"]}, {"ignore": ["wrong-word"]}], RULES.keys() - {"typo", "wrong-word"}),
        ([{"ignore": ["typo"]}, {"extend-select": ["spelling"]}], RULES.keys()),
        ([{"ignore": ["typo"]}, {"select": ["typo"]}], {"typo"}),
        ([{"select": ["typo"]}, {"extend-select": ["wrong-word"]}], {"typo", "wrong-word"}),
        ([{"select": ["typo"]}, {"ignore": ["spelling"]}], set()),
    ],
)
def test_a_later_source_stands_above_an_earlier_one_about_rules(layers, on):
    on_by_default = {name for name, rule in RULES.items() if rule.default}
    assert settings(*layers).rules == on & on_by_default
    assert settings(*layers).rule_origins == [str(number) for number in range(1, len(layers) + 1)]


def test_without_any_list_of_rules_they_are_those_by_default():
    assert settings({"level": "bold"}).rules == {name for name, rule in RULES.items() if rule.default}
    assert settings({"level": "bold"}).rule_origins == ["0"]


def test_what_is_left_of_groups_that_lie_in_each_other_stays_in_order():
    first = [Edit.of("typo", start, start + 1, "x", 0.9, "", group=0, original="a") for start in (0, 8)]
    second = Edit.of("typo", 4, 5, "y", 0.9, "", group=1, original="b")
    result = without(Result("a   b   a", (first[0], second, first[1])), {Pair("c", "d")})
    assert [(edit.start, edit.group) for edit in result.edits] == [(0, 0), (4, 1), (8, 0)]
    assert result.text == "x   y   x"
