"""The journal: what goes in comes out, once, for one person, with corrections applied."""

from __future__ import annotations

import dataclasses
import json
import random
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_examples import HOSTILE, NOON, entry, new_id, payloads, readable, screen

from untwitch.errors import FaultsError
from untwitch.journal.records import (
    AnswerChanged,
    CheckStarted,
    DifferentRecord,
    Payload,
    PersonNamed,
    Record,
    SessionStarted,
    UnknownPerson,
    UnknownRecord,
    UnknownVersion,
    payload_of,
)
from untwitch.journal.store import Journal
from untwitch.when import NotAnInstant

BEN = UUID(int=7)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    journal = Journal.open(tmp_path_factory.mktemp("shared") / "journal.db")
    journal.add_person(BEN, NOON)
    return journal


on_one_line = readable.filter(lambda text: all(" " <= sign != "\x7f" for sign in text))


@settings(max_examples=60)
@given(payload=payloads, origin=on_one_line, minute=st.floats(-1e6, 1e6))
def test_every_kind_is_stored_without_loss(shared: Journal, payload: Payload, origin: str, minute: float) -> None:
    record = entry(payload, BEN, minute=minute, origin=origin, zone="+05:45")
    shared.append(record)
    again = shared.record(BEN, record.id)
    assert again == record
    assert payload_of(again) == payload
    assert json.dumps(again.payload) == json.dumps(record.payload)


def test_an_unknown_kind_is_kept_as_it_came(journal: Journal, ana: UUID) -> None:
    raw = Record(new_id(), ana, "sleep_logged", 9, NOON, "Asia/Tokyo", NOON, "import: watch", {"hours": 7.5})
    journal.append(raw)
    assert journal.records(ana) == (raw,)


def test_markup_and_sql_come_back_to_the_letter(journal: Journal, ana: UUID) -> None:
    record = entry(PersonNamed(HOSTILE), ana, origin=HOSTILE.replace("\x00", ""))
    journal.append(record, entry(AnswerChanged(new_id(), "note", {HOSTILE: [HOSTILE]}), ana))
    assert journal.latest(ana, "person_named") == record
    assert journal.people()[0].named == PersonNamed(HOSTILE)


def test_appending_again_changes_nothing(journal: Journal, ana: UUID) -> None:
    first = entry(PersonNamed("Ana"), ana)
    journal.append(first, first)
    journal.append(dataclasses.replace(first, recorded_at=NOON + timedelta(days=1)))  # a retry arrives later
    assert journal.records(ana) == (first,)


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "cli"},
        {"at": NOON + timedelta(seconds=1)},
        {"payload": {"check": str(BEN), "finding": "fit", "value": True}},  # Python calls 1 and true equal
    ],
)
def test_a_different_record_under_the_same_id_is_refused(journal: Journal, ana: UUID, changed: dict[str, Any]) -> None:
    first, beside = entry(AnswerChanged(BEN, "fit", 1), ana), entry(PersonNamed("Ana"), ana)
    journal.append(first)
    with pytest.raises(DifferentRecord, match="Nothing was stored"):
        journal.append(beside, dataclasses.replace(first, **changed))
    assert journal.records(ana) == (first,)


def test_all_records_are_stored_or_none(journal: Journal, ana: UUID) -> None:
    good = entry(PersonNamed("Ana"), ana)
    bad = {
        UnknownPerson: entry(PersonNamed("Nobody"), new_id()),
        UnknownRecord: entry(PersonNamed("Ana B."), ana, corrects=new_id()),
        UnknownVersion: dataclasses.replace(entry(PersonNamed("Ana"), ana), version=2),
        FaultsError: dataclasses.replace(entry(PersonNamed("Ana"), ana), payload={"nam": "Ana"}),
    }
    for error, record in bad.items():
        with pytest.raises(error):
            journal.append(good, record)
    assert journal.records(ana) == ()


def test_people_are_separate(journal: Journal, ana: UUID) -> None:
    ben, check = new_id(), new_id()
    hers = entry(CheckStarted(check), ana)
    his = entry(PersonNamed("Ben"), ben)
    journal.add_person(ben, NOON + timedelta(minutes=1), his)
    journal.append(hers)
    assert (journal.records(ana), journal.records(ben)) == ((hers,), (his,))
    assert journal.record(ben, hers.id) is None
    assert journal.latest(ben, "check_started") is None
    assert journal.topics(ben, "check_started") == ()
    assert journal.records(ben, topic=check) == ()
    assert [(person.id, person.named) for person in journal.people()] == [
        (ana, None),
        (ben, PersonNamed("Ben")),
    ]


def test_nobody_corrects_or_replaces_what_is_another_persons(journal: Journal, ana: UUID) -> None:
    ben, hers = new_id(), entry(PersonNamed("Ana"), ana)
    journal.add_person(ben, NOON)
    journal.append(hers)
    with pytest.raises(UnknownRecord):
        journal.append(entry(PersonNamed("Ben"), ben, corrects=hers.id))
    with pytest.raises(DifferentRecord):
        journal.append(dataclasses.replace(hers, person=ben))
    assert journal.records(ana) == (hers,)


