"""Record types: lossless, strict, and open to later kinds."""

from __future__ import annotations

import dataclasses
import json
import math
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_examples import EVERY_KIND, HOSTILE, NOON, SOURCE, entry, new_id, payloads, screen

from untwitch.errors import FaultsError
from untwitch.journal.fields import a_text
from untwitch.journal.records import (
    KINDS,
    AnswerChanged,
    CheckStarted,
    JournalError,
    Payload,
    PersonNamed,
    Record,
    ScreenAnswered,
    SessionEnded,
    UnknownVersion,
    payload_of,
    register,
    require_sound,
)


def test_every_registered_kind_has_examples() -> None:
    assert set(KINDS.values()) == set(EVERY_KIND)


@given(payloads)
def test_every_kind_reads_back_without_loss(payload: Payload) -> None:
    said = payload.to_payload()
    again = type(payload).from_payload(json.loads(json.dumps(said)))
    assert again == payload
    assert json.dumps(again.to_payload()) == json.dumps(said)  # 1, 1.0 and true are three things


@given(payloads, st.data())
def test_every_fault_is_listed(payload: Payload, data: st.DataObject) -> None:
    said: dict[str, Any] = payload.to_payload()
    needed = [f.name for f in dataclasses.fields(payload) if f.name in said]  # type: ignore[arg-type]
    spoiled = data.draw(st.sets(st.sampled_from(needed)))
    unknown = data.draw(st.sets(st.sampled_from(["Name", "cheque", "x y", "<b>"]), min_size=1))
    changed = said | {name: {"not": object()} for name in spoiled} | dict.fromkeys(unknown, 1)
    with pytest.raises(FaultsError) as refused:
        type(payload).from_payload(changed)
    places = {fault.about.removeprefix(f"{payload.kind}.") for fault in refused.value.faults}
    assert places >= unknown
    assert {place.split(".")[0].split("[")[0] for place in places} == unknown | spoiled


def test_faults_are_plain_sentences_with_their_place() -> None:
    wrong = {
        "check": "12",
        "step": True,
        "told": [["stroke_sign", "yes"], "x", [3, False]],
        "values": {"age_years": math.nan, "Age": 3},
        "opne": [],
        "open": [[]],
    }
    with pytest.raises(FaultsError) as refused:
        ScreenAnswered.from_payload(wrong)
    assert str(refused.value).splitlines() == [
        'screen_answered.check: needs an id like 017f22e2-79b0-7cc3-98c4-dc0c0c07398f, came "12"',
        "screen_answered.open[0]: needs a list of at least 1, came []",
        'screen_answered.opne: unknown field, did you mean "open"?',
        "screen_answered.screen: is missing",
        "screen_answered.step: needs a whole number from 0 to 1000, came true",
        'screen_answered.told[0][1]: needs true, false or "not_sure", came "yes"',
        'screen_answered.told[1]: needs a pair, came "x"',
        "screen_answered.told[2][0]: needs a text of 1 to 300 characters, came 3",
        'screen_answered.values: needs a name in small letters like night_cramp, came "Age"',
        "screen_answered.values.age_years: needs a value that can be kept exactly, came NaN",
    ]


@pytest.mark.parametrize("payload", [None, [], "x", 3])
def test_a_payload_without_fields_is_refused(payload: object) -> None:
    with pytest.raises(FaultsError, match="needs named fields"):
        CheckStarted.from_payload(payload)


