"""Final Draft's paragraphs are the same script; what is no screenplay is refused."""

from __future__ import annotations

import pytest

from storyforge.core.errors import UsageError
from storyforge.core.proposal import Here
from storyforge.core.seams import Source
from storyforge.importers.fdx import FinalDraft, read
from tests.importers.small_script import alone
from tests.importers.test_fountain import told

SCRIPT = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Type="Transition"><Text>FADE IN:</Text></Paragraph>
    <Paragraph Type="Scene Heading" Number="1">
      <SceneProperties Length="3/8" Page="1" Title="">
        <Summary><Paragraph><Text>They meet.</Text></Paragraph></Summary>
      </SceneProperties>
      <Text>INT. RADIO </Text><Text Style="Bold">STUDIO - NIGHT</Text>
    </Paragraph>
    <Paragraph Type="Action"><Text RevisionID="2">Glass between us &amp; him.</Text></Paragraph>
    <Paragraph>
      <DualDialogue>
        <Paragraph Type="Character"><Text>DJ (V.O.)</Text></Paragraph>
        <Paragraph Type="Parenthetical"><Text>(bored)</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Hey everyone.</Text></Paragraph>
        <Paragraph Type="Character"><Text>KAY</Text></Paragraph>
        <Paragraph Type="Dialogue"><Text>Hey.</Text></Paragraph>
      </DualDialogue>
    </Paragraph>
    <Paragraph Type="Shot"><Text>CLOSE ON the needle.</Text></Paragraph>
    <Paragraph Type="Lyric Thing"><Text>la la</Text></Paragraph>
    <Paragraph Type="Action"><Text>  </Text></Paragraph>
    <Paragraph Type="Action"><ScriptNote><Paragraph><Text>Check!</Text></Paragraph></ScriptNote>
      <Text>Dave waits.</Text></Paragraph>
    <Paragraph Type="Transition"><Text>DISSOLVE TO:</Text></Paragraph>
  </Content>
  <TitlePage><Content>
    <Paragraph><Text>Night Radio</Text></Paragraph>
    <Paragraph><Text>Written by</Text></Paragraph>
    <Paragraph><Text>Ian</Text></Paragraph>
    <Paragraph><Text>Draft date: 2 May</Text></Paragraph>
    <Paragraph><Text>ian@example.org</Text></Paragraph>
  </Content></TitlePage>
</FinalDraft>
"""


def test_paragraphs_are_beats() -> None:
    script = read(SCRIPT.encode(), "radio.fdx")
    assert script.title == {
        "title": "Night Radio",
        "author": "Ian",
        "draft date": "2 May",
        "contact": "ian@example.org",
    }
    assert list(told(script)) == [
        "paragraph 2 1|INT. RADIO STUDIO - NIGHT|night",
        "  paragraph 2 outline: They meet.",
        "  paragraph 3 action: Glass between us & him.",
        "  paragraph 4 speech DJ V.O. bored: Hey everyone.",
        "  paragraph 7 speech KAY dual: Hey.",
        "  paragraph 9 action: CLOSE ON the needle.",
        "  paragraph 12 note: Check!",
        "  paragraph 12 action: Dave waits.",
        "  paragraph 13 transition: DISSOLVE TO:",
    ]
    assert [(each.place, each.what) for each in script.left] == [
        ("paragraph 1", "FADE IN:"),
        ("paragraph 10", "Lyric Thing: la la"),
    ]


def test_a_project_keeps_the_file_as_it_is() -> None:
    source = Source("Night Radio.fdx", SCRIPT.encode("utf-16"), alone)
    text = SCRIPT.replace("UTF-8", "UTF-16")
    source = Source("Night Radio.fdx", text.encode("utf-16"), alone)
    proposal = FinalDraft().propose(source, Here(None, {}), {})
    kept = proposal.files["script/night-radio.fdx"].encode("utf-8", "surrogateescape")
    assert kept == source.data
    assert "title: Night Radio\ndraft: 2 May\n" in proposal.files["storyforge.yaml"]
    assert "notes: |-\n  Written by Ian" in proposal.files["storyforge.yaml"] or (
        "written by Ian" in proposal.files["storyforge.yaml"]
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"INT. A - DAY",
        b"<FinalDraft/>",
        b"<html><body/></html>",
        b"<FinalDraft><Content>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><FinalDraft><Content/></FinalDraft>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><FinalDraft><Content/></FinalDraft>'.encode(
            "utf-16"
        ),
        b'<?xml version="1.0" encoding="nonsense"?><FinalDraft><Content/></FinalDraft>',
    ],
)
def test_what_is_no_screenplay_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read(data, "x.fdx")
    (problem,) = caught.value.problems
    assert problem.code == "F021"
    assert problem.advice


def test_what_is_no_words_is_told_and_not_lost() -> None:
    script = read(
        b"""<FinalDraft><Content>
        <Paragraph Type="Scene Heading"><SceneProperties><SceneArcBeats>
          <CharacterArcBeat Name="MARA"><Paragraph><Text>She doubts.</Text></Paragraph>
          </CharacterArcBeat></SceneArcBeats></SceneProperties><Text>INT. A - DAY</Text></Paragraph>
        <Paragraph Type="Action"><Image Name="map.png">iVBORw0KGgo=</Image>
          <Text>A map.</Text></Paragraph>
        <Paragraph Type="Action"><Table><Row><Cell><Paragraph><Text>one</Text></Paragraph></Cell>
          <Cell><Paragraph><Text>two</Text></Paragraph></Cell></Row></Table></Paragraph>
        <Table><Row><Cell><Paragraph><Text>three</Text></Paragraph></Cell></Row></Table>
        </Content><ScriptNotes><ScriptNote><Paragraph><Text>Shorter.</Text></Paragraph>
        </ScriptNote></ScriptNotes></FinalDraft>""",
        "x.fdx",
    )
    assert [(each.place, each.what) for each in script.left] == [
        ("the script", "three"),
        ("the script", "Shorter."),
        ("paragraph 1", "MARA: She doubts."),
        ("paragraph 2", "map.png"),
        ("paragraph 3", "one two"),
    ]
    assert [beat.text for _, beat in script.beats()] == ["A map."]
