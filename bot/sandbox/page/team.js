// The staff group: threads, the open conversation, and who is writing.

import { MessageList, element, gist, icon, nameOf, service } from "./messages.js";
import { GENERAL, threadOf } from "./model.js";
import { Panel, byId } from "./panel.js";

const CHAT = "group";
const PEOPLE = {
  ana: { id: 600000001, name: "Ana" },
  beto: { id: 600000002, name: "Beto" },
  carla: { id: 600000003, name: "Carla" },
  stranger: { id: 600000009, name: "Una extraña" },
};
const NAMES = new Intl.ListFormat("es");
const FIRST_EMOJI = /^(\p{Extended_Pictographic}\uFE0F?)\s*(.+)$/u;

export class Team {
  constructor(model) {
    this.model = model;
    this.writer = "ana";
    this.thread = GENERAL;
    this.replying = null;
    this.unread = new Map();
    this.panel = new Panel("talk", () => this.where());
    this.panel.sent = () => this.stopReplying();
    this.list = new MessageList(byId("talk-log"), {
      isOwn: (message) => message.from.id === this.writerId,
      press: (...pressed) => this.panel.press(...pressed),
      reply: () => this.isPlain,
      replyTo: (message) => this.startReplying(message),
      showNames: true,
    });
    byId("writers").addEventListener("change", (event) => this.write(event.target.value));
    byId("replying-stop").addEventListener("click", () => this.stopReplying());
    byId("back").addEventListener("click", () => this.showList());
    model.on("loaded", () => this.load());
    model.on("message", (event) => event.chat === CHAT && this.message(event));
    model.on("gone", (event) => event.chat === CHAT && this.list.remove(event.message_id));
    model.on("reaction", (event) => event.chat === CHAT && this.react(event.message_id));
    model.on("thread", () => this.showThreads());
    model.on("thread_gone", (event) => this.threadGone(event.thread_id));
    model.on("typing", (event) => this.typing(event));
    model.on("answer", (event) => this.panel.answered(event));
    model.on("members", () => this.showHead());
  }

  get chat() {
    return this.model.chat(CHAT);
  }

  get isPlain() {
    return this.model.mode === "plain";
  }

  get writerId() {
    return PEOPLE[this.writer].id;
  }

  where() {
    const place = { chat: CHAT, user: this.writer };
    if (this.thread !== GENERAL) place.thread_id = this.thread;
    if (this.replying) place.reply_to = this.replying.message_id;
    return place;
  }

  load() {
    this.unread.clear();
    byId("desk").classList.toggle("plain", this.isPlain);
    this.open(this.isPlain || !this.model.threads.has(this.thread) ? GENERAL : this.thread);
  }

  write(writer) {
    this.writer = writer;
    this.showMessages();
    this.showHead();
  }

  open(thread) {
    this.thread = thread;
    this.unread.delete(thread);
    this.stopReplying();
    this.showMessages();
    this.showHead();
    this.showThreads();
  }

  showMessages() {
    this.list.show(this.messagesOf(this.thread), this.chat.reactions);
  }

  messagesOf(thread) {
    const all = [...this.chat.messages.values()];
    return this.isPlain ? all : all.filter((message) => threadOf(message) === thread);
  }

  message({ message, isNew }) {
    const thread = this.isPlain ? GENERAL : threadOf(message);
    if (thread === this.thread) {
      this.list.put(message, this.chat.reactions.get(message.message_id));
      if (message.from.is_bot) this.panel.typing(false, this.usual);
    }
    if (isNew && (thread !== this.thread || !this.isSeen())) {
      this.unread.set(thread, (this.unread.get(thread) ?? 0) + 1);
    }
    this.showThreads();
  }

  react(id) {
    const message = this.chat.messages.get(id);
    if (this.isPlain || threadOf(message) === this.thread) {
      this.list.put(message, this.chat.reactions.get(id));
    }
  }