@pytest.mark.parametrize(
    "payload",
    [
        PersonNamed(" "),
        PersonNamed("half a letter \ud800"),
        PersonNamed("Ana", birth_year=1700),
        PersonNamed("Ana", country="France"),
        SessionEnded(UUID(int=1), "calf_stretch", -1),
        SessionEnded(UUID(int=1), "calf_stretch", 1, did_it_stop=11),
        AnswerChanged(UUID(int=1), "age_years", 2**53 + 1),
        AnswerChanged(UUID(int=1), "age_years", math.inf),
        AnswerChanged(UUID(int=1), "age_years", datetime(2026, 1, 1)),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_back_is_not_written(payload: Payload) -> None:
    with pytest.raises(FaultsError):
        payload.to_payload()


def test_endless_nesting_is_refused_not_followed() -> None:
    ring: list[Any] = []
    ring.append(ring)
    with pytest.raises(FaultsError, match="levels"):
        AnswerChanged(UUID(int=1), "age_years", ring).to_payload()


def test_a_screen_is_stored_as_the_house_says() -> None:
    check = UUID(int=1)
    answered = ScreenAnswered(
        check,
        1,
        "start",
        (("stroke_sign", False), ("mind.confused", True), ("pain_now >= 7", "not_sure")),
        {"age_years": 35},
        (("mind.confused", "mind.hard_to_wake"),),
    )
    assert answered.to_payload() == {
        "check": str(check),
        "step": 1,
        "screen": "start",
        "told": [["stroke_sign", False], ["mind.confused", True], ["pain_now >= 7", "not_sure"]],
        "values": {"age_years": 35},
        "open": [["mind.confused", "mind.hard_to_wake"]],
    }


def test_a_record_keeps_markup_and_sql_as_text() -> None:
    record = entry(PersonNamed(HOSTILE), new_id())
    assert record.read_as(PersonNamed).name == HOSTILE


def test_a_record_belongs_to_its_check_or_session() -> None:
    check, session = new_id(), new_id()
    assert entry(CheckStarted(check), new_id()).topic == check
    assert entry(SessionEnded(session, "calf_stretch", 3), new_id()).topic == session
    assert entry(PersonNamed("Ana"), new_id()).topic is None


def test_an_envelope_lists_every_fault() -> None:
    with pytest.raises(FaultsError) as refused:
        Record(UUID(int=1), "ana", "Kind", 0, datetime(2026, 3, 1), "Paris time", NOON, "", {"x": math.nan})  # type: ignore[arg-type]
    places = {fault.about for fault in refused.value.faults}
    assert places == {f"record.{name}" for name in ("person", "kind", "version", "at", "zone", "origin", "payload.x")}


def test_a_record_cannot_correct_itself() -> None:
    own = new_id()
    with pytest.raises(FaultsError, match="cannot correct itself"):
        entry(PersonNamed("Ana"), new_id(), id=own, corrects=own)


def test_times_are_kept_in_utc_and_shown_on_the_persons_clock() -> None:
    there = datetime.fromisoformat("2026-07-01T14:00:00+02:00")
    record = entry(PersonNamed("Ana"), new_id(), at=there)
    assert (record.at, record.at.tzinfo) == (there, UTC)
    assert record.local.isoformat() == "2026-07-01T14:00:00+02:00"


def test_a_record_does_not_change_when_its_source_does() -> None:
    given_values: dict[str, Any] = {"age_years": [1]}
    record = entry(screen(new_id(), **given_values), new_id())
    given_values["age_years"].append(2)
    assert record.read_as(ScreenAnswered).values == {"age_years": [1]}


def test_an_unknown_kind_stays_a_raw_record() -> None:
    record = Record(new_id(), new_id(), "sleep_logged", 3, NOON, "UTC", NOON, "web", {"hours": 7.5})
    assert payload_of(record) is None
    require_sound(record)
    with pytest.raises(JournalError, match="sleep_logged"):
        record.read_as(PersonNamed)


def test_another_version_of_a_known_kind_is_refused_not_skipped() -> None:
    with pytest.raises(UnknownVersion, match="version 2"):
        payload_of(dataclasses.replace(entry(PersonNamed("Ana"), new_id()), version=2))


def test_a_topic_that_contradicts_the_payload_is_refused() -> None:
    with pytest.raises(FaultsError, match=r"record\.topic"):
        require_sound(dataclasses.replace(entry(CheckStarted(new_id()), new_id()), topic=None))


def test_a_later_kind_plugs_in() -> None:
    @dataclass(frozen=True, slots=True)
    class NoteWritten(Payload):
        kind: ClassVar[str] = "note_written"
        text: Annotated[str, a_text(50)]

    raw = Record(new_id(), new_id(), "note_written", 1, NOON, "UTC", NOON, "web", {"text": "after football"})
    register(NoteWritten)
    try:
        assert payload_of(raw) == NoteWritten("after football")
        with pytest.raises(JournalError, match="note_written"):
            register(type("Other", (Payload,), {"kind": "note_written"}))
    finally:
        del KINDS["note_written"]


def test_record_types_load_no_database() -> None:
    program = "import sys, untwitch.journal.records; assert not {'sqlalchemy', 'alembic'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": SOURCE}, check=True)


@pytest.mark.parametrize("origin", ["\x00", "web\n", "\x7f", " "])
def test_an_origin_is_a_name_on_one_line(origin: str) -> None:
    with pytest.raises(FaultsError):
        entry(CheckStarted(check=new_id()), new_id(), origin=origin)
