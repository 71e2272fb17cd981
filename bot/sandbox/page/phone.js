// The child's phone.

import { MessageList, element } from "./messages.js";
import { Panel, byId } from "./panel.js";

export class Phone {
  constructor(model) {
    this.model = model;
    this.child = 1;
    this.panel = new Panel("phone", () => ({ chat: this.key, user: `child${this.child}` }));
    this.list = new MessageList(byId("phone-log"), {
      isOwn: (message) => !message.from.is_bot,
      press: (...pressed) => this.panel.press(...pressed),
      showNames: false,
    });
    byId("children").addEventListener("change", (event) => this.open(Number(event.target.value)));
    byId("begin-button").addEventListener("click", () => this.begin());
    model.on("loaded", () => this.open(this.child));
    model.on("message", (event) => this.message(event));
    model.on("gone", (event) => event.chat === this.key && this.list.remove(event.message_id));
    model.on("reaction", (event) => event.chat === this.key && this.react(event.message_id));
    model.on("chat", (event) => event.chat === this.key && this.showState());
    model.on("typing", (event) => event.chat === this.key && this.panel.typing(true, this.usual));
    model.on("answer", (event) => this.panel.answered(event));
  }

  get key() {
    return `child:${this.child}`;
  }

  get chat() {
    return this.model.chat(this.key);
  }

  get usual() {
    return this.chat.blocked ? "bloqueado" : "robot";
  }

  open(child) {
    this.child = child;
    this.list.show([...this.chat.messages.values()], this.chat.reactions);
    this.showState();
  }

  // The field appears when the server tells of the start; then it takes the focus of the button.
  async begin() {
    this.takesFocus = Boolean(await this.panel.do("start", { child: this.child }));
    this.showState();
  }

  message(event) {
    if (event.chat !== this.key) return;
    this.list.put(event.message, this.chat.reactions.get(event.message.message_id));
    if (event.message.from.is_bot) this.panel.typing(false, this.usual);
  }

  react(id) {
    this.list.put(this.chat.messages.get(id), this.chat.reactions.get(id));
  }

  showState() {
    const isReady = this.chat.started && !this.chat.blocked;
    this.panel.typing(false, this.usual);
    byId("begin").hidden = isReady;
    byId("begin-text").textContent = this.chat.blocked
      ? "Bloqueaste a Colibrí. Puedes volver a hablarle cuando quieras."
      : "Así ve el chat quien lo abre por primera vez.";
    byId("phone-form").hidden = !isReady;
    this.showKeyboard(isReady ? this.chat.keyboard?.keyboard ?? [] : []);
    if (isReady && this.takesFocus) {
      this.takesFocus = false;
      this.panel.text.focus();
    }
    this.panel.text.placeholder = this.chat.keyboard?.input_field_placeholder ?? "Mensaje";
  }

  showKeyboard(rows) {
    const keys = byId("keys");
    keys.hidden = !rows.length;
    keys.replaceChildren();
    for (const row of rows) {
      const line = element("div", "row");
      for (const button of row) {
        const key = element("button", button.style ?? "", button.text);
        key.type = "button";
        key.addEventListener("click", () => this.tap(button));
        line.append(key);
      }
      keys.append(line);
    }
  }

  tap(button) {
    if (button.request_location) return this.panel.sendMedia("location");
    if (button.request_contact) return this.panel.sendMedia("contact");
    return this.panel.do("message", { text: button.text });
  }
}