  typing({ chat, thread_id: thread }) {
    if (chat === CHAT && (this.isPlain || (thread ?? GENERAL) === this.thread)) {
      this.panel.typing(true, this.usual);
    }
  }

  threadGone(id) {
    this.unread.delete(id);
    if (this.thread === id) this.open(GENERAL);
    this.showThreads();
  }

  // -- the head of the conversation

  get usual() {
    const { members, threads } = this.model;
    if (!members.has(this.writer)) return `${PEOPLE[this.writer].name} no es del grupo`;
    if (threads.get(this.thread)?.closed) return "hilo cerrado";
    const names = Object.keys(PEOPLE).filter((key) => members.has(key)).map((key) => PEOPLE[key].name);
    return NAMES.format(members.has("bot") ? [...names, "Colibrí"] : names);
  }

  showHead() {
    const thread = this.model.threads.get(this.thread);
    const name = this.isPlain ? "Equipo de guardia" : thread?.name ?? "General";
    byId("talk-name").textContent = name;
    byId("talk-log").setAttribute("aria-label", `Mensajes de ${name}`);
    this.panel.typing(false, this.usual);
  }

  startReplying(message) {
    this.replying = message;
    byId("replying").hidden = false;
    byId("replying-text").textContent = `Respondes a ${nameOf(message)}: ${gist(message)}`;
    this.panel.text.focus();
  }

  stopReplying() {
    this.replying = null;
    byId("replying").hidden = true;
  }

  // -- the list of threads

  isSeen() {
    return byId("talk-log").offsetParent !== null;
  }

  // The conversation has come into view: what was unread in it is read.
  seen() {
    if (this.isSeen() && this.unread.delete(this.thread)) this.showThreads();
  }

  showList() {
    byId("desk").classList.add("listing");
    byId("thread-list").querySelector("[aria-current]")?.focus();
  }

  openFromList(thread) {
    byId("desk").classList.remove("listing");
    this.open(thread);
    if (byId("back").offsetParent) byId("back").focus();
    else this.panel.text.focus();
  }

  showThreads() {
    const focused = document.activeElement?.dataset.thread;
    const list = byId("thread-list");
    list.replaceChildren(this.entry(GENERAL, { name: "General", closed: false, icon_color: 0 }));
    const last = (id) => Math.max(id, ...this.messagesOf(id).map((message) => message.message_id));
    const threads = [...this.model.threads.values()].sort((a, b) => last(b.id) - last(a.id));
    for (const thread of threads) list.append(this.entry(thread.id, thread));
    if (focused) list.querySelector(`[data-thread="${focused}"]`)?.focus();
    if (!this.panel.state.classList.contains("typing")) this.showHead();
  }

  entry(id, thread) {
    const item = element("li");
    const button = element("button", thread.closed ? "thread closed" : "thread");
    button.type = "button";
    button.dataset.thread = id;
    if (id === this.thread) button.setAttribute("aria-current", "true");
    const [, emoji, name] = thread.name.match(FIRST_EMOJI) ?? [null, null, thread.name];
    const sign = element("span", "sign", id === GENERAL ? "#" : emoji ?? [...name][0]);
    sign.setAttribute("aria-hidden", "true");
    sign.dataset.colour = thread.icon_color;
    const words = element("span", "words");
    const spoken = this.messagesOf(id).filter((message) => !service(message)).at(-1);
    const line = spoken ? `${nameOf(spoken)}: ${gist(spoken)}` : "Sin mensajes";
    words.append(element("span", "thread-name", name), element("span", "line", line));
    button.append(sign, words);
    if (thread.closed) {
      const lock = element("span", "lock");
      lock.append(icon("lock"), element("span", "quiet", "cerrado"));
      button.append(lock);
    }
    const count = this.unread.get(id);
    if (count) {
      const badge = element("span", "badge", String(count));
      badge.append(element("span", "quiet", " sin leer"));
      button.append(badge);
    }
    button.addEventListener("click", () => this.openFromList(id));
    item.append(button);
    return item;
  }
}
