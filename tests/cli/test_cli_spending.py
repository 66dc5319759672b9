"""What verbs that may cost money share: amounts as people write them; and who can make pictures, for how much."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import click
import pytest
from services import replicate_fake, runway_fake
from services.comfyui_fake import ComfyFake
from services.fake import Answer
from services.replicate_fake import ReplicateFake
from services.runway_fake import RunwayFake
from world import World

from storyforge.cli.spending import Dollars, allowance

KEYS = ("RUNWAYML_API_SECRET", "REPLICATE_API_TOKEN", "STORYFORGE_DESCRIBE_KEY", "OPENAI_API_KEY")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("STORYFORGE_CONFIG", str(tmp_path / "config.yaml"))
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    return World(tmp_path / "film")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("$5", "5"), ("5", "5"), ("0.40", "0.40"), (" $ 1.5", "1.5"), ("0", "0"), ("1e1", "10")],
)
def test_amounts(written, meant):
    assert Dollars().convert(written, None, None) == Decimal(meant)


@pytest.mark.parametrize("written", ["", "five", "-1", "$-1", "NaN", "inf", "5€", "1,50", "$$5"])
def test_what_is_no_amount(written):
    with pytest.raises(click.BadParameter, match="is no amount in US dollars"):
        Dollars().convert(written, None, None)


def test_the_least_of_several_ceilings_counts():
    assert allowance(False).most is None
    assert allowance(False, None, None).most is None
    assert allowance(False, Decimal(0), Decimal(2)).most == 0
    assert allowance(True, None, Decimal(2)).most == 2
    assert allowance(True).agreed
    assert allowance(False).agree is None  # nobody is there


def test_a_word_that_is_no_amount_is_told(world):
    world.write(storyforge_yaml="storyforge: 1\nshots: [{id: s010, prompt: a lamp}]\n")
    said = world.run("build", "--max-cost", "much")
    assert said.code == 2
    assert '"much" is no amount in US dollars; write `$5` or `0.40`' in said.err


def test_providers_without_any_key(world):
    said = world.run("providers")
    assert (said.code, said.err) == (0, "")
    draft, runway, replicate, comfyui, describe = said.out.rstrip("\n").split("\n\n")
    assert draft == (
        "draft        made here, free\n  artist                 0–8 references     1000 units  free"
    )
    assert runway.splitlines()[:4] == [
        "runway       best effort: a lost answer may have to be settled by you",
        "             no key; looked for RUNWAYML_API_SECRET, RUNWAYML_API_SECRET_FILE",
        "  gen4_image             0–3 references     1000 units  $0.05–0.08",
        "  gen4_image_turbo       1–3 references     1000 units  $0.02",
    ]
    assert "  seedream5_pro          0–10 references    4000 units  $0.05–0.09  no 21:9\n" in runway
    assert runway.endswith("1 reference        1000 units  $0.12 a second  clip")
    assert "no key; looked for REPLICATE_API_TOKEN, REPLICATE_API_TOKEN_FILE\n" in replicate
    assert comfyui.endswith("0–9 references   100000 units  free")
    assert "needs no key (unless you set STORYFORGE_COMFYUI_KEY)" in comfyui
    assert describe.startswith("describe     puts pictures into words (`storyforge describe`)\n")


def test_where_a_key_is_but_never_which(world, monkeypatch, tmp_path):
    (tmp_path / "key").write_text(runway_fake.KEY)
    (tmp_path / "key").chmod(0o600)
    monkeypatch.setenv("RUNWAYML_API_SECRET_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("REPLICATE_API_TOKEN", replicate_fake.KEY)
    monkeypatch.setenv("RUNWAYML_BASE_URL", "https://gateway.example.com")
    for words in (("providers",), ("providers", "--json"), ("providers", "--all")):
        said = world.run(*words)
        assert said.code == 0
        assert "RUNWAYML_API_SECRET_FILE" in said.out
        assert "https://gateway.example.com" in said.out
        assert runway_fake.KEY not in said.out + said.err
        assert replicate_fake.KEY not in said.out + said.err
    told = json.loads(world.run("providers", "--json").out)
    assert set(told) == {"draft", "runway", "replicate", "comfyui"}
    assert told["runway"]["key"]["found"] == "RUNWAYML_API_SECRET_FILE"
    assert told["runway"]["models"]["gen4_image"]["price"] == {"low": "0.05", "high": "0.08"}
    assert told["draft"]["key"] is None


def test_your_own_prices_are_shown(world, tmp_path):
    prices = "services: {runway: {prices: {gen4_image: $0.09}}}\n"
    (tmp_path / "config.yaml").write_text(prices)
    assert "gen4_image             0–3 references     1000 units  $0.09\n" in (
        world.run("providers").out
    )


def test_what_is_wrong_with_one_service_is_told_there(world, monkeypatch, tmp_path):
    monkeypatch.setenv("RUNWAYML_API_SECRET_FILE", str(tmp_path / "nowhere"))
    said = world.run("providers")
    assert said.code == 0
    assert "RUNWAYML_API_SECRET_FILE names " in said.out.replace("\n             ", " ")
    runway = said.out.split("\n\n")[1]
    assert runway.startswith("runway       no key; looked for ")
    assert "  gen4-image        0–3 references" in said.out


def test_services_are_asked_when_told_to(world, monkeypatch):
    with RunwayFake() as runway, ReplicateFake() as replicate, ComfyFake() as comfyui:
        monkeypatch.setenv("RUNWAYML_API_SECRET", runway_fake.KEY)
        monkeypatch.setenv("REPLICATE_API_TOKEN", replicate_fake.KEY)
        monkeypatch.setenv("RUNWAYML_BASE_URL", runway.url)
        monkeypatch.setenv("REPLICATE_BASE_URL", replicate.url)
        monkeypatch.setenv("COMFYUI_URL", comfyui.url)
        assert world.run("providers").code == 0
        assert runway.asked == replicate.asked == comfyui.asked == []
        said = world.run("providers", "--check")
        assert said.code == 0
        for line in (
            "$42.00 of credit left",
            "2 of each model at once",
            "the account of studio",
            "ComfyUI 0.3.64 answers",
        ):
            assert f"             {line}\n" in said.out
        assert runway.charges == replicate.charges == []
        replicate.fail("account", Answer(401, {"detail": "Invalid token"}))
        said = world.run("providers", "--check")
        assert said.code == 1
        assert "Invalid token" in said.out
        assert replicate_fake.KEY not in said.out


def test_without_a_key_nothing_is_asked(world, monkeypatch):
    with RunwayFake() as runway, ComfyFake() as comfyui:
        monkeypatch.setenv("RUNWAYML_BASE_URL", runway.url)
        monkeypatch.setenv("COMFYUI_URL", comfyui.url)
        assert world.run("providers", "--check").code == 0
        assert runway.asked == []
