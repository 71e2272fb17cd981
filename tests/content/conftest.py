"""A small project whose content is as it should be, to be broken by the tests."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.phrases import OWN_PHRASES

TODAY = date(2026, 11, 24)

CATALOGUE = """\
groups:
  asylum:
    - {id: what_is_asylum, title: "¿Qué es el asilo?", need: "qué es", by_country: false}
    - {id: asylum_cost, title: "¿Cuánto cuesta?", need: "cuánto se paga", by_country: true}
    - {id: evidence, title: "Pruebas", need: "qué sirve de prueba", by_country: false}
small_talk: [greet]
"""
CONTACTS = """\
contacts:
  - id: mx_911
    name: Emergencias 911 (México)
    short: el 911
    what_short: 'emergencias: ambulancia, policía'
    country: MX
    phone: '911'
    dial: '911'
    hours_short: 24 horas
    free_short: gratis
    tells_migration: 'puede: llega policía'
    says: Puede llegar policía o Migración. Si tu vida corre peligro, llama igual.
    sources:
      - {publisher: El Horizonte, title: Pide usar el 911, date: '2026-02-05'}
    sure: high
    show_to_children: true
    verified_by_call: 2026-11-20
  - id: comar
    name: COMAR, Comisión Mexicana de Ayuda a Refugiados
    short: la COMAR
    what_short: pedir refugio en México
    country: MX
    url: https://www.gob.mx/comar
    tells_migration: sí
    says: Le dice a Migración que pediste refugio.
    sources:
      - {publisher: COMAR, title: Página, url: 'https://www.gob.mx/comar', date: s.f.}
    sure: medium
    show_to_children: true
    verified_by_call: null
  - id: linea_vida
    name: Línea de la Vida
    short: la Línea de la Vida
    what_short: tristeza, ganas de morir
    country: MX
    phone: '+528009112000'
    dial: 800 911 2000
    free_short: gratis
    tells_migration: 'no'
    sources:
      - {publisher: Secretaría de Salud, title: Línea de la Vida, date: '2025'}
    sure: high
    show_to_children: true
    verified_by_call: 2026-11-20
  - id: us_988
    name: 988, Línea de Crisis
    short: el 988
    what_short: ganas de morir o crisis
    country: US
    phone: '988'
    dial: 988 y oprime 2
    text: '988'
    text_word: AYUDA
    free_short: gratis
    tells_migration: 'no'
    sources:
      - {publisher: 988 Lifeline, title: En español, date: '2025-05'}
    sure: high
    show_to_children: true
    verified_by_call: 2026-11-20
  - id: saptel
    name: SAPTEL
    short: SAPTEL
    what_short: crisis
    country: MX
    unverified_phone: '+525552598121'
    sources:
      - {own_knowledge: una lista vieja}
    sure: low
    show_to_children: false
    verified_by_call: null
"""
SHELTERS = """\
shelters:
  - id: tap_belen
    city: Tapachula
    state: Chiapas
    latitude: 14.90541
    longitude: -92.25891
    name: Casa Buena
    run_by: Hermanas de la Luz (madre Inés)
    says: Es para adolescentes.
    kind: shelter
    takes_unaccompanied: 'yes'
    address: Calle Tercera 12
    publish_address: true
    verified_by_call: 2026-11-20
    phone: '962 000 0000'
    as_of: 2026-01
    source: {publisher: El Orbe, title: Casa, url: 'https://elorbe.com/a', date: '2026-01-19'}
    sure: high
    note: null
  - id: sal_dif
    city: Saltillo
    state: Coahuila
    latitude: 25.42321
    longitude: -101.0053
    name: Centro para la niñez
    run_by: DIF Coahuila
    kind: shelter
    takes_unaccompanied: through_dif
    address: null
    publish_address: false
    verified_by_call: null
    as_of: 2024-2025
    source: {publisher: La Voz, title: Centro, date: '2025'}
    sure: medium
closed_or_ended:
  - name: Casa Vieja
    status: cerró en 2025
    source: {publisher: Milenio, title: Cierra, date: '2025'}
"""
WORDS = """\
jargon:
  - {word: sponsor, explained_by: [familiar*, te recibe], say: el familiar que te recibe}
avoid:
  - {word: mediante, say: con}
promises:
  - {phrase: te van a dar, say: puedes pedir}
  - {phrase: no te … pasar nada, say: qué hacer para cuidarse}
spelling: [bot]
short_codes:
  - {country: MX, code: '911', for: emergencias, source: El Horizonte}
  - {country: US, code: '988', for: crisis, source: 988 Lifeline}
