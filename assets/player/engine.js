// Keeps one <video> fed from one HLS address, whatever happens on the way. It knows nothing of buttons: it tells
// `onChange` what is so, and does what it is told.
import { LowLatencyController, lowLatencyConfig } from "./ll-controller.js";

const RETRY = [1000, 2000, 3000, 5000, 8000]; // ms between tries to reach a stream that is away
const EDGE = 5; // seconds behind the newest picture within which a viewer counts as live
const SAMPLE = 500;

const nativeHls = (video) => video.canPlayType("application/vnd.apple.mpegurl") !== "";

export class Engine {
  constructor(video, { src, lowLatency = true, onChange }) {
    Object.assign(this, { video, src, lowLatency, onChange });
    this.phase = "loading"; // loading, playing, stalled, waiting (for the stream to come back), ended, failed
    this.tries = 0;
    this.recoveries = [];
    this.errors = 0;
    this.opened = performance.now();
    this.firstFrame = null;
    this.closed = false;
    this.listeners = {
      playing: () => this.isPlaying(),
      waiting: () => this.phase === "playing" && this.become("stalled"),
      ended: () => this.become("ended"),
    };
    for (const [name, act] of Object.entries(this.listeners)) video.addEventListener(name, act);
    this.sampler = setInterval(() => this.report(), SAMPLE);
    this.open();
  }

  async open() {
    const { default: Hls } = await import("hls.js");
    if (this.closed) return;
    this.Hls = Hls;
    if (Hls.isSupported()) this.attach();
    else if (nativeHls(this.video)) this.playNatively();
    else this.become("failed");
  }

  attach() {
    const { Hls } = this;
    const low = this.lowLatency;
    this.hls = new Hls({
      ...(low ? lowLatencyConfig : { lowLatencyMode: false, backBufferLength: 30 }),
      enableWorker: true,
      capLevelToPlayerSize: false,
    });
    this.hls.on(Hls.Events.ERROR, (_, error) => this.failedAt(error));
    this.hls.on(Hls.Events.MANIFEST_PARSED, () => {
      this.tries = 0;
      this.report();
    });
    this.hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => {
      this.isLive = details.live;
      if (!details.live && this.controller) this.controller.following = false;
    });
    if (low) this.controller = new LowLatencyController(this.hls, this.video);
    this.hls.loadSource(this.src);
    this.hls.attachMedia(this.video);
  }

  playNatively() {
    this.isLive = true;
    this.video.addEventListener("error", (this.listeners.error = () => this.retry()));
    this.video.src = this.src;
  }

  failedAt(error) {
    this.errors += 1;
    if (!error.fatal) return;
    const { MEDIA_ERROR } = this.Hls.ErrorTypes;
    if (error.type === MEDIA_ERROR && this.recover()) return;
    this.retry();
  }

  // A decoder that stumbles is set up anew in place; three times in 20 s means that starting over is better.
  recover() {
    const now = performance.now();
    this.recoveries = [...this.recoveries.filter((then) => now - then < 20_000), now];
    if (this.recoveries.length > 2) return false;
    if (this.recoveries.length === 2) this.hls.swapAudioCodec();
    this.hls.recoverMediaError();
    return true;
  }

  retry() {
    this.detach();
    this.become(this.firstFrame === null ? "loading" : "waiting");
    const delay = RETRY[Math.min(this.tries, RETRY.length - 1)];
    this.tries += 1;
    clearTimeout(this.retrying);
    this.retrying = setTimeout(() => {
      if (this.closed) return;
      if (this.Hls?.isSupported()) this.attach();
      else this.video.load();
    }, delay);
  }

  isPlaying() {
    if (this.firstFrame === null) this.firstFrame = performance.now() - this.opened;
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
    const edge = this.hls?.latestLevelDetails?.edge;
    return edge === undefined ? 0 : Math.max(0, edge - this.video.currentTime);
  }

  get window() {
    const { seekable } = this.video;
    return seekable.length ? [seekable.start(0), seekable.end(seekable.length - 1)] : [0, 0];
  }

  get figures() {
    const { video, hls } = this;
    const quality = video.getVideoPlaybackQuality?.();
    const level = hls?.levels?.[hls.currentLevel];
    return {
      latency: this.isLive ? this.behind : null,
      buffer: this.depth,
      size: video.videoWidth ? `${video.videoWidth}×${video.videoHeight}` : "",
      codecs: [level?.videoCodec, level?.audioCodec].filter(Boolean).join(", "),
      bitrate: level?.bitrate ?? 0,
      bandwidth: hls?.bandwidthEstimate ?? 0,
      dropped: quality?.droppedVideoFrames ?? 0,
      frames: quality?.totalVideoFrames ?? 0,
      stalls: this.controller?.stalls ?? 0,
      rate: video.playbackRate,
      firstFrame: this.firstFrame,
      errors: this.errors,
    };
  }

  get depth() {
    const { buffered, currentTime } = this.video;
    for (let i = 0; i < buffered.length; i += 1) {
      if (buffered.start(i) <= currentTime + 0.1 && currentTime < buffered.end(i)) return buffered.end(i) - currentTime;
    }
    return 0;
  }

  report() {
    const { hls, video } = this;
    const [start, end] = this.window;
    this.onChange({
      phase: this.phase,
      live: this.isLive ?? true,
      atEdge: this.behind < EDGE,
      paused: video.paused,
      muted: video.muted,
      volume: video.volume,
      time: video.currentTime,
      start,
      end,
      levels: (hls?.levels ?? []).map(({ height, bitrate, name }) => ({ height, bitrate, name })),
      level: hls?.currentLevel ?? -1,
      automatic: hls?.autoLevelEnabled ?? true,
      captions: video.textTracks.length > 0,
      figures: this.figures,
    });
  }

  choose(level) {
    if (this.hls) this.hls.nextLevel = level;
    this.report();
  }

  goLive() {
    if (this.controller) this.controller.goLive();
    else this.video.currentTime = this.hls?.liveSyncPosition ?? this.window[1];
    this.video.play().catch(() => {});
  }

  seek(time) {
    const [start, end] = this.window;
    this.video.currentTime = Math.min(Math.max(time, start), Math.max(start, end - 0.1));
  }

  setLowLatency(wanted) {
    this.lowLatency = wanted;
    if (!this.hls) return;
    this.detach();
    this.attach();
    this.video.play().catch(() => {});
  }

  detach() {
    this.controller?.destroy();
    this.hls?.destroy();
    this.controller = this.hls = undefined;
  }

  close() {
    this.closed = true;
    clearTimeout(this.retrying);
    clearInterval(this.sampler);
    for (const [name, act] of Object.entries(this.listeners)) this.video.removeEventListener(name, act);
    this.detach();
  }
}
