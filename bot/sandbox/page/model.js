// What the page knows of the sandbox, and how it hears of changes and asks for acts.

export const GENERAL = 0;
const SHOWN_GROUP = "group"; // tests may have further groups

export class Model extends EventTarget {
  mode = "forum";
  chats = new Map();
  threads = new Map();
  members = new Set();
  held = null; // events that came while the state was being fetched

  async load() {
    this.held = [];
    const state = await (await fetch("/sandbox/state")).json();
    this.mode = state.mode;
    this.members = new Set(state.members);
    this.threads = new Map(state.threads.map((thread) => [thread.id, thread]));
    this.chats = new Map();
    for (const chat of state.chats) {
      const known = this.chat(chat.key);
      Object.assign(known, { started: chat.started, blocked: chat.blocked, keyboard: chat.keyboard });
      for (const message of chat.messages) known.messages.set(message.message_id, message);
      for (const [id, emojis] of Object.entries(chat.reactions)) known.reactions.set(Number(id), emojis);
    }
    const held = this.held.filter((event) => event.seq > state.seq);
    this.held = null;
    this.tell("loaded", {});
    for (const event of held) this.apply(event);
    return state.seq;
  }

  async follow() {
    const seq = await this.load();
    const events = new EventSource(`/sandbox/events?after=${seq}`);
    events.onmessage = (event) => this.apply(JSON.parse(event.data));
    events.onopen = () => this.tell("connection", { isOpen: true });
    events.onerror = () => this.tell("connection", { isOpen: false });
  }

  chat(key) {
    if (!this.chats.has(key)) {
      this.chats.set(key, {
        started: false, blocked: false, keyboard: null, messages: new Map(), reactions: new Map(),
      });
    }
    return this.chats.get(key);
  }

  apply(event) {
    if (this.held) {
      this.held.push(event);
      return;
    }
    const chat = event.chat && this.chat(event.chat);
    switch (event.kind) {
      case "reset": this.load(); return;
      case "message":
        event.isNew = !chat.messages.has(event.message.message_id);
        chat.messages.set(event.message.message_id, event.message);
        break;
      case "gone": chat.messages.delete(event.message_id); break;
      case "reaction": chat.reactions.set(event.message_id, event.emojis); break;
      case "chat": Object.assign(chat, event.state); break;
      case "thread":
        if (event.chat !== SHOWN_GROUP) return;
        this.threads.set(event.thread.id, event.thread);
        break;
      case "thread_gone":
        if (event.chat !== SHOWN_GROUP) return;
        this.threads.delete(event.thread_id);
        break;
      case "members": this.members = new Set(event.members); break;
    }
    this.tell(event.kind, event);
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  on(kind, act) {
    this.addEventListener(kind, (event) => act(event.detail));
  }
}

export function threadOf(message) {
  return message.is_topic_message ? message.message_thread_id : GENERAL;
}

// Posts an act; resolves to its result, or throws an Error whose message can be shown.
export async function act(name, order) {
  let answer;
  try {
    answer = await fetch(`/sandbox/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    });
  } catch {
    throw new Error("La prueba no responde. ¿Sigue abierta en la terminal?");
  }
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error ?? "No se pudo.");
  return result;
}
