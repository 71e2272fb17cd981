// Shows messages as bubbles. All that people or the bot wrote goes in as text, never as HTML.

const TIME = new Intl.DateTimeFormat("es", { hour: "2-digit", minute: "2-digit" });
const MARKS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code",
  blockquote: "q", spoiler: "span",
};
const LINKS = new Set([
  "url", "text_link", "email", "mention", "text_mention", "hashtag", "bot_command",
]);
const NEAR_BOTTOM = 120;

export function element(tag, classes = "", text = "") {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function nameOf(message) {
  return message.sender_chat ? message.sender_chat.title : message.from.first_name;
}

// One line that says what a message is, for previews and quotes.
export function gist(message) {
  const text = message.text ?? message.caption;
  if (text) return text;
  const media = Object.keys(MEDIA).find((kind) => message[kind]);
  return media ? MEDIA[media].name : service(message) ?? "Mensaje";
}

export function service(message) {
  const who = nameOf(message);
  if (message.forum_topic_created) return `${who} abrió el hilo «${message.forum_topic_created.name}»`;
  if (message.forum_topic_edited) return `${who} cambió el nombre del hilo a «${message.forum_topic_edited.name}»`;
  if (message.forum_topic_closed) return `${who} cerró el hilo`;
  if (message.forum_topic_reopened) return `${who} abrió otra vez el hilo`;
  if (message.new_chat_members) return `${message.new_chat_members[0].first_name} entró al grupo`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} salió del grupo`;
  if (message.pinned_message) return `${who} fijó un mensaje`;
  return null;
}

const MEDIA = {
  voice: { name: "Nota de voz", show: (voice) => sound(voice.duration) },
  audio: { name: "Audio", show: (audio) => sound(audio.duration) },
  photo: { name: "Foto", show: () => picture("picture") },
  video: { name: "Video", show: () => picture("picture") },
  animation: { name: "Animación", show: () => picture("picture") },
  video_note: { name: "Videomensaje", show: () => picture("picture round") },
  sticker: { name: "Sticker", show: (sticker) => element("span", "sticker", sticker.emoji ?? "🙂") },
  location: { name: "Ubicación", show: (place) => card("pin", "Ubicación", `${place.latitude}, ${place.longitude}`) },
  contact: { name: "Contacto", show: (contact) => card("file", contact.first_name, contact.phone_number) },
  document: { name: "Documento", show: (file) => card("file", file.file_name ?? "Documento", "Archivo de prueba") },
};

function sound(seconds) {
  const made = element("span", "sound");
  const play = element("span", "play");
  play.append(icon("play"));
  const wave = icon("wave");
  wave.classList.add("wave");
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  made.append(play, wave, element("span", "length", time));
  return made;
}

function picture(classes) {
  const made = icon("scene");
  made.setAttribute("class", classes);
  return made;
}

function card(symbol, title, line) {
  const made = element("span", "card");
  const words = element("span");
  words.append(element("strong", "", title), element("span", "", line));
  made.append(icon(symbol), words);
  return made;
}

function formatted(text, entities = []) {
  const made = element("p", "text");
  let place = 0;
  for (const entity of entities) {
    if (entity.offset < place) continue;
    made.append(text.slice(place, entity.offset));
    const piece = text.slice(entity.offset, entity.offset + entity.length);
    made.append(element(MARKS[entity.type] ?? "span", LINKS.has(entity.type) ? "link" : "", piece));
    place = entity.offset + entity.length;
  }
  made.append(text.slice(place));
  return made;
}

function quote(message) {
  const made = element("div", "quote");
  made.append(element("strong", "", nameOf(message)), element("span", "", gist(message)));
  return made;
}

function reactions(emojis) {
  const made = element("p", "reactions");
  for (const emoji of emojis) made.append(element("span", "", emoji));
  made.setAttribute("aria-label", `Reacción de Colibrí: ${emojis.join(" ")}`);
  return made;
}

export class MessageList {
  // options: isOwn(message), press(message, button), reply(message) or null, showNames
  constructor(log, options) {
    this.log = log;
    this.options = options;
    this.shown = new Map();
    this.isAtEnd = true;
    log.addEventListener("scroll", () => {
      this.isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM;
    });
    new ResizeObserver(() => this.stayAtEnd()).observe(log);
  }

  stayAtEnd() {
    if (this.isAtEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  show(messages, allReactions) {
    this.log.setAttribute("aria-live", "off");
    this.shown.clear();
    this.log.replaceChildren();
    for (const message of messages) this.put(message, allReactions.get(message.message_id));
    this.isAtEnd = true;
    this.stayAtEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  put(message, emojis = []) {
    const made = this.bubble(message, emojis);
    const old = this.shown.get(message.message_id);
    if (old) {
      const hadFocus = old.contains(document.activeElement);
      old.replaceWith(made);
      if (hadFocus) (made.querySelector("button") ?? this.log).focus();
    } else {
      this.log.append(made);
    }
    this.shown.set(message.message_id, made);
    this.group(made);
    if (made.nextElementSibling) this.group(made.nextElementSibling);
    this.stayAtEnd();
  }

  remove(id) {
    this.shown.get(id)?.remove();
    this.shown.delete(id);
  }

  // Marks a bubble that follows one of the same person, so that it stands closer and unnamed.
  group(bubble) {
    const before = bubble.previousElementSibling;
    bubble.classList.toggle("again", Boolean(before) && before.dataset.who === bubble.dataset.who);
  }

  bubble(message, emojis) {
    const told = service(message);
    if (told) {
      const made = element("div", "service");
      made.append(element("p", "", told));
      return made;
    }
    const own = this.options.isOwn(message);
    const made = element("article", own ? "message own" : "message");
    made.dataset.who = message.from.id;
    made.dataset.id = message.message_id;
    const box = element("div", "bubble");
    const sender = element("p", "sender", nameOf(message));
    sender.dataset.tone = message.from.is_bot ? 0 : message.from.id % 5;
    if (!this.options.showNames || own) sender.classList.add("quiet");
    box.append(sender);
    if (message.reply_to_message && !service(message.reply_to_message)) {
      box.append(quote(message.reply_to_message));
    }
    const kind = Object.keys(MEDIA).find((name) => message[name]);
    if (kind) {
      const media = MEDIA[kind].show(message[kind]);
      box.append(media, element("span", "quiet", MEDIA[kind].name));
    }
    if (message.text) box.append(formatted(message.text, message.entities));
    if (message.caption) box.append(formatted(message.caption, message.caption_entities));
    const time = element("time", "", TIME.format(new Date(message.date * 1000)));
    if (message.edit_date) time.prepend("editado ");
    box.append(time);
    made.append(box);
    if (this.options.reply?.()) made.append(this.replyButton(message));
    if (emojis.length) made.append(reactions(emojis));
    const rows = message.reply_markup?.inline_keyboard ?? [];
    if (rows.length) made.append(this.buttons(message, rows));
    return made;
  }

  replyButton(message) {
    const made = element("button", "icon answer");
    made.type = "button";
    made.setAttribute("aria-label", `Responder a ${nameOf(message)}: ${gist(message).slice(0, 40)}`);
    made.append(icon("reply"));
    made.addEventListener("click", () => this.options.replyTo(message));
    return made;
  }

  buttons(message, rows) {
    const made = element("div", "buttons");
    for (const row of rows) {
      const line = element("div", "row");
      for (const button of row) {
        const key = element("button", button.style ?? "", button.text);
        key.type = "button";
        key.addEventListener("click", () => this.options.press(message, button, key));
        line.append(key);
      }
      made.append(line);
    }
    return made;
  }
}
