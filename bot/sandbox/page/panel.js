// What the phone and the group have in common: a text field, stand-ins, short notices, presses.

import { act } from "./model.js";

const TOAST_MS = 4000;
const TYPING_MS = 5000;
const ANSWER_MS = 10000;

export const byId = (id) => document.getElementById(id);

export class Panel {
  // prefix: of the ids in the page; where(): chat, user and thread of what is sent from here
  constructor(prefix, where) {
    this.where = where;
    this.toast = byId(`${prefix}-toast`);
    this.text = byId(`${prefix}-text`);
    this.state = byId(`${prefix}-state`);
    this.pressed = new Map(); // buttons that wait for an answer, by query
    this.early = new Map(); // answers that came before the server told the query's number
    byId(`${prefix}-form`).addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendText();
    });
    byId(`${prefix}-voice`).addEventListener("click", () => this.sendMedia("voice"));
    byId(`${prefix}-photo`).addEventListener("click", () => this.sendMedia("photo"));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.sendText();
      }
    });
    this.text.addEventListener("input", () => this.grow());
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  async sendText() {
    const text = this.text.value.trim();
    if (!text) return;
    if (await this.do("message", { text })) {
      this.text.value = "";
      this.grow();
    }
  }

  sendMedia(kind) {
    return this.do("media", { kind });
  }

  async do(name, order) {
    try {
      const result = await act(name, { ...this.where(), ...order });
      this.sent?.();
      return result;
    } catch (error) {
      this.notice(error.message);
      return null;
    }
  }

  async press(message, button, key) {
    if (button.url) return this.notice(`Abriría ${button.url}`);
    if (button.copy_text) return this.notice(`Copiaría «${button.copy_text.text}»`);
    const { chat, user } = this.where();
    key.classList.add("waiting");
    try {
      const order = { chat, user, message_id: message.message_id, data: button.callback_data };
      const { query } = await act("press", order);
      this.pressed.set(query, key);
      if (this.early.has(query)) this.answered(this.early.get(query));
      else setTimeout(() => this.stopWaiting(query), ANSWER_MS);
    } catch (error) {
      key.classList.remove("waiting");
      this.notice(error.message);
    }
  }

  // The bot answered a press, maybe one made elsewhere: show what it says to whoever pressed here.
  answered(answer) {
    if (!this.pressed.has(answer.query)) {
      this.early.set(answer.query, answer);
      setTimeout(() => this.early.delete(answer.query), ANSWER_MS);
      return;
    }
    this.stopWaiting(answer.query);
    if (answer.text) this.notice(answer.text);
  }

  stopWaiting(query) {
    this.pressed.get(query)?.classList.remove("waiting");
    this.pressed.delete(query);
  }

  notice(text) {
    this.toast.textContent = text;
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { this.toast.textContent = ""; }, TOAST_MS);
  }

  typing(isTyping, usual) {
    clearTimeout(this.typingTimer);
    this.state.classList.toggle("typing", isTyping);
    this.state.textContent = isTyping ? "escribiendo…" : usual;
    if (isTyping) this.typingTimer = setTimeout(() => this.typing(false, usual), TYPING_MS);
  }
}
