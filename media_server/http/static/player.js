// The test player: lists the public streams, plays one, shows how far behind live it is.
import { LowLatencyController, lowLatencyConfig } from "./ll-controller.js";

const element = (id) => document.getElementById(id);
const video = element("video");
let hls = null;
let controller = null;

async function listStreams() {
  const answer = await fetch("api/streams");
  const { streams } = await answer.json();
  element("choice").replaceChildren(...streams.map(({ name }) => new Option(name, name)));
  say(streams.length ? "" : "No stream is live.");
  return streams;
}

function play(name, stock) {
  controller?.destroy();
  hls?.destroy();
  controller = null;
  const url = `live/${encodeURIComponent(name)}/index.m3u8`;
  if (!Hls.isSupported()) {
    video.src = url; // Safari on phones plays Low-Latency HLS itself
    return;
  }
  hls = new Hls(stock ? { lowLatencyMode: true } : lowLatencyConfig);
  if (!stock) controller = new LowLatencyController(hls, video);
  hls.on(Hls.Events.ERROR, (_, data) => {
    if (!data.fatal) return;
    say(`${data.details}: trying again`);
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else setTimeout(() => hls?.loadSource(url), 2000);
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => say(""));
  hls.loadSource(url);
  hls.attachMedia(video);
  video.play().catch(() => say("Press play."));
}

function say(text) {
  element("message").textContent = text;
}

function showFigures() {
  if (!hls) return;
  const level = hls.levels?.[hls.currentLevel];
  const rows = {
    "behind live": `${hls.latency.toFixed(2)} s`,
    rate: video.playbackRate.toFixed(2),
    buffered: controller ? `${controller.depth.toFixed(2)} s` : "",
    stalls: controller ? controller.stalls : "",
    picture: level ? `${level.width}x${level.height}, ${level.codecs ?? ""}` : "",
    dropped: video.getVideoPlaybackQuality().droppedVideoFrames,
  };
  const cells = Object.entries(rows).flatMap(([name, value]) => [cell("dt", name), cell("dd", value)]);
  element("figures").replaceChildren(...cells);
}

function cell(tag, text) {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}

element("open").addEventListener("submit", (event) => {
  event.preventDefault();
  play(element("choice").value, element("stock").checked);
});
setInterval(showFigures, 500);
const query = new URLSearchParams(location.search);
if (query.has("stream")) play(query.get("stream"), query.has("stock"));
const streams = await listStreams();
if (!query.has("stream") && streams.length) play(streams[0].name, false);
