// Puts the page together: phone, team, and at narrow widths the two tabs.

import { Model } from "./model.js";
import { byId } from "./panel.js";
import { Phone } from "./phone.js";
import { Team } from "./team.js";

const NARROW = matchMedia("(max-width: 899px)");
const TABS = ["phone", "team"];

const model = new Model();
const phone = new Phone(model);
const team = new Team(model);

class Tabs {
  constructor() {
    this.open = "phone";
    this.unseen = { phone: 0, team: 0 };
    for (const name of TABS) {
      const tab = byId(`tab-${name}`);
      tab.addEventListener("click", () => this.select(name));
      tab.addEventListener("keydown", (event) => this.move(event, name));
    }
    NARROW.addEventListener("change", () => this.show());
    this.show();
  }

  move(event, name) {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const other = TABS.find((tab) => tab !== name);
    this.select({ Home: "phone", End: "team" }[event.key] ?? other);
    byId(`tab-${this.open}`).focus();
  }

  select(name) {
    this.open = name;
    this.show();
  }

  show() {
    for (const name of TABS) {
      const isOpen = name === this.open;
      const tab = byId(`tab-${name}`);
      const section = byId(name);
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      section.hidden = NARROW.matches && !isOpen;
      if (NARROW.matches) section.setAttribute("role", "tabpanel");
      else section.removeAttribute("role");
      if (isOpen || !NARROW.matches) this.count(name, 0);
    }
    team.seen();
  }

  count(name, number) {
    this.unseen[name] = number;
    const badge = byId(`tab-${name}`).querySelector(".badge");
    badge.hidden = !number;
    badge.textContent = String(number);
    badge.setAttribute("aria-label", `${number} sin ver`);
  }

  came({ chat, isNew, message }) {
    const name = chat === "group" ? "team" : "phone";
    const isShown = chat === "group" || chat === phone.key;
    if (!isNew || !isShown || !byId(name).hidden || !message.from.is_bot) return;
    this.count(name, this.unseen[name] + 1);
  }
}

const tabs = new Tabs();
model.on("message", (event) => tabs.came(event));
model.on("connection", ({ isOpen }) => {
  byId("connection").textContent = isOpen ? "" : "Sin conexión con la prueba. Reintentando…";
});
model.follow().catch(() => model.tell("connection", { isOpen: false }));
