// What a browser keeps of a live feed. aethex_live/realtime/feed.py tells what the messages mean.

export class FeedWindow {
  /** The newest `keep` entries, oldest first; the array is another one whenever something has changed. */
  entries = [];
  #keep;
  #byId = new Map();
  #life = "";
  #state = 0;

  constructor(keep) {
    this.#keep = keep;
  }

  /** Whether the room has said what is in it, be it nothing. */
  get known() {
    return this.#life !== "";
  }

  /** Take a message in. False: something before it is missing, and everything has to be asked for. */
  take(message) {
    if (message.all) {
      this.#life = message.k;
      this.#state = message.n;
      this.#byId = new Map(message.all.map((entry) => [entry.id, entry]));
      this.#changed();
      return true;
    }
    if (message.k !== this.#life || message.from > this.#state) return false;
    if (message.n > this.#state) {
      this.#state = message.n;
      for (const id of message.gone ?? []) this.#byId.delete(id);
      for (const entry of message.set ?? []) if (this.#byId.has(entry.id)) this.#byId.set(entry.id, entry);
      for (const entry of message.put ?? []) {
        this.#byId.delete(entry.id);
        this.#byId.set(entry.id, entry);
      }
      this.#changed();
    }
    return true;
  }

  #changed() {
    const surplus = this.#byId.size - this.#keep;
    if (surplus > 0) {
      const oldest = this.#byId.keys();
      for (let i = 0; i < surplus; i++) this.#byId.delete(oldest.next().value);
    }
    this.entries = [...this.#byId.values()];
  }
}