wrong_numbers:
  - {digits: '8000287723', why: mal copiado}
mirrors: [oszar.com]
"""
ORGANIZATION = """\
is_sample: false
name: Casa Puente
country: MX
contact_for_adults: hola arroba casapuente
who_reads:
  - las personas de turno
duty_to_report:
  who: la coordinación de turno, o su suplente
  to_whom:
    MX: la Procuraduría de Protección del estado
    US: la línea de protección del estado
  told_to_child: Tenemos que buscar ayuda. Antes te digo a quién.
rota:
  P1:
    - {name: Día, from: '07:00', to: '19:00', time_zone: America/Mexico_City}
    - {name: Noche, from: '19:00', to: '07:00', time_zone: America/Mexico_City}
  P2:
    - {name: Siempre, from: '00:00', to: '00:00', time_zone: America/Tijuana}
legal_review_needed: [what_is_asylum, 'asylum_*']
legal_review:
  - {topic: what_is_asylum, reviewer: Lic. Paz, date: 2026-11-24}
  - {topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-24}
privacy_review_needed: [evidence]
privacy_reviewed: 2026-11-24
group_checked: 2026-11-20
"""
LANGUAGE = """\
  {id}:
    name: {name}
    only_spanish: |
      I only know Spanish. Press «Talk to a person» or «I am in danger», or call {{{{mx_911}}}}.
    told: |
      The team has been told. Call {{{{mx_911}}}}.
    button_danger: 🆘 I am in danger
    button_human: Talk to a person
    read_by_speaker: 2026-11-20
    words: [{id}one, '{id}two*']
    shared: [no]
    cries:
      violence_now: [kill (me|us), gun]
"""
LANGUAGE_NAMES = (
    ("en", "inglés"), ("pt", "portugués"), ("fr", "francés"), ("ht", "criollo haitiano"),
)  # fmt: skip
LANGUAGES = """\
topic: evidence
written:
{written}
speaking: [habl]
named:
  mam: []
"""
ASYLUM = """\
title: ¿Qué es el asilo?
examples:
{examples}
answers:
  ANY:
    text: |
      Pide ayuda en {{comar}} si tienes miedo de volver.

      Es protección en otro país. Una persona de aquí te puede decir más.
    more: |
      Guarda tus papeles. Pregunta a una persona si algo no se entiende.
contacts: [comar, linea_vida]
follow_ups: [asylum_cost, evidence]
sources:
  - publisher: ACNUR
    title: Qué es el asilo
    url: https://help.unhcr.org/mexico
    date: '2025-09'
reviewed: 2026-11-24
review_after: 2027-02-22
"""
COST = """\
title: ¿Cuánto cuesta?
examples:
{examples}
answers:
  MX:
    text: |
      No pagues. En México es gratis pedir refugio en {{comar}}.
  US:
    text: |
      Pregunta a un abogado antes de pagar. Cuesta dinero cada año.
contacts: [comar]
follow_ups: [what_is_asylum, evidence]
sources:
  - {{publisher: Ley sobre Refugiados (México), title: Es gratis (art. 18), date: sin fecha}}
reviewed: 2026-11-24
review_after: 2027-05-23
"""
EVIDENCE = """\
title: Pruebas
examples:
{examples}
answers:
  ANY:
    text: |
      Guarda fotos y papeles de lo que pasó. Dilos a tu abogado.
follow_ups: [what_is_asylum, asylum_cost]
sources:
  - {{publisher: ACNUR, title: Pruebas, date: '2024'}}
reviewed: 2026-11-24
review_after: 2027-05-23
"""
URGENT = """\
title: Le pegan ahora
priority: P1
patterns:
  - me (esta|estan) pegando
  - '[ya] me viene siguiendo ... carro*'
examples:
{examples}
lookalikes:
{lookalikes}
  - {{text: en mi pueblo pegaban carteles, topic: evidence}}
first_reply:
  MX: |
    Te creo. No es tu culpa.
    Llama a {{mx_911}}.
    {{notice}}
  US: |
    Te creo. No es tu culpa.
    Escribe a {{us_988}}.
    {{notice}}
  unknown: |
    Te creo. No es tu culpa.
    {{notice}}
question: {{text: '¿Estás en peligro ahora mismo?', answers: [Sí, 'No', No sé]}}
contacts: [mx_911, us_988]
checklist:
  - Pregunta si puede hablar.
never_say:
  - No le pidas detalles.
