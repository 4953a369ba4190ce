// Small pictures for the scrub bar: out of a storyboard (WebVTT whose cues name a place in a picture), or, while a
// stream is live, what this player has seen of it itself.

const EVERY = 10; // seconds between two pictures that the player keeps
const MOST = 720; // two hours of them
const WIDTH = 160;

const seconds = (stamp) => stamp.split(":").reduce((total, part) => total * 60 + Number(part), 0);

// [{ start, end, image, x, y, w, h }], in the order of the file.
export function tilesIn(vtt, base) {
  return vtt
    .split(/\r?\n\r?\n/)
    .map((cue) => cue.match(/([\d:.]+) --> ([\d:.]+)[^\n]*\r?\n(.+)#xywh=(\d+),(\d+),(\d+),(\d+)/))
    .filter(Boolean)
    .map(([, start, end, image, ...place]) => {
      const [x, y, w, h] = place.map(Number);
      return { start: seconds(start), end: seconds(end), image: new URL(image, base).href, x, y, w, h };
    });
}

export async function loadTiles(address) {
  const answer = await fetch(address);
  return answer.ok ? tilesIn(await answer.text(), new URL(address, location.href)) : [];
}

export const tileAt = (tiles, time) => tiles.find(({ start, end }) => start <= time && time < end);

export class Snapshots {
  constructor(video) {
    this.video = video;
    this.taken = new Map();
    this.canvas = document.createElement("canvas");
  }

  // Take one when there is none yet of where the video is.
  take() {
    const { video, canvas, taken } = this;
    const slot = Math.floor(video.currentTime / EVERY);
    if (taken.has(slot) || video.paused || video.readyState < 2 || !video.videoWidth || document.hidden) return;
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth);
    try {
      canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
      taken.set(slot, { image: canvas.toDataURL("image/jpeg", 0.6), x: 0, y: 0, w: canvas.width, h: canvas.height });
    } catch {} // a picture from another site that does not want to be read
    if (taken.size > MOST) taken.delete(taken.keys().next().value);
  }

  at(time) {
    const slot = Math.floor(time / EVERY);
    return this.taken.get(slot) ?? this.taken.get(slot - 1);
  }
}
