// Keeps a viewer close to the live edge: buffer depth steers the playback rate, hls.js only fetches.
//
// hls.js speeds up only while more than a second is buffered, so it cannot get below about 1.2 s from camera to
// screen. Here playback runs at 1.1 while more is buffered than needed, at 0.97 while less, and jumps when the
// viewer is seconds behind. What is needed is half a part, by which the depth swings, and a margin that grows
// with every stall and shrinks again when playback is calm.

// What hls.js has to be told so that the two do not pull in different directions. Its worker is left out: parts
// need no remuxing, and a message to another thread and back for each of them delays the start.
export const lowLatencyConfig = {
  lowLatencyMode: true,
  enableWorker: false,
  maxLiveSyncPlaybackRate: 1,
  backBufferLength: 30,
  abrEwmaDefaultEstimate: 5_000_000,
};

const defaults = { margin: 0.35, dead: 0.08, jumpBehind: 3, period: 100, calmMs: 20_000, stallStep: 0.15, most: 1.5 };
const SMOOTHING = 0.2; // of each new depth, every period: averages over a few parts

export class LowLatencyController {
  constructor(hls, video, options = {}) {
    this.hls = hls;
    this.video = video;
    this.options = { ...defaults, ...options };
    this.margin = this.options.margin;
    this.average = null; // depth, smoothed
    this.following = true; // false while the viewer watches what lies further back
    this.played = false;
    this.stalls = 0;
    this.changed = 0; // when the margin was changed last
    this.listeners = {
      playing: () => (this.played = true),
      waiting: () => this.stalled(),
      seeking: () => this.seeked(),
    };
    for (const [name, listener] of Object.entries(this.listeners)) video.addEventListener(name, listener);
    this.timer = setInterval(() => this.tick(), this.options.period);
  }

  // Seconds between the picture on the screen and the newest one that the server has.
  get behind() {
    const edge = this.hls.latestLevelDetails?.edge;
    return edge === undefined ? 0 : edge - this.video.currentTime;
  }

  // Seconds that can be played without anything more arriving.
  get depth() {
    const { buffered, currentTime } = this.video;
    for (let i = 0; i < buffered.length; i += 1) {
      if (buffered.start(i) <= currentTime + 0.1 && currentTime < buffered.end(i)) return buffered.end(i) - currentTime;
    }
    return 0;
  }

  get target() {
    return this.margin + (this.hls.latestLevelDetails?.partTarget ?? 0.2) / 2;
  }

  tick() {
    const { video, options } = this;
    if (!this.following || video.paused || video.readyState < 3) {
      this.average = null;
      this.setRate(1);
      return;
    }
    if (this.behind > options.jumpBehind) {
      this.goLive();
      return;
    }
    if (this.margin > options.margin && performance.now() - this.changed > options.calmMs) {
      this.setMargin(this.margin - options.stallStep / 2);
    }
    this.average = this.average === null ? this.depth : this.average + (this.depth - this.average) * SMOOTHING;
    const excess = this.average - this.target;
    this.setRate(excess > options.dead ? 1.1 : excess < -options.dead ? 0.97 : 1);
  }

  goLive() {
    this.following = true;
    const position = this.hls.liveSyncPosition;
    if (position != null) {
      this.jumping = true;
      this.video.currentTime = position;
    }
    if (this.video.paused) this.video.play().catch(() => {});
  }

  setRate(rate) {
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  setMargin(seconds) {
    this.margin = Math.min(this.options.most, Math.max(this.options.margin, seconds));
    this.changed = performance.now();
  }

  seeked() {
    if (!this.jumping) this.following = this.behind <= this.options.jumpBehind;
    this.jumping = false;
  }

  stalled() {
    if (!this.played || !this.following || this.video.seeking || this.video.paused) return;
    this.stalls += 1;
    this.setMargin(this.margin + this.options.stallStep);
  }

  destroy() {
    clearInterval(this.timer);
    for (const [name, listener] of Object.entries(this.listeners)) this.video.removeEventListener(name, listener);
    this.setRate(1);
  }
}
