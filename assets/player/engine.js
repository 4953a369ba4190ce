// Keeps one <video> fed from one HLS address, whatever happens on the way. It knows nothing of buttons: it tells
// `onChange` what is so, and does what it is told. docs/player.md has the phases and what is done about which error.
import { Captions } from "./captions.js";
import { figuresOf, depthOf } from "./figures.js";
import { LowLatencyController, lowLatencyConfig } from "./ll-controller.js";
import { look } from "./look.js";
import { remedyFor, Watchdog } from "./trouble.js";

const RETRY = [500, 1000, 2000, 3000, 5000, 8000]; // ms between looks at a stream that is away
const SLOW = 15_000; // ms between looks at one that this browser cannot play
const EDGE = 5; // seconds behind the newest picture within which a viewer counts as live
const SAMPLE = 500;
const STEADY = { lowLatencyMode: false, backBufferLength: 30, liveSyncDurationCount: 3, enableWorker: true };

const nativeHls = (video) => video.canPlayType("application/vnd.apple.mpegurl") !== "";

export class Engine {
  constructor(video, { src, recorded = false, lowLatency = true, quality = "", captions = false, onChange, onTrouble, load }) {
    Object.assign(this, { video, src, recorded, lowLatency, quality, onChange, onTrouble });
    this.load = load ?? (() => import("hls.js").then((module) => module.default));
    this.phase = "loading"; // loading, playing, stalled, waiting, ended, denied, failed, missing
    this.tries = 0;
    this.errors = 0;
    this.decoderTroubles = [];
    this.opened = performance.now();
    this.firstFrame = null;
    this.closed = false;
    this.captions = new Captions(video, captions);
    this.watchdog = new Watchdog(this);
    this.listeners = {
      playing: () => this.isPlaying(),
      waiting: () => this.phase === "playing" && this.become("stalled"),
      timeupdate: () => this.phase !== "playing" && !video.paused && video.readyState > 2 && this.isPlaying(),
      ended: () => this.hasEnded(),
      error: () => !this.hls && video.error && this.reopen(),
      pause: () => this.report(),
      volumechange: () => this.report(),
    };
    for (const [name, act] of Object.entries(this.listeners)) video.addEventListener(name, act);
    this.sampler = setInterval(() => {
      this.watchdog.tick(performance.now());
      this.report();
    }, SAMPLE);
    this.begin();
  }

  async begin() {
    try {
      this.Hls = await this.load();
    } catch {
      if (!this.closed) this.retrying = setTimeout(() => this.begin(), this.delay());
      return;
    }
    if (this.closed) return;
    if (this.Hls.isSupported() || nativeHls(this.video)) this.attach();
    else this.become("failed");
  }

