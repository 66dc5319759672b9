"""What the user says outside any project: what is read, from where, what is refused, and that no key is ever shown."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyforge.core.budget import Ceilings
from storyforge.core.errors import ManifestError, UsageError
from storyforge.core.preferences import address
from storyforge.settings import Settings, _private, folder, here, not_through_proxy, place, read

HOME = {"HOME": "/home/mara"}
FILE = "/home/mara/.config/storyforge/config.yaml"
KEY = "key_" + "0123456789abcdef" * 4
SECRET_LINES = [
    f"services: {{runway: {{key: {KEY}}}}}",
    f"services: {{runway: {{api_key: {KEY}}}}}",
    f"services: {{runway: {KEY}}}",
    f"services: {{{KEY}: 1}}",
    f"services: {{runway: {{url: {KEY}}}}}",
    f"services: {{replicate: {{token: {KEY}}}}}",
    f"RUNWAYML_API_SECRET: {KEY}",
    f"proxy: {KEY}",
    f"confirm_above: {KEY}",
    f"budget: [{KEY}]\nsecret: {KEY}",
    f"services: {{runway: {{url: 'https://mara:{KEY}@api.example.com'}}}}",
    f"secret: {KEY}: {KEY}",  # no YAML
]


def settings(
    text: str = "", files: Mapping[str, str] | None = None, **environment: str
) -> Settings:
    """The settings from a file's text, other files, and variables."""
    known = {FILE: text, **(files or {})}
    found = {path: said.encode() for path, said in known.items() if said}
    return read({**HOME, **environment}, found.get)


def refused(text: str) -> list[tuple[str, str, str]]:
    """Code, place and sentence with advice of all that is wrong with a file."""
    with pytest.raises(ManifestError) as caught:
        settings(text)
    return [
        (
            each.code,
            f"{each.mark.line}:{each.mark.column}" if each.mark else "",
            f"{each.sentence}; {each.advice}",
        )
        for each in caught.value.problems
    ]


def trouble(service: str, files: Mapping[str, str] | None = None, **environment: str) -> str:
    """Why a service cannot be used."""
    with pytest.raises(UsageError) as caught:
        settings("", files, **environment).access(service)
    assert [each.code for each in caught.value.problems] == ["C004"]
    return str(caught.value)


WHOLE = """
# my settings
confirm_above: $2.50
budget: {run: $5, project: 40, month: 100.5}
services:
  runway:
    url: https://gateway.example.com/runway/
    slots: 8
    pace: 2
    prices: {gen4_image 1080p: $0.09, gen4_image_turbo: 0.02-0.03}
  replicate: {url: https://gateway.example.com/replicate}
  comfyui: {url: "http://127.0.0.1:8188", prices: {workflow: 0.05}}
  describe: {url: http://localhost:11434/v1, model: llava}
proxy: proxy.example.com:3128
ca: ~/own.pem
"""


def test_nothing_said_is_all_defaults() -> None:
    found = settings()
    assert (found.confirm_above, found.budget) == (Decimal(1), Ceilings())
    assert (found.file, found.cache) == (FILE, "/home/mara/.cache/storyforge")
    assert (found.record, found.replay, found.pace) == ("", "", 1.0)
    way = found.access("runway")
    assert (way.url, way.secret, way.proxy, way.ca, way.pace, way.slots) == (
        "",
        None,
        "",
        "",
        1.0,
        0,
    )
    assert way.variable == "RUNWAYML_API_SECRET"
    assert dict(way.prices) == {}
    assert found.access("draft").pace == 1.0


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "{}"])
def test_a_file_that_says_nothing(text: str) -> None:
    assert settings(text).confirm_above == Decimal(1)


def test_everything_that_can_be_said() -> None:
    found = settings(WHOLE, {"/home/mara/own.pem": "certificates"})
    assert found.confirm_above == Decimal("2.50")
    assert found.budget == Ceilings(Decimal(5), Decimal(40), Decimal("100.5"))
    way = found.access("runway")
    assert (way.url, way.slots, way.pace) == ("https://gateway.example.com/runway", 8, 2.0)
    assert way.prices == {"gen4_image 1080p": "0.09", "gen4_image_turbo": "0.02-0.03"}
    assert (way.proxy, way.ca) == ("http://proxy.example.com:3128", "/home/mara/own.pem")
    assert found.access("replicate").url == "https://gateway.example.com/replicate/v1"
    assert found.access("comfyui").url == "http://127.0.0.1:8188"
    assert found.access("comfyui").proxy == ""  # this machine
    assert found.describe.settings == {"model": "llava"}
    assert found.describe.url == "http://localhost:11434/v1"


