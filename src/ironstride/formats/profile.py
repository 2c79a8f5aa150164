"""The athlete's profile: the TOML that a person writes, and the Athlete it stands for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from ironstride.core.athlete import (
    Athlete,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
    Preferences,
    Sex,
)
from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.rack import Rack
from ironstride.core.run import Race, RacePriority
from ironstride.core.spelling import did_you_mean
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps
from ironstride.formats.faults import Fault, FaultyFileError, spoken_list
from ironstride.formats.profile_rack import read_rack
from ironstride.formats.profile_terms import (
    BIRTH_YEAR,
    DEFAULT_START,
    HABIT_KINDS,
    HEIGHT_CM,
    LIFT_KG,
    LIFT_LB,
    LIFT_REPS,
    LIFT_RIR,
    MASS_KG,
    OFFER_MINUTES,
    RACE_KM,
    RACE_YEARS,
    RUN_MINUTES,
    SESSIONS,
    complaint,
    complaint_fault,
    concern,
    concern_fault,
    place_name_fault,
)
from ironstride.formats.profile_text import write_profile
from ironstride.formats.toml_table import Table

Meaning = TypeVar("Meaning")
Words = tuple[tuple[str, str], ...]  # places and what stands there
Sentence = Callable[[str], str]

__all__ = ["ProfileError", "read_profile", "write_profile"]


class ProfileError(FaultyFileError):
    """A profile needs changes; every one of them is listed."""


def read_profile(content: str, *, name: str, catalogue: Catalogue) -> Athlete:
    """Read a profile, or raise a ProfileError that lists everything to change."""
    faults: list[Fault] = []
    door = Table(_document(content, name), "", faults)
    athlete = _athlete(door, catalogue)
    if athlete is None or faults:
        raise ProfileError(name, faults)
    return athlete


def _document(content: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(content.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(.*) \(at (.*)\)", str(error), flags=re.DOTALL)
        problem, place = (found[1], found[2]) if found else (str(error), "")
        remedy = "this is not TOML yet; text and hours stand in quotes, dates do not"
        raise ProfileError(name, [Fault(place, f"{remedy} ({problem})")]) from error


def _athlete(door: Table, catalogue: Catalogue) -> Athlete | None:
    """Ask for everything, so that every fault is found, before anything is built."""
    person = door.table("athlete")
    birth_year = person.whole("birth_year", BIRTH_YEAR)
    experience = person.word("lifting_experience", LiftingExperience)
    mass, height = person.number("mass_kg", MASS_KG), person.number("height_cm", HEIGHT_CM)
    sex, units = person.word("sex", Sex), person.word("units", MassUnit)
    person.require("birth_year", f"the year, {BIRTH_YEAR}")
    person.require("lifting_experience", spoken_list(f'"{word}"' for word in LiftingExperience))
    person.close()
    places, racks = _places(door.table("places"), catalogue, units)
    offers = _offers(door.table("availability"), places)
    races, habit = _races(door), _habit(door.table("running"))
    lifts = _lifts(door.table("strength"), catalogue)
    health = _health(door.table("health"), catalogue)
    preferences = _preferences(door.table("preferences"))
    door.close()
    if birth_year is None or experience is None or door.faults:
        return None
    return Athlete(
        birth_year=birth_year,
        lifting_experience=experience,
        offers=offers,
        places=places,
        sex=sex,
        mass=None if mass is None else Kilograms(mass),
        height_cm=height,
        units=units or MassUnit.KG,
        races=races,
        habit=habit,
        lifts=lifts,
        racks=racks,
        health=health,
        preferences=preferences,
    )


def _places(
    table: Table, catalogue: Catalogue, units: MassUnit | None
) -> tuple[dict[str, frozenset[str]], dict[str, Rack]]:
    places, racks = {}, {}
    for name in table.content:
        fault = place_name_fault(name)
        if fault is not None:
            table.note(name, fault)
        place = table.table(name)
        equipment = place.known("equipment", catalogue.equipment, "equipment")
        place.require("equipment", 'a list, as ["mat", "dumbbell"]; [] where there is none')
        if "rack" in place.content:
            racks[name] = read_rack(place.table("rack"), equipment or (), units)
        place.asked.add("rack")
        place.close()
        places[name] = equipment or frozenset()
    return places, racks


def _offers(table: Table, places: Mapping[str, frozenset[str]]) -> dict[Weekday, Offer]:
    offers = {}
    for day in Weekday:
        if day in table.content:
            offer = _offer(table.table(day), places)
            if offer is not None:
                offers[day] = offer
        table.asked.add(day)
    table.close()
    return offers


def _offer(table: Table, places: Mapping[str, frozenset[str]]) -> Offer | None:
    minutes = table.whole("minutes", OFFER_MINUTES)
    start = table.hour("start")
    place = _place_of(table, places)
    table.require("minutes", f"{OFFER_MINUTES}")
    table.close()
    if minutes is None or place is None:
        return None
    return Offer(minutes, start or DEFAULT_START, place)


def _place_of(table: Table, places: Mapping[str, frozenset[str]]) -> str | None:
    """Find where a day's session is; where there is only one place it need not be said."""
    named = table.text("place", "the name of a place, in quotes")
    if named in places:
        return named
    if named is not None:
        remedy = did_you_mean(named, places) or f'; add [places."{named}"] with its equipment'
        table.note("place", f'there is no place "{named}"{remedy}')
    elif "place" not in table.content and len(places) == 1:
        return next(iter(places))
    elif "place" not in table.content:
        table.note("place", _which_place(places))
    return None