  attach() {
    const { Hls } = this;
    this.firstLoaded = false;
    if (!Hls.isSupported()) {
      this.video.src = this.src;
      if (this.wanted) this.video.play().catch(() => {});
      return;
    }
    const startPosition = this.isLive === false && this.resumeAt ? this.resumeAt : -1;
    this.hls = new Hls({ ...(this.lowLatency ? lowLatencyConfig : STEADY), startPosition });
    this.hls.on(Hls.Events.ERROR, (_, error) => this.failedAt(error));
    this.hls.on(Hls.Events.MANIFEST_LOADED, (_, { levels }) => {
      // hls.js leaves out what has sound alone when there are pictures too: it is played by its own address.
      this.soundOnly = levels.find(({ width, videoCodec }) => !width && !videoCodec)?.url ?? this.soundOnly;
    });
    this.hls.on(Hls.Events.MANIFEST_PARSED, () => this.chooseRemembered());
    this.hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => this.loaded(details));
    if (this.lowLatency) this.controller = new LowLatencyController(this.hls, this.video);
    this.hls.loadSource(this.quality === "audio" && this.soundOnly ? this.soundOnly : this.src);
    this.hls.attachMedia(this.video);
    if (this.wanted) this.video.play().catch(() => {});
  }

  loaded(details) {
    this.isLive = details.live;
    this.wasLive ||= details.live;
    this.watchdog.heard(details, performance.now());
    if (!details.live && this.controller) this.controller.following = false;
    if (!this.firstLoaded && details.live && this.resumeBehind > EDGE) {
      const { controller, video } = this;
      if (controller) controller.following = false;
      video.currentTime = Math.max(details.fragments[0]?.start ?? 0, details.edge - this.resumeBehind);
    }
    this.firstLoaded = true;
    this.resumeBehind = this.resumeAt = 0;
  }

  failedAt(error) {
    this.errors += 1;
    if (!error.fatal) return;
    this.onTrouble?.(error.details);
    const remedy = remedyFor(error);
    if (remedy === "deny") this.pauseFor("denied", SLOW);
    else if (remedy === "refuse") this.pauseFor("failed", SLOW);
    else if (remedy === "decoder" && this.recover()) return;
    else this.reopen();
  }

  // A decoder that stumbles is set up anew in place; three times in 20 s means that starting over is better.
  recover() {
    const now = performance.now();
    this.decoderTroubles = [...this.decoderTroubles.filter((then) => now - then < 20_000), now];
    if (this.decoderTroubles.length > 2 || !this.hls) return false;
    if (this.decoderTroubles.length === 2) this.hls.swapAudioCodec();
    this.hls.recoverMediaError();
    if (this.wanted) this.video.play().catch(() => {});
    return true;
  }

  // Start over as soon as the stream is there.
  reopen() {
    this.leave();
    this.become(this.firstFrame === null ? "loading" : "waiting");
    this.lookAgain(this.delay());
  }

  pauseFor(phase, ms) {
    this.leave();
    this.become(phase);
    this.lookAgain(ms);
  }

  lookAgain(ms) {
    clearTimeout(this.retrying);
    this.retrying = setTimeout(async () => {
      const found = await look(this.src);
      if (this.closed || this.hls) return;
      const over = found === "ended" && (this.isLive || this.wasLive);
      if (found === "running" || (found === "ended" && !over)) {
        if (this.phase !== "waiting") this.become("loading");
        this.attach();
        return;
      }
      if (found === "missing" && this.recorded) return this.become("missing"); // what was recorded does not come back
      if (over) this.become("ended");
      if (found === "denied") this.become("denied");
      this.lookAgain(this.delay());
    }, ms);
  }

  delay() {
    const delay = RETRY[Math.min(this.tries, RETRY.length - 1)];
    this.tries += 1;
    return delay * (0.8 + Math.random() * 0.4); // a thousand viewers do not come back in the same moment
  }

  hasEnded() {
    this.become("ended");
    if (!this.wasLive) return;
    this.leave();
    this.lookAgain(this.delay()); // the next stream at this address begins by itself
  }

  isPlaying() {
    if (this.firstFrame === null) this.firstFrame = performance.now() - this.opened;
    this.wanted = true;
    this.tries = 0;
    this.become("playing");
  }

  become(phase) {
    if (this.phase === phase) return;
    this.phase = phase;
    this.report();
  }

  get behind() {
    if (this.controller) return this.controller.behind;
    const edge = this.hls ? this.hls.latestLevelDetails?.edge : this.window[1];
    return edge === undefined ? 0 : Math.max(0, edge - this.video.currentTime);
  }

  get window() {
    const { seekable } = this.video;
    return seekable.length ? [seekable.start(0), seekable.end(seekable.length - 1)] : [0, 0];
  }

  report() {
    if (this.closed) return;
    const { hls, video } = this;
    const [start, end] = this.window;
    this.onChange({
      phase: this.phase,
      live: this.isLive ?? true,
      atEdge: this.behind < EDGE,
      behind: this.behind,
      paused: video.paused,
      muted: video.muted,
      volume: video.volume,
      time: video.currentTime,
      start,
      end,
      levels: (hls?.levels ?? []).map(({ height, bitrate, name, frameRate }) => ({ height, bitrate, name, frameRate })),
      level: hls?.currentLevel ?? -1,
      soundOnly: Boolean(this.soundOnly),
      onlySound: this.quality === "audio" && Boolean(this.soundOnly),
      automatic: this.quality !== "audio" && (hls?.autoLevelEnabled ?? true),
      captions: this.captions.list(),
      captionsOn: this.captions.on,
      caption: this.captions.chosen,
      figures: figuresOf(this),
    });
  }

  // `quality` is "" for automatic, "audio" for sound alone, or the height of the picture.
  choose(quality) {
    const restart = (quality === "audio") !== (this.quality === "audio");
    this.quality = quality;
    if (restart) this.restart();
    else if (this.hls) this.hls.nextLevel = this.levelFor(quality);
    this.report();
  }

  chooseRemembered() {
    this.tries = 0;
    const level = this.levelFor(this.quality);
    if (level >= 0) this.hls.currentLevel = level;
    this.report();
  }

  levelFor(quality) {
    return quality && quality !== "audio" ? this.hls.levels.findIndex(({ height }) => String(height) === String(quality)) : -1;
  }

  goLive() {
    if (this.controller) this.controller.goLive();
    else this.video.currentTime = this.hls?.liveSyncPosition ?? this.window[1];
    this.video.play().catch(() => {});
  }

  seek(time) {
    const [start, end] = this.window;
    if (this.isLive && time > end - 1) return this.goLive();
    this.video.currentTime = Math.min(Math.max(time, start), Math.max(start, end - 0.1));
  }

  setLowLatency(wanted) {
    this.lowLatency = wanted;
    this.restart();
  }

  restart() {
    if (!this.hls) return;
    const paused = this.video.paused;
    this.leave();
    this.wanted = !paused;
    this.attach();
  }

  // Remember where the viewer is, and let go of the stream.
  leave() {
    const { video } = this;
    if (this.hls && this.firstFrame !== null) {
      this.wanted = !video.paused || this.phase === "ended";
      this.resumeAt = video.currentTime;
      this.resumeBehind = this.controller?.following === false || !this.controller ? this.behind : 0;
    }
    this.controller?.destroy();
    this.hls?.destroy();
    this.controller = this.hls = undefined;
    this.watchdog.rest();
  }

  get depth() {
    return depthOf(this.video);
  }

  close() {
    this.closed = true;
    clearTimeout(this.retrying);
    clearInterval(this.sampler);
    for (const [name, act] of Object.entries(this.listeners)) this.video.removeEventListener(name, act);
    this.captions.close();
    this.leave();
    this.video.removeAttribute("src");
  }
}
