// What the parts of one chat tell each other without the server: whom one answers, and what goes into the box.
const listeners = new Set();
let reply = null;

const changed = () => listeners.forEach((listener) => listener());

export const desk = {
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  reply: () => reply,
  /** Answer a line ({id, name, text}); null answers nobody. */
  answer(line) {
    reply = line;
    changed();
    if (line) focus();
  },
  /** Put text where the person writes. */
  insert(text) {
    document.dispatchEvent(new CustomEvent("chat:insert", { detail: text }));
  },
};

const focus = () => document.querySelector("[data-chat-box]")?.focus();
