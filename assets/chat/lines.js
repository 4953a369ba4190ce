// The lines of a chat on one screen: the live feed, older pages before it, and what a reader must not lose while
// reading. Pure.

const READING = 1500; // lines kept while somebody reads further up; beyond, the oldest go

export class Lines {
  #keep;
  #byId = new Map();
  #older = new Set();

  constructor(keep) {
    this.#keep = keep;
  }

  /**
   * Take the newest entries of the feed, and the message that changed them. Gives the ids that are new.
   */
  take(entries, message) {
    const fresh = [];
    for (const id of this.#gone(entries, message)) this.#byId.delete(id);
    for (const entry of entries) {
      if (!this.#byId.has(entry.id)) fresh.push(entry.id);
      this.#byId.set(entry.id, entry);
    }
    return fresh;
  }

  /** Put a page of older entries before all others. */
  prepend(entries) {
    const older = entries.filter((entry) => !this.#byId.has(entry.id));
    for (const entry of older) this.#older.add(entry.id);
    this.#byId = new Map([...older.map((entry) => [entry.id, entry]), ...this.#byId]);
  }

  /** Let older pages go: something in them may have been taken away. */
  forgetOlder() {
    for (const id of this.#older) this.#byId.delete(id);
    this.#older.clear();
  }

  /** What is left of what was shown, as it is now: for a list that stands still. */
  still(shown) {
    return shown.map((entry) => this.#byId.get(entry.id)).filter(Boolean);
  }

  /** What is shown, the oldest first. A reader at the end needs no more than a screenful or two. */
  trim(reading) {
    const surplus = this.#byId.size - (reading ? READING : this.#keep);
    const oldest = this.#byId.keys();
    for (let i = 0; i < surplus; i++) this.#byId.delete(oldest.next().value);
    return [...this.#byId.values()];
  }

  #gone(entries, message) {
    if (!message?.all) return message?.gone ?? [];
    if (!entries.length) return [...this.#byId.keys()];
    const there = new Set(entries.map((entry) => entry.id));
    const known = [...this.#byId.keys()];
    const from = known.findIndex((id) => there.has(id));
    return from < 0 ? [] : known.slice(from).filter((id) => !there.has(id));
  }
}

const LOUD = 3; // messages in one breath that are still read out one by one

/** What a screen reader is told of messages that have come in: each while it is quiet, their number when it is not. */
export function spoken(entries, label) {
  if (entries.length > LOUD) return label.replace("{n}", entries.length);
  return entries.map((entry) => `${entry.name}: ${entry.text}`).join(". ");
}