# Where


@pytest.mark.parametrize(
    ("platform", "environment", "config", "cache"),
    [
        ("linux", {}, FILE, "/home/mara/.cache/storyforge"),
        (
            "linux",
            {"XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/d"},
            "/c/storyforge/config.yaml",
            "/d/storyforge",
        ),
        (
            "linux",
            {"XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "d"},
            FILE,
            "/home/mara/.cache/storyforge",
        ),
        (
            "darwin",
            {},
            "/home/mara/Library/Application Support/storyforge/config.yaml",
            "/home/mara/Library/Caches/storyforge",
        ),
        (
            "win32",
            {"APPDATA": "/roam", "LOCALAPPDATA": "/local"},
            "/roam/storyforge/config.yaml",
            "/local/storyforge",
        ),
        (
            "linux",
            {"STORYFORGE_CONFIG": "~/mine.yaml"},
            "/home/mara/mine.yaml",
            "/home/mara/.cache/storyforge",
        ),
    ],
)
def test_where_things_lie(
    platform: str, environment: dict[str, str], config: str, cache: str
) -> None:
    assert place(HOME | environment, platform) == config
    assert folder(HOME | environment, platform) == cache


def test_reading_touches_nothing_but_the_file(tmp_path: Path) -> None:
    asked: list[str] = []
    read({"HOME": str(tmp_path)}, asked.append)
    assert asked == [f"{tmp_path}/.config/storyforge/config.yaml"]
    assert list(tmp_path.iterdir()) == []


# What is wrong with the file


@pytest.mark.parametrize(
    ("text", "code", "at", "words"),
    [
        (
            "confirm_abov: 1",
            "C001",
            "1:1",
            'there is no setting "confirm_abov"; did you mean confirm_above?',
        ),
        ("budget: {moth: 1}", "C001", "1:10", 'there is no setting "moth"; did you mean month?'),
        (
            "services:\n  runwai: {}",
            "C001",
            "2:3",
            'there is no setting "runwai"; did you mean runway?',
        ),
        ("services: {runway: {slot: 2}}", "C001", "1:21", "did you mean slots?"),
        ("services: {runway: {model: x}}", "C001", "1:21", "there is no setting"),
        ("services: {runway: {zzz: x}}", "C001", "1:21", "there are: url, slots, pace, prices"),
        ("confirm_above: much", "C002", "1:16", "an amount of money is written $5"),
        ("confirm_above: -1", "C002", "1:16", "an amount of money"),
        ("confirm_above: true", "C002", "1:16", "an amount of money"),
        ("budget: 5", "C002", "1:9", '"budget" is a mapping'),
        ("[1]", "C002", "1:1", "the settings file is a mapping"),
        ("services: {runway: {slots: 0}}", "C002", "1:28", "a whole number from 1 to 500"),
        ("services: {runway: {slots: true}}", "C002", "1:28", "a whole number"),
        ("services: {runway: {pace: -1}}", "C002", "1:27", "a factor on all waits"),
        (
            "services: {runway: {prices: {gen4_image: cheap}}}",
            "C002",
            "1:42",
            "a price is written $0.08",
        ),
        ("services: {runway: {prices: {gen4_image: 2-1}}}", "C002", "1:42", "from low to high"),
        (
            "services: {runway: {url: 'http://api.example.com'}}",
            "C002",
            "1:26",
            "without encryption only this machine",
        ),
        (
            "services: {runway: {url: 'https://a.example/?b=1'}}",
            "C002",
            "1:26",
            "ends before any ? or #",
        ),
        ("proxy: 'socks5://127.0.0.1:9050'", "C002", "1:8", "a proxy is an address"),
        ("confirm_above: [", "Y003", "2:1", "A value is missing here"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, code: str, at: str, words: str) -> None:
    (found,) = refused(text)
    assert found[:2] == (code, at)
    assert words in found[2]


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert [
        each[0] for each in refused("confirm_above: x\nservces: {}\nservices: {runway: 1}")
    ] == [
        "C002",
        "C001",
        "C002",
    ]


@pytest.mark.parametrize("text", SECRET_LINES)
def test_a_key_in_the_file_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(ManifestError) as caught:
        settings(text)
    told = [f"{each.sentence} {each.advice}" for each in caught.value.problems]
    shown = [*told, str(caught.value), *caught.value.texts.values()]
    assert not any("0123456789abcdef" in each for each in shown)


def test_who_writes_a_key_into_the_file_is_told_where_it_belongs() -> None:
    ((code, at, words),) = refused(f"services: {{runway: {{key: {KEY}}}}}")
    assert (code, at) == ("C003", "1:21")
    assert "set it in the environment" in words


# Addresses


@pytest.mark.parametrize(
    "good",
    [
        "https://api.example.com",
        "https://api.example.com:8443/v1",
        "HTTPS://API.example.com",
        "http://127.0.0.1:8188",
        "http://127.8.9.1",
        "http://localhost:11434/v1",
        "http://[::1]:80",
        "https://[2001:db8::1]/x",
    ],
)
def test_good_addresses(good: str) -> None:
    assert address(f"{good}/") == good


@pytest.mark.parametrize(
    "bad",
    [
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://192.168.1.5:8188",
        "http://127.evil.com",
        "https://user:word@api.example.com",
        "https://api.example.com?x=1",
        "https://api.example.com/#x",
        "https://api.example.com:0",
        "https://api.example.com:70000",
        "https://api.example.com\\@evil.com",
        "https:///x",
        "https://",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "api.example.com",
        "https://api.example.com/a b",
        "https://api.example.com/\n",
        "https://äpi.example.com",
        "",
    ],
)
def test_bad_addresses(bad: str) -> None:
    with pytest.raises(ValueError, match=r"address|encryption"):
        address(bad)


@given(st.text())
def test_every_address_is_encrypted_or_this_machine(written: str) -> None:
    with contextlib.suppress(ValueError):
        found = address(written).lower()
        assert found.startswith(("https://", "http://127.", "http://localhost", "http://[::1]"))


def test_addresses_from_the_environment_win() -> None:
    found = settings(
        "services: {runway: {url: https://one.example}}",
        RUNWAYML_BASE_URL="https://two.example/",
        REPLICATE_BASE_URL="https://api.replicate.com",
        COMFYUI_URL="http://127.0.0.1:9000",
        STORYFORGE_DESCRIBE_URL="http://127.0.0.1:1234/v1",
    )
    assert found.access("runway").url == "https://two.example"
    assert found.access("replicate").url == "https://api.replicate.com/v1"
    assert (
        settings(REPLICATE_BASE_URL="https://x.example/v1/").access("replicate").url
        == "https://x.example/v1"
    )
    assert found.access("comfyui").url == "http://127.0.0.1:9000"
    assert found.describe.url == "http://127.0.0.1:1234/v1"


def test_a_bad_variable_stops_its_own_service_only() -> None:
    environment = {
        "RUNWAYML_BASE_URL": f"https://mara:{KEY}@runway.example",
        "REPLICATE_API_TOKEN": "r8_x",
    }
    said = trouble("runway", **environment)
    assert said.startswith("RUNWAYML_BASE_URL: no user and no password")
    assert KEY not in said
    found = settings(**environment)
    assert found.access("replicate").secret
    assert [each.trouble for each in found.seen] == [said, "", "", ""]


# Keys


def key(found: Settings, service: str) -> str | None:
    secret = found.access(service).secret
    return secret.reveal() if secret else None


def test_keys_come_from_the_environment() -> None:
    found = settings(
        RUNWAYML_API_SECRET=f" {KEY}\n",
        REPLICATE_API_TOKEN="r8_a",
        STORYFORGE_COMFYUI_KEY="c",
        STORYFORGE_DESCRIBE_KEY="d",
    )
    assert [key(found, each) for each in ("runway", "replicate", "comfyui", "describe")] == [
        KEY,
        "r8_a",
        "c",
        "d",
    ]
    assert [each.found for each in found.seen] == [
        "RUNWAYML_API_SECRET",
        "REPLICATE_API_TOKEN",
        "STORYFORGE_COMFYUI_KEY",
        "STORYFORGE_DESCRIBE_KEY",
    ]
    assert KEY not in repr(found) + repr(found.access("runway"))


def test_a_key_from_a_file() -> None:
    found = settings(files={"/home/mara/key": f"{KEY}\n"}, RUNWAYML_API_SECRET_FILE="~/key")
    assert key(found, "runway") == KEY
    assert found.seen[0].found == "RUNWAYML_API_SECRET_FILE"
    assert found.seen[0].looked == ("RUNWAYML_API_SECRET", "RUNWAYML_API_SECRET_FILE")
    assert key(settings(RUNWAYML_API_SECRET_FILE="/gone", RUNWAYML_API_SECRET="a"), "runway") == "a"


def test_a_key_file_that_is_not_there() -> None:
    assert trouble("runway", RUNWAYML_API_SECRET_FILE="/gone") == (
        "RUNWAYML_API_SECRET_FILE names /gone, and no file is there"
    )


@pytest.mark.parametrize("bad", ["two words", "line\nbreak", "schlüssel", "a\x7f"])
def test_what_cannot_be_a_key(bad: str) -> None:
    said = trouble("runway", RUNWAYML_API_SECRET=bad)
    assert said == "RUNWAYML_API_SECRET holds characters that no key has"


def test_the_key_of_openai_is_shown_to_openai_only() -> None:
    elsewhere = "http://127.0.0.1:11434/v1"
    assert key(settings(OPENAI_API_KEY="o", STORYFORGE_DESCRIBE_URL=elsewhere), "describe") is None
    assert key(settings(OPENAI_API_KEY="o"), "describe") is None
    theirs = "https://api.openai.com/v1"
    assert key(settings(OPENAI_API_KEY="o", STORYFORGE_DESCRIBE_URL=theirs), "describe") == "o"
    lookalike = "https://api.openai.com.example/v1"
    assert key(settings(OPENAI_API_KEY="o", STORYFORGE_DESCRIBE_URL=lookalike), "describe") is None


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not bits there")
def test_a_key_file_must_be_private_and_outside_the_project(tmp_path: Path) -> None:
    project, outside = tmp_path / "film", tmp_path / "key"
    project.mkdir()
    outside.write_text(KEY)
    outside.chmod(0o640)
    variables = {"HOME": str(tmp_path), "RUNWAYML_API_SECRET_FILE": str(outside)}

    def found() -> Settings:
        return read(variables, lambda path: None, lambda path: _private(path, str(project)))

    with pytest.raises(UsageError, match="others may read"):
        found().access("runway")
    outside.chmod(0o600)
    assert key(found(), "runway") == KEY
    inside = project / "key"
    inside.write_text(KEY)
    inside.chmod(0o600)
    (tmp_path / "link").symlink_to(inside)
    for path in (inside, tmp_path / "link"):
        variables["RUNWAYML_API_SECRET_FILE"] = str(path)
        with pytest.raises(UsageError, match="lies in the project"):
            found().access("runway")


# The way out


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, ""),
        ({"HTTPS_PROXY": "http://p.example:3128"}, "http://p.example:3128"),
        (
            {"https_proxy": "http://low.example", "HTTPS_PROXY": "http://p.example"},
            "http://low.example",
        ),
        ({"ALL_PROXY": "p.example:1"}, "http://p.example:1"),
        ({"HTTP_PROXY": "http://p.example"}, ""),  # everything we ask is encrypted
        ({"HTTPS_PROXY": "http://p.example", "NO_PROXY": "runwayml.com"}, ""),
        ({"HTTPS_PROXY": "http://p.example", "NO_PROXY": "other.example, *.runwayml.com:443"}, ""),
        ({"HTTPS_PROXY": "http://p.example", "NO_PROXY": "ml.com"}, "http://p.example"),
        ({"HTTPS_PROXY": "http://p.example", "no_proxy": "*"}, ""),
        ({"HTTPS_PROXY": "http://p.example", "RUNWAYML_BASE_URL": "http://127.0.0.1:1"}, ""),
        ({"HTTPS_PROXY": "http://u:w@p.example:8/"}, "http://u:w@p.example:8"),
    ],
)
def test_the_proxy_of_the_environment(environment: dict[str, str], proxy: str) -> None:
    assert settings(**environment).access("runway").proxy == proxy


