// What the statistics show.

// Seconds that can be played without anything more arriving.
export function depthOf({ buffered, currentTime }) {
  for (let i = 0; i < buffered.length; i += 1) {
    if (buffered.start(i) <= currentTime + 0.1 && currentTime < buffered.end(i)) return buffered.end(i) - currentTime;
  }
  return 0;
}

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 };
const clock = (date) => (date ? new Intl.DateTimeFormat(undefined, CLOCK).format(date) : "");

// The time of day that the server gave the newest picture.
function newestDate(details) {
  const last = details?.fragments.findLast((fragment) => fragment.programDateTime);
  return last ? new Date(last.programDateTime + (details.edge - last.start) * 1000) : null;
}

export function figuresOf(engine) {
  const { video, hls, isLive } = engine;
  const quality = video.getVideoPlaybackQuality?.();
  const level = hls?.levels?.[hls.currentLevel];
  return {
    latency: isLive ? engine.behind : null,
    buffer: depthOf(video),
    size: video.videoWidth ? `${video.videoWidth}×${video.videoHeight}` : "",
    frameRate: level?.frameRate ?? 0,
    codecs: [level?.videoCodec, level?.audioCodec].filter(Boolean).join(", "),
    bitrate: level?.bitrate ?? 0,
    bandwidth: hls?.bandwidthEstimate ?? 0,
    dropped: quality?.droppedVideoFrames ?? 0,
    frames: quality?.totalVideoFrames ?? 0,
    stalls: engine.controller?.stalls ?? 0,
    rate: video.playbackRate,
    firstFrame: engine.firstFrame,
    errors: engine.errors,
    pictureAt: clock(hls?.playingDate),
    newestAt: clock(newestDate(hls?.latestLevelDetails)),
    here: clock(new Date()),
  };
}
