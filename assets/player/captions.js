// Captions that came with the stream (CEA-608, WebVTT): hls.js makes text tracks of them, the viewer turns one on.

export class Captions {
  constructor(video, on) {
    this.video = video;
    this.on = on;
    this.chosen = 0;
    this.changed = () => this.show();
    video.textTracks.addEventListener?.("addtrack", this.changed);
  }

  get tracks() {
    return [...this.video.textTracks].filter(({ kind }) => kind === "captions" || kind === "subtitles");
  }

  list() {
    return this.tracks.map(({ label, language }) => label || language);
  }

  // Show track `index`, or none when it is -1.
  choose(index) {
    this.on = index >= 0;
    this.chosen = Math.max(0, index);
    this.show();
  }

  toggle() {
    this.choose(this.on ? -1 : this.chosen);
  }

  show() {
    this.tracks.forEach((track, index) => {
      const mode = this.on && index === this.chosen ? "showing" : "disabled";
      if (track.mode !== mode) track.mode = mode;
    });
  }

  close() {
    this.video.textTracks.removeEventListener?.("addtrack", this.changed);
  }
}