def test_adding_a_person_again_changes_nothing(journal: Journal, ana: UUID) -> None:
    named = entry(PersonNamed("Ana"), ana)
    for day in range(2):
        journal.add_person(ana, NOON + timedelta(days=day), named)
    assert [(person.added_at, person.named) for person in journal.people()] == [(NOON, PersonNamed("Ana"))]


def test_a_person_whose_first_record_is_refused_is_not_added(journal: Journal) -> None:
    ben = new_id()
    with pytest.raises(UnknownRecord):
        journal.add_person(ben, NOON, entry(PersonNamed("Ben"), ben, corrects=new_id()))
    assert journal.people() == ()


def test_a_corrected_record_is_left_out_unless_asked(journal: Journal, ana: UUID) -> None:
    first = entry(PersonNamed("Anna"), ana)
    second = entry(PersonNamed("Ana"), ana, corrects=first.id, minute=1)
    third = entry(PersonNamed("Ana B."), ana, corrects=second.id, minute=2)
    journal.append(first, second, third)
    assert journal.records(ana) == (third,)
    assert journal.records(ana, include_corrected=True) == (first, second, third)
    assert journal.record(ana, first.id) == first


def test_of_two_corrections_the_newest_stands(journal: Journal, ana: UUID) -> None:
    first = entry(PersonNamed("Anna"), ana)
    on_phone = entry(PersonNamed("Ana"), ana, corrects=first.id, minute=2)
    on_laptop = entry(PersonNamed("Ann"), ana, corrects=first.id, minute=1)
    journal.append(first, on_phone, on_laptop)
    assert journal.records(ana) == (on_phone,)


def test_a_correction_counts_from_outside_the_span_asked_for(journal: Journal, ana: UUID) -> None:
    first = entry(CheckStarted(new_id()), ana)
    moved = entry(CheckStarted(new_id()), ana, corrects=first.id, minute=60)
    journal.append(first, moved)
    assert journal.records(ana, until=NOON + timedelta(minutes=30)) == ()
    assert journal.topics(ana, "check_started") == (moved.topic,)


def test_records_correcting_each_other_are_refused(journal: Journal, ana: UUID) -> None:
    one, other = new_id(), new_id()
    with pytest.raises(UnknownRecord):
        journal.append(
            entry(PersonNamed("A"), ana, id=one, corrects=other),
            entry(PersonNamed("B"), ana, id=other, corrects=one),
        )


def test_records_come_in_order_of_time_whatever_the_order_of_writing(journal: Journal, ana: UUID) -> None:
    check = new_id()
    ordered = [entry(screen(check, step), ana, minute=step // 2) for step in range(8)]
    shuffled = random.Random(1).sample(ordered, len(ordered))
    journal.append(*shuffled)
    assert journal.records(ana) == tuple(ordered)
    assert journal.records(ana, limit=3) == tuple(ordered[-3:])


def test_kind_topic_and_span_narrow_what_is_read(journal: Journal, ana: UUID) -> None:
    one, other, session = new_id(), new_id(), new_id()
    started = entry(CheckStarted(one), ana)
    answers = [entry(screen(one, step), ana, minute=step) for step in range(4)]
    later = entry(CheckStarted(other), ana, minute=10)
    relief = entry(SessionStarted(session, "calf_stretch", other), ana, minute=11)
    journal.append(started, *answers, later, relief)
    assert journal.records(ana, topic=one) == (started, *answers)
    assert journal.records(ana, "screen_answered", one) == tuple(answers)
    span = {"since": NOON + timedelta(minutes=1), "until": NOON + timedelta(minutes=3)}
    assert journal.records(ana, **span) == tuple(answers[1:3])  # type: ignore[arg-type]
    assert journal.latest(ana, "check_started") == later
    assert journal.topics(ana, "check_started") == (other, one)
    assert journal.topics(ana, "session_started") == (session,)


def test_a_time_without_zone_is_refused(journal: Journal, ana: UUID) -> None:
    with pytest.raises(NotAnInstant):
        journal.records(ana, since=datetime(2026, 3, 1))
    with pytest.raises(NotAnInstant):
        journal.add_person(new_id(), datetime(2026, 3, 1))


def test_a_large_import_is_one_append(journal: Journal, ana: UUID) -> None:
    many = [entry(CheckStarted(new_id()), ana, minute=number) for number in range(1200)]
    journal.append(*many)
    journal.append(*many)
    assert journal.records(ana) == tuple(many)


def test_threads_that_write_at_once_lose_nothing(journal: Journal, ana: UUID, path: Path) -> None:
    other = Journal.open(path)  # a second one, so that the database's lock is tried and not only ours
    entries = [[entry(CheckStarted(new_id()), ana) for _ in range(10)] for _ in range(8)]
    threads = [
        threading.Thread(target=lambda own=own, into=into: [into.append(each) for each in own])
        for own, into in zip(entries, [journal, other] * 4, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert {each.id for each in journal.records(ana)} == {each.id for own in entries for each in own}
