// What to do when playing goes wrong: about errors that hls.js gives up on, and about pictures that stand still
// although nobody says why.

const REFUSED = new Set([
  "manifestIncompatibleCodecsError", // nothing in the stream is of a kind that this browser decodes
  "bufferIncompatibleCodecsError",
  "bufferAddCodecError",
]);
const GONE = new Set(["attachMediaError", "mediaSourceRequiresReset"]); // the decoder itself has to be made anew

// "decoder": set it up anew in place. "deny": a new address is needed. "refuse": this browser cannot. "reopen".
export function remedyFor({ type, details, response }) {
  if (response?.code === 401 || response?.code === 403) return "deny";
  if (type === "keySystemError" || REFUSED.has(details)) return "refuse";
  if (type === "mediaError" && !GONE.has(details)) return "decoder";
  return "reopen"; // network, mux, and whatever else hls.js calls fatal
}

const HOLE = 1500; // ms of standing still until a step over a hole in the buffer
const AWAY = 2500; // ... until a stream without anything new counts as away
const STUCK = 5000; // ... until a decoder that has enough to play is set up anew
const HOPELESS = 10_000; // ... until everything is
const FRESH = 12_000; // ms for which an answered playlist proves that the server is there

export class Watchdog {
  constructor(engine) {
    this.engine = engine;
    this.rest();
  }

  rest() {
    this.since = null;
    this.time = null;
    this.done = 0;
    this.heardAt = this.movedAt = -Infinity;
  }

  // A playlist came.
  heard(details, now) {
    this.heardAt = now;
    if (details.edge === this.edge) return;
    this.edge = details.edge;
    this.movedAt = now;
  }

  tick(now) {
    const { engine } = this;
    const { video, hls } = engine;
    const idle = video.paused || video.seeking || engine.firstFrame === null || engine.phase === "ended";
    if (idle || video.currentTime !== this.time || this.since === null) {
      this.time = video.currentTime;
      this.since = idle ? null : now;
      this.done = 0;
      return;
    }
    const still = now - this.since;
    if (!hls) {
      // Safari plays by itself; when it stands still for long, the address is opened again.
      if (video.src && still > HOPELESS) this.once(4, () => engine.reopen());
      return;
    }
    if (still > HOLE) this.once(1, () => this.stepOverHole());
    const { isLive, depth } = engine;
    const dry = isLive && depth < 0.5 && now - this.heardAt < FRESH && now - this.movedAt > AWAY;
    if (dry) {
      if (still > AWAY) engine.become("waiting");
      return; // nothing is broken here: the next part ends the wait
    }
    if (still > STUCK && depth > 0.5) this.once(2, () => engine.recover() || engine.reopen());
    if (still > HOPELESS) this.once(3, () => engine.reopen());
  }

  // Each step of a rescue is taken once; the next one follows when it did not help.
  once(step, act) {
    if (this.done >= step) return;
    this.done = step;
    act();
  }

  stepOverHole() {
    const { video } = this.engine;
    const { buffered, currentTime } = video;
    for (let i = 0; i < buffered.length; i += 1) {
      const gap = buffered.start(i) - currentTime;
      if (gap > 0 && gap < 10) {
        video.currentTime = buffered.start(i) + 0.05;
        return;
      }
    }
  }
}