def test_a_proxy_of_the_settings_wins_and_can_be_none() -> None:
    mine = settings("proxy: https://mine.example", HTTPS_PROXY="http://p.example", NO_PROXY="*")
    assert mine.access("runway").proxy == "https://mine.example"
    assert settings("proxy: none", HTTPS_PROXY="http://p.example").access("runway").proxy == ""


def test_a_proxys_password_is_not_shown() -> None:
    found = settings(HTTPS_PROXY="http://mara:word@p.example:8")
    assert found.seen[0].proxy == "http://…@p.example:8"
    assert "word" not in repr(found)


def test_a_proxy_that_cannot_be_used() -> None:
    said = trouble("runway", ALL_PROXY="socks5://mara:word@127.0.0.1:9050")
    assert said.startswith("ALL_PROXY: a proxy is an address")
    assert "word" not in said


def test_names_that_go_past_the_proxy() -> None:
    assert not_through_proxy("API.example.com", ".example.com")
    assert not not_through_proxy("example.com", "")
    assert not not_through_proxy("notexample.com", "example.com")


def test_certificates() -> None:
    files = {"/a.pem": "a", "/b.pem": "b", "/c.pem": "c"}
    both = {"SSL_CERT_FILE": "/a.pem", "REQUESTS_CA_BUNDLE": "/b.pem"}
    assert settings("ca: /c.pem", files, **both).access("runway").ca == "/c.pem"
    assert settings("", files, **both).access("runway").ca == "/a.pem"
    assert settings("", files, REQUESTS_CA_BUNDLE="/b.pem").access("runway").ca == "/b.pem"
    said = trouble("runway", SSL_CERT_FILE="/gone.pem")
    assert said == "SSL_CERT_FILE names /gone.pem, and no file is there"


