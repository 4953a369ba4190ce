// A live feed as a list of React. Reads every delta as it arrives: what is only read when a component renders
// would miss those that came in between.
import { useContext, useSyncExternalStore } from "react";
import { StateStoreContext, eventLoop } from "$/utils/context-registry";
import { ReflexEvent } from "$/utils/state";
import { FeedWindow } from "./feed_window.js";

const ASK_AGAIN_MS = 2000;
const lists = new WeakMap();

class LiveList {
  #store;
  #state;
  #field;
  #window;
  #last;
  #askedAt = -Infinity;
  #listeners = new Set();

  constructor(store, state, field, keep) {
    this.#store = store;
    this.#state = state;
    this.#field = field;
    this.#window = new FeedWindow(keep);
    store.subscribe(state, () => this.#read());
    this.#read();
  }

  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  entries = () => this.#window.entries;

  get known() {
    return this.#window.known;
  }

  #read() {
    const message = this.#store.getSnapshot(this.#state)?.[this.#field];
    if (!message || message === this.#last) return;
    this.#last = message;
    const before = this.#window.entries;
    if (!this.#window.take(message)) this.#askForWhole();
    if (this.#window.entries !== before) this.#listeners.forEach((listener) => listener(message));
  }

  #askForWhole() {
    if (performance.now() - this.#askedAt < ASK_AGAIN_MS) return;
    this.#askedAt = performance.now();
    eventLoop.addEvents([ReflexEvent(`${this.#state}.send_whole`, {})], [], {});
  }
}

/** The entries of the feed `field` of a state, oldest first. */
export function useLiveList(state, field, keep) {
  const list = useLive(state, field, keep);
  return useSyncExternalStore(list.subscribe, list.entries, list.entries);
}

/** The list itself, for a component that draws when it likes: it is told of every message that changes it. */
export function useLive(state, field, keep) {
  const store = useContext(StateStoreContext);
  if (!lists.has(store)) lists.set(store, new Map());
  const ofStore = lists.get(store);
  const name = `${state}.${field}.${keep}`;
  if (!ofStore.has(name)) ofStore.set(name, new LiveList(store, state, field, keep));
  return ofStore.get(name);
}
