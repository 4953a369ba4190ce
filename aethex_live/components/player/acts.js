// Everything that a viewer can do with a player, by name: for buttons, keys, the lock screen, and Python.
import { keep } from "./context.js";

const clamp = (value) => Math.min(1, Math.max(0, value));

export function actsOf({ engine, video, frame, props, show }) {
  const player = () => video.current;
  const running = () => engine.current;
  const setVolume = (volume) => {
    const element = player();
    element.volume = clamp(volume);
    element.muted = element.volume === 0;
    keep("volume", element.volume);
    keep("muted", element.muted);
    show({ silenced: false });
  };
  const setMuted = (muted) => {
    const element = player();
    element.muted = muted;
    if (!muted && element.volume === 0) element.volume = 0.5;
    keep("muted", muted);
    show({ silenced: false });
  };
  const play = () => player().play().catch(() => {});
  const wide = () => document.getElementById(props().fullScreenOf) ?? frame.current;
  const acts = {
    play,
    pause: () => player().pause(),
    togglePlay: () => (player().paused ? play() : player().pause()),
    mute: () => setMuted(true),
    unmute: () => setMuted(false),
    toggleMute: () => setMuted(!player().muted),
    setVolume,
    changeVolume: (by) => setVolume((player().muted ? 0 : player().volume) + by),
    seek: (time) => running().seek(time),
    skip: (seconds) => running().seek(player().currentTime + seconds),
    step: (frames) => {
      if (player().paused) player().currentTime += frames / 30;
    },
    goLive: () => running().goLive(),
    chooseQuality: (quality) => {
      keep("quality", quality);
      running().choose(quality);
    },
    setLowLatency: (wanted) => {
      keep("lowLatency", wanted);
      show({ lowLatency: wanted });
      running().setLowLatency(wanted);
    },
    chooseCaptions: (index) => {
      running().captions.choose(index);
      keep("captions", running().captions.on);
      running().report();
    },
    toggleCaptions: () => {
      running().captions.toggle();
      keep("captions", running().captions.on);
      running().report();
    },
    toggleFullScreen: () => {
      if (document.fullscreenElement) return document.exitFullscreen();
      if (wide().requestFullscreen) return wide().requestFullscreen().catch(() => {});
      return player().webkitEnterFullscreen?.(); // iPhones show a video alone in full screen, nothing else
    },
    togglePictureInPicture: () =>
      document.pictureInPictureElement
        ? document.exitPictureInPicture()
        : player().requestPictureInPicture?.().catch(() => {}),
    toggleTheatre: () => props().onTheatre?.(),
    toggleStatistics: () => show((shown) => ({ figures: !shown.figures })),
    toggleHelp: () => show((shown) => ({ help: !shown.help })),
    toggleSettings: () => show((shown) => ({ settings: !shown.settings })),
    closeAll: () => show({ settings: false, help: false }),
  };
  return acts;
}