# The rest of the environment


def test_recording_replaying_and_pace() -> None:
    found = settings(
        "services: {runway: {pace: 3}}",
        STORYFORGE_RECORD="/r",
        STORYFORGE_REPLAY="/p",
        STORYFORGE_PACE="0.01",
    )
    assert (found.record, found.replay, found.pace) == ("/r", "/p", 0.01)
    assert found.access("runway").pace == 0.01
    assert settings(STORYFORGE_PACE="0").access("replicate").pace == 0.0


@pytest.mark.parametrize("bad", ["fast", "-1", "nan", "1e9", "inf"])
def test_a_pace_that_is_none(bad: str) -> None:
    with pytest.raises(UsageError, match="STORYFORGE_PACE is a factor"):
        settings(STORYFORGE_PACE=bad)


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_refused(data: bytes) -> None:
    with contextlib.suppress(ManifestError):
        read(HOME, {FILE: data}.get)


@pytest.mark.skipif(sys.platform == "win32", reason="places are others there")
def test_the_real_thing(tmp_path: Path) -> None:
    """Another process reads its own environment and a file that is there; without one no YAML is loaded."""
    program = (
        "import sys; from storyforge.settings import here; found = here(sys.argv[1]);"
        " print(found.confirm_above, bool(found.access('runway').secret), found.cache,"
        " 'yaml' in sys.modules, 'pydantic' in sys.modules)"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "RUNWAYML_API_SECRET": KEY}
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        environment[name] = str(tmp_path / name)

    def told() -> str:
        command = [sys.executable, "-c", program, str(tmp_path)]
        return subprocess.run(
            command, env=environment, text=True, check=True, capture_output=True
        ).stdout

    assert told() == f"1 True {tmp_path}/XDG_CACHE_HOME/storyforge False False\n"
    config = tmp_path / "XDG_CONFIG_HOME" / "storyforge" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text("confirm_above: $3")
    assert told() == f"3 True {tmp_path}/XDG_CACHE_HOME/storyforge True False\n"


def test_here_reads_this_process() -> None:
    assert isinstance(here(), Settings)


def test_the_example_in_the_docs_is_a_settings_file() -> None:
    page = Path(__file__).parents[1] / "docs" / "settings.md"
    text = page.read_text("utf-8").split("```yml\n")[1].split("```")[0]
    found = settings(text, {"/home/mara/certificates/studio.pem": "certificates"})
    assert found.budget == Ceilings(Decimal(5), Decimal(40), Decimal(100))
    assert found.access("runway").prices["gemini_image3.1_flash"] == "0.05-0.16"