sources:
  - {{publisher: UNICEF, title: Safer Chatbots, date: '2023'}}
reviewed: 2026-11-24
review_after: 2027-02-22
"""
GREET = """\
title: Saludo
examples:
{examples}
replies:
  - Hola. ¿Qué quieres saber?
  - Aquí estoy. Cuéntame con tus palabras.
follow_ups: [what_is_asylum]
reviewed: 2026-11-24
"""


DESK = """\
version: 1
human_topic: evidence
human_priority: P3
erase_topic: evidence
shelter_topic: evidence
safe_word_class: violence_now
aliases: [Quetzal, Garza]
card_messages: 3
conversation_messages: 20
signs: {P1: 🔴, P2: 🟠, P3: 🟢}
teams:
  main:
    time_zone: America/Mexico_City
    clock_name: hora del centro de México
    hours:
      - {days: [lunes, martes], from: '09:00', to: '18:00'}
    holidays: [2026-12-25]
duty_hours: 12
times:
  P1: &times
    day_and_night: true
    nobody_takes: {everyone: 2, supervisors: 5, again: [10, 20], then_every: 20}
    taken_without_a_word: 3
    child_waits: {holder: 2, everyone: 4, supervisors: 8, then_every: 20}
  P2: *times
  P3: *times
safe_word_minutes: 2
estimate: {last: 20, days: 7, percent: 80, fewest: 5}
reopen_days: 7
false_alarm_outcome: false_alarm
outcomes: [{id: answered, label: Se le contestó}, {id: false_alarm, label: Falsa alarma}]
warnings: {address: [calle], money: [dinero], meeting: [nos vemos]}
canned:
  - {id: here, label: Estoy aquí, text: Estoy aquí contigo.}
"""

FOLLOW_UPS = """\
around: [y, pues]
kinds:
  cost:
    need: cuánto cuesta
    small_talk: greet
    says:
      - cuanto (cuesta|cobran)
groups:
  any: {cost: asylum_cost}
  asylum:
    cost: asylum_cost
topics:
  asylum_cost: {cost: [«es gratis», «Cuesta dinero»], MX: what_is_asylum}
  evidence:
    cost: {MX: asylum_cost, US: what_is_asylum}
"""


def sentences(prefix: str, count: int) -> str:
    """Write YAML list items that have nothing in common."""
    return "\n".join(f"  - {prefix}{number} {prefix}otra{number}" for number in range(count))


def messages(prefix: str) -> str:
    """Write a file of five test messages."""
    return "messages:\n" + sentences(prefix, 5) + "\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder with good content of every kind."""
    texts = {
        "data/catalogue.yml": CATALOGUE,
        "data/contacts.yml": CONTACTS,
        "data/shelters.yml": SHELTERS,
        "data/words.yml": WORDS,
        "data/follow_ups.yml": FOLLOW_UPS,
        "data/organization.yml": ORGANIZATION,
        "data/languages.yml": LANGUAGES.format(
            written="".join(
                LANGUAGE.format(id=code, name=name).format() for code, name in LANGUAGE_NAMES
            )
        ),
        "data/desk.yml": DESK,
        "data/phrases.yml": "".join(
            f"{name}: {json.dumps(text, ensure_ascii=False)}\n"
            for name, text in OWN_PHRASES.items()
        ),
        "data/topics/asylum/what_is_asylum.yml": ASYLUM.format(examples=sentences("asilo", 60)),
        "data/topics/asylum/asylum_cost.yml": COST.format(examples=sentences("costo", 60)),
        "data/topics/asylum/evidence.yml": EVIDENCE.format(examples=sentences("prueba", 60)),
        "data/urgent/violence_now.yml": URGENT.format(
            examples=sentences("pega", 60), lookalikes=sentences("parece", 40)
        ),
        "data/small_talk/greet.yml": GREET.format(examples=sentences("hola", 30)),
        "tests/topics/asylum/what_is_asylum.yml": messages("ta"),
        "tests/topics/asylum/asylum_cost.yml": messages("tc"),
        "tests/topics/asylum/evidence.yml": messages("te"),
        "tests/urgent/violence_now.yml": (
            f"urgent:\n{sentences('tu', 5)}\nnot_urgent:\n{sentences('tn', 5)}\n"
        ),
        "tests/small_talk/greet.yml": messages("tg"),
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def edit(project: Path) -> Callable[[str, str, str], Path]:
    """A function that replaces a text within a file of the project, which must be there."""

    def replace(name: str, old: str, new: str) -> Path:
        path = project / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return replace
