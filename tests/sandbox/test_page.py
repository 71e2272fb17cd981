"""The page in a real browser, at the two widths that it is made for."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.kit.sandbox import GROUP_ID, Sandbox

pytestmark = pytest.mark.browser

CHILD = 700000001
WIDE, NARROW = (1280, 800), (390, 844)
CHROMIUM = shutil.which("chromium") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TAKE = {"inline_keyboard": [[{"text": "Tomar", "callback_data": "t"}]]}

# Controls without a name, ids used twice, texts that stand out less than WCAG AA demands.
FLAWS = """() => {
  const flaws = [];
  const shown = (el) => el.checkVisibility({ checkVisibilityCSS: true });
  const nameOf = (el) => el.getAttribute("aria-label") || el.textContent.trim()
    || [...(el.labels ?? [])].map((label) => label.textContent.trim()).join("");
  for (const el of document.querySelectorAll("button, input, textarea, a")) {
    if (shown(el) && !nameOf(el)) flaws.push(`no name: ${el.outerHTML.slice(0, 80)}`);
  }
  for (const img of document.images) {
    if (!img.hasAttribute("alt")) flaws.push(`no alt: ${img.src}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
  flaws.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: ${id}`));
  for (const el of document.querySelectorAll("*")) {
    for (const { name } of el.attributes) {
      if (name.startsWith("on")) flaws.push(`inline handler: ${name}`);
    }
  }
  const light = (rgb) => rgb.slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const rgb = parse(getComputedStyle(at).backgroundColor);
      if (rgb.length < 4 || rgb[3] === 1) return rgb;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(el) || el.closest(".quiet, script")) continue;
    const [a, b] = [parse(getComputedStyle(el).color), ground(el)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) flaws.push(`contrast ${ratio.toFixed(1)}: ${walker.currentNode.data.trim()}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) flaws.push("scrolls sideways");
  return flaws;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


class Watched:
    """A page that notes what it says on its console and what it asks of other servers."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self._request(request.url, base_url))
        page.goto(f"{base_url}/sandbox/")

    def _console(self, kind: str, text: str) -> None:
        # A refused act answers 400, which the browser reports; the page shows the reason.
        if kind in {"error", "warning"} and "400 (Bad Request)" not in text:
            self.troubles.append(text)

    def _request(self, url: str, base_url: str) -> None:
        if not url.startswith(base_url):
            self.troubles.append(f"asks {url}")


def open_page(browser: Browser, sandbox: Sandbox, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="es-MX", reduced_motion="reduce"
    )
    context.set_default_timeout(5000)
    watched = Watched(context.new_page(), sandbox.base_url)
    yield watched.page
    context.close()
    assert watched.troubles == []


@pytest.fixture
def wide(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    yield from open_page(browser, sandbox, WIDE)


@pytest.fixture
def narrow(browser: Browser, sandbox: Sandbox) -> Iterator[Page]:
    yield from open_page(browser, sandbox, NARROW)


def open_case(sandbox: Sandbox, name: str = "🔴 P1 · Quetzal 27") -> int:
    """Do what the bot does for a case; return its thread."""
    thread = sandbox.bot("createForumTopic", chat_id=GROUP_ID, name=name, icon_color=16478047)
    number: int = thread["result"]["message_thread_id"]
    sandbox.bot(
        "sendMessage",
        chat_id=GROUP_ID,
        message_thread_id=number,
        text="<b>P1</b> · espera 0 min",
        parse_mode="HTML",
        reply_markup=TAKE,
    )
    return number


def greet(sandbox: Sandbox) -> None:
    """Do what the bot does at the start."""
    keyboard = {"keyboard": [["🆘 Ayuda ya"], ["Temas", "Hablar con una persona"]]}
    sandbox.bot("sendMessage", chat_id=CHILD, text="Hola, soy Colibrí.", reply_markup=keyboard)


def test_a_conversation_by_keyboard_alone(wide: Page, sandbox: Sandbox) -> None:
    def tab_to(name: str) -> None:
        target = wide.get_by_role("button", name=name)
        for _ in range(40):
            wide.keyboard.press("Tab")
            if target.evaluate("el => el === document.activeElement"):
                return
        raise AssertionError(f"Tab does not reach «{name}»")

    tab_to("Empezar")
    wide.keyboard.press("Enter")
    phone = wide.get_by_role("log", name="Conversación con Colibrí")
    expect(phone).to_contain_text("/start")
    greet(sandbox)
    expect(phone).to_contain_text("Hola, soy Colibrí.")

    expect(wide.get_by_label("Mensaje para Colibrí")).to_be_focused()
    wide.keyboard.type("kiero ayuda")
    wide.keyboard.press("Enter")
    expect(phone).to_contain_text("kiero ayuda")
    expect(wide.get_by_label("Mensaje para Colibrí")).to_have_value("")
    tab_to("Temas")
    wide.keyboard.press("Space")
    sandbox.wait_for(lambda: sandbox.child_messages(1)[-1]["text"] == "Temas")

    open_case(sandbox)
    tab_to("Quetzal 27")
    wide.keyboard.press("Enter")
    expect(wide.get_by_label("Mensaje para el grupo")).to_be_focused()
    wide.keyboard.press("Shift+Tab")
    wide.keyboard.press("Shift+Tab")
    expect(wide.get_by_role("button", name="Tomar")).to_be_focused()
    wide.keyboard.press("Enter")
    pressed = sandbox.wait_for(lambda: presses(sandbox))[0]
    sandbox.bot("answerCallbackQuery", callback_query_id=pressed["id"], text="El caso es tuyo.")
    expect(wide.locator("#talk-toast")).to_have_text("El caso es tuyo.")


def presses(sandbox: Sandbox) -> list[Any]:
    """Return the presses of buttons that wait for the bot."""
    updates = sandbox.bot("getUpdates")["result"]
    return [update["callback_query"] for update in updates if "callback_query" in update]


def test_what_is_focused_can_be_seen(wide: Page) -> None:
    wide.keyboard.press("Tab")
    while wide.evaluate("document.activeElement !== document.body"):
        outline = wide.evaluate(
            """() => [document.activeElement, document.activeElement.nextElementSibling]
              .some((el) => el && getComputedStyle(el).outlineStyle === "solid")"""
        )
        assert outline, wide.evaluate("document.activeElement.outerHTML")
        wide.keyboard.press("Tab")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_names_contrast_and_width(
    browser: Browser, sandbox: Sandbox, size: tuple[int, int]
) -> None:
    sandbox.start(1)
    greet(sandbox)
    sandbox.child_sends(1, "voice")
    sandbox.child_sends(1, "photo")
    sandbox.child_sends(1, "location")
    sandbox.child_says(1, "palabralarga" * 30)
    thread = open_case(sandbox)
    said = sandbox.staff_says("ana", "hola", thread)
    thumb = [{"type": "emoji", "emoji": "👍"}]
    sandbox.bot(
        "setMessageReaction", chat_id=GROUP_ID, message_id=said["message_id"], reaction=thumb
    )
    for page in open_page(browser, sandbox, size):
        expect(page.locator("#phone-log")).to_contain_text("Hola, soy Colibrí.")
        assert page.evaluate(FLAWS) == []
        if size == NARROW:
            page.get_by_role("tab", name="Equipo").click()
            assert page.evaluate(FLAWS) == []
        page.get_by_role("button", name="Quetzal 27").click()
        expect(page.get_by_label("Reacción de Colibrí: 👍")).to_be_visible()
        assert page.evaluate(FLAWS) == []


def test_two_tabs_at_the_width_of_a_phone(narrow: Page, sandbox: Sandbox) -> None:
    expect(narrow.get_by_role("button", name="Empezar")).to_be_visible()
    expect(narrow.get_by_label("Mensaje para el grupo")).to_be_hidden()
    open_case(sandbox)
    team = narrow.get_by_role("tab", name="Equipo")
    expect(team.locator(".badge")).to_have_text("2")

    narrow.get_by_role("tab", name="Teléfono").focus()
    narrow.keyboard.press("ArrowRight")
    expect(team).to_be_focused()
    expect(team).to_have_attribute("aria-selected", "true")
    expect(narrow.get_by_role("button", name="Empezar")).to_be_hidden()
    narrow.get_by_role("button", name="Quetzal 27").click()
    expect(narrow.get_by_role("button", name="Tomar")).to_be_visible()
    narrow.get_by_role("button", name="Volver a los hilos").click()
    expect(narrow.get_by_role("button", name="General")).to_be_visible()


def test_what_people_write_stays_text(wide: Page, sandbox: Sandbox) -> None:
    evil = "<img src=x onerror=alert(1)> <b>hola</b>"
    sandbox.child_says(1, evil)
    sandbox.bot("createForumTopic", chat_id=GROUP_ID, name=evil)
    expect(wide.locator("#phone-log")).to_contain_text(evil)
    expect(wide.locator("#thread-list")).to_contain_text(evil)
    assert wide.locator("#phone-log img, #phone-log b, #thread-list img").count() == 0


def test_each_child_has_a_phone(wide: Page, sandbox: Sandbox) -> None:
    sandbox.child_says(1, "soy la primera")
    sandbox.child_says(2, "soy el segundo")
    log = wide.locator("#phone-log")
    expect(log).to_contain_text("soy la primera")
    wide.get_by_role("radio", name="Niño/a 2").check()
    expect(log).to_contain_text("soy el segundo")
    expect(log).not_to_contain_text("soy la primera")
    wide.get_by_label("Enviar una nota de voz de prueba").first.click()
    sandbox.wait_for(lambda: "voice" in sandbox.child_messages(2)[-1])
    sandbox.bot("sendChatAction", chat_id=CHILD + 1, action="typing")
    expect(wide.locator("#phone-state")).to_have_text("escribiendo…")
    sandbox.bot("sendMessage", chat_id=CHILD + 1, text="listo")
    expect(wide.locator("#phone-state")).to_have_text("robot")


def test_who_writes_can_be_chosen(wide: Page, sandbox: Sandbox) -> None:
    thread = open_case(sandbox)
    wide.get_by_role("button", name="Quetzal 27").click()
    wide.get_by_role("radio", name="Beto").check()
    wide.get_by_label("Mensaje para el grupo").fill("// ya voy")
    wide.keyboard.press("Enter")
    sandbox.wait_for(lambda: sandbox.thread_messages(thread)[-1].get("text") == "// ya voy")
    assert sandbox.thread_messages(thread)[-1]["from"]["first_name"] == "Beto"
    sandbox.bot("closeForumTopic", chat_id=GROUP_ID, message_thread_id=thread)
    expect(wide.locator("#talk-state")).to_have_text("hilo cerrado")
    wide.get_by_label("Mensaje para el grupo").fill("¿hola?")
    wide.keyboard.press("Enter")
    expect(wide.locator("#talk-toast")).to_contain_text("El hilo está cerrado")
    expect(wide.get_by_label("Mensaje para el grupo")).to_have_value("¿hola?")
    wide.get_by_role("radio", name="Una extraña").check()
    sandbox.bot("deleteForumTopic", chat_id=GROUP_ID, message_thread_id=thread)
    expect(wide.locator("#talk-name")).to_have_text("General")
    expect(wide.locator("#talk-state")).to_have_text("Una extraña no es del grupo")


def test_replies_in_a_group_without_threads(wide: Page, sandbox: Sandbox) -> None:
    sandbox.reset("plain")
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="Caso de Quetzal 27")["result"]
    wide.get_by_label("Responder a Colibrí (prueba): Caso de Quetzal 27").focus()
    wide.keyboard.press("Enter")
    expect(wide.locator("#replying")).to_be_visible()
    wide.keyboard.type("Hola, soy Ana")
    wide.keyboard.press("Enter")
    expect(wide.locator("#replying")).to_be_hidden()
    answer = sandbox.wait_for(
        lambda: [m for m in sandbox.group_messages() if "reply_to_message" in m]
    )[0]
    assert answer["reply_to_message"]["message_id"] == sent["message_id"]
    expect(wide.locator("#talk-log .quote")).to_contain_text("Caso de Quetzal 27")


def test_a_page_left_open_follows_a_reset(wide: Page, sandbox: Sandbox) -> None:
    sandbox.child_says(1, "hola")
    expect(wide.locator("#phone-log")).to_contain_text("hola")
    sandbox.reset("forum")
    expect(wide.get_by_role("button", name="Empezar")).to_be_visible()
    sandbox.child_says(1, "otra vez")
    expect(wide.locator("#phone-log")).to_contain_text("otra vez")