def _which_place(places: Mapping[str, frozenset[str]]) -> str:
    if places:
        return f"is missing; say which: {spoken_list(places)}"
    return 'there is no place yet; write [places.home] and below it equipment = ["mat"]'


def _races(door: Table) -> tuple[Race, ...]:
    entries = [(table, _race(table)) for table in door.tables("race", "[[race]]") or ()]
    first: dict[date, str] = {}
    for table, race in entries:
        if race is not None and first.setdefault(race.day, table.place) != table.place:
            table.note("date", f"{first[race.day]} is on {race.day} too; keep one of them")
    return tuple(sorted((race for _, race in entries if race is not None), key=lambda r: r.day))


def _race(table: Table) -> Race | None:
    day = table.day("date")
    distance = table.number("distance_km", RACE_KM)
    priority = table.word("priority", RacePriority)
    name = table.text("name", "what the race is called, in quotes") or ""
    table.require("date", "the day without quotes, as 2027-03-14")
    table.require("distance_km", f"{RACE_KM}")
    table.require("priority", '"A" (train for it), "B" (ease into it) or "C" (train through it)')
    fault = None if day is None else RACE_YEARS.fault(day.year)
    if fault is not None:
        table.note("date", f"the year {fault}")
    if name and (fault := place_name_fault(name)):
        table.note("name", fault)
    table.close()
    if day is None or distance is None or priority is None:
        return None
    return Race(day=day, distance_km=distance, priority=priority, name=name)


def _habit(table: Table) -> tuple[HabitualRun, ...] | None:
    entries = table.tables("habit", 'as {day = "tuesday", kind = "easy", ...}')
    runs = None if entries is None else tuple(_run(entry) for entry in entries)
    table.close()
    return None if runs is None else tuple(run for run in runs if run is not None)


def _run(table: Table) -> HabitualRun | None:
    day = table.word("day", Weekday)
    kind = table.text("kind", '"easy", "quality" or "long"')
    start = table.hour("start")
    minutes = table.whole("minutes", RUN_MINUTES)
    table.require("day", 'a weekday, as "tuesday"')
    table.require("kind", '"easy", "quality" or "long"')
    table.require("start", 'an hour in quotes, as "18:30"')
    table.require("minutes", f"{RUN_MINUTES}")
    if kind is not None and kind not in HABIT_KINDS:
        remedy = "; a race belongs under [[race]]" if kind == "race" else ""
        guess = did_you_mean(kind, HABIT_KINDS)
        table.note("kind", f'"{kind}" is not one of {spoken_list(HABIT_KINDS)}{remedy or guess}')
    table.close()
    if day is None or kind not in HABIT_KINDS or start is None or minutes is None:
        return None
    return HabitualRun(day=day, kind=HABIT_KINDS[kind], start=start, minutes=minutes)


def _lifts(door: Table, catalogue: Catalogue) -> dict[str, KnownSet]:
    table = door.table("lifts")
    door.close()
    lifts = {}
    for exercise in table.content:
        if exercise not in catalogue.exercises:
            remedy = did_you_mean(exercise, catalogue.exercises)
            table.note(exercise, f"no exercise is called so{remedy}")
        known = _known_set(table.table(exercise))
        if known is not None:
            lifts[exercise] = known
    return lifts


def _known_set(table: Table) -> KnownSet | None:
    kg, lb = table.number("kg", LIFT_KG), table.number("lb", LIFT_LB)
    reps, rir = table.whole("reps", LIFT_REPS), table.number("rir", LIFT_RIR)
    table.require("reps", f"{LIFT_REPS}")
    table.require("rir", "how many more you could have done, 0 to 10")
    if ("kg" in table.content) == ("lb" in table.content):
        table.note("kg", "give the load once, as kg or as lb")
    table.close()
    pounds_in_kg = None if lb is None else lb * POUND_IN_KG
    load = pounds_in_kg if kg is None else kg
    if load is None or reps is None or rir is None:
        return None
    return KnownSet(Kilograms(load), Reps(reps), RIR(rir))


def _health(table: Table, catalogue: Catalogue) -> Health:
    sore = table.words("complaints", 'parts that hurt, as "knee"')
    seen_first = table.words("needs_clearance", 'what has to be seen first, as "fever"')
    complaints = _meanings(table, sore, complaint, fault=complaint_fault)
    concerns = _meanings(table, seen_first, concern, fault=concern_fault)
    dislikes = table.known("dislikes", catalogue.exercises, "exercise") or frozenset()
    parq = table.truth("parq", default=False)
    supervised = table.truth("supervised", default=False)
    table.close()
    return Health(
        parq_yes=parq,
        needs_clearance=concerns,
        supervised=supervised,
        complaints=complaints,
        dislikes=dislikes,
    )


def _meanings(
    table: Table, words: Words | None, find: Callable[[str], Meaning | None], *, fault: Sentence
) -> frozenset[Meaning]:
    """Find what each word means, and note those that mean nothing."""
    found = [(place, word, find(word)) for place, word in words or ()]
    for place, word, meaning in found:
        if meaning is None:
            table.note(place, fault(word))
    return frozenset(meaning for _, _, meaning in found if meaning is not None)


def _preferences(table: Table) -> Preferences:
    asked = table.whole("sessions_per_week", SESSIONS)
    back_to_back = table.truth("back_to_back_after_easy", default=False)
    table.close()
    return Preferences(sessions_per_week=asked, back_to_back_after_easy=back_to_back)
