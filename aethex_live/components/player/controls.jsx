// The controls of the player, each by itself: a page puts them together in Python.
import { useEffect, useState } from "react";
import { clock, usePlayer } from "./context.js";
import { Icon } from "./icons.jsx";

const Control = ({ name, label, shortcut, pressed, expanded, onClick }) => (
  <button
    type="button"
    className="player-control"
    aria-label={label}
    title={shortcut ? `${label} (${shortcut})` : label}
    aria-pressed={pressed}
    aria-expanded={expanded}
    onClick={onClick}
  >
    <Icon name={name} />
  </button>
);

export function PlayButton() {
  const { now, acts, props } = usePlayer();
  const paused = now?.paused ?? true;
  return <Control name={paused ? "play" : "pause"} label={paused ? props.labels.play : props.labels.pause} shortcut="K" onClick={acts.togglePlay} />;
}

export function VolumeControl() {
  const { now, acts, props } = usePlayer();
  const muted = now?.muted ?? false;
  const volume = muted ? 0 : (now?.volume ?? 1);
  return (
    <span className="player-volume">
      <Control name={muted ? "mute" : "loud"} label={muted ? props.labels.unmute : props.labels.mute} shortcut="M" onClick={acts.toggleMute} />
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        value={volume}
        aria-label={props.labels.volume}
        aria-valuetext={`${Math.round(volume * 100)} %`}
        style={{ "--share": volume }}
        onChange={(event) => acts.setVolume(Number(event.target.value))}
      />
    </span>
  );
}

export function LiveButton() {
  const { now, acts, props } = usePlayer();
  if (!now?.live) return null;
  const behind = !now.atEdge;
  return (
    <button type="button" className="player-live" data-edge={!behind && !now.paused} title={props.labels.goLive} onClick={acts.goLive}>
      <span className="ui-dot" aria-hidden="true" />
      {props.labels.live}
      {behind && <span className="ui-num"> -{clock(now.behind)}</span>}
    </button>
  );
}

export function TimeShown() {
  const { now } = usePlayer();
  if (!now || now.live) return null;
  return (
    <span className="player-time ui-num">
      {clock(now.time)} / {clock(now.end)}
    </span>
  );
}

export function CaptionsButton() {
  const { now, acts, props } = usePlayer();
  if (!now?.captions.length) return null;
  return <Control name="captions" label={props.labels.captions} shortcut="C" pressed={now.captionsOn} onClick={acts.toggleCaptions} />;
}

export function SettingsButton() {
  const { shown, acts, props } = usePlayer();
  return <Control name="settings" label={props.labels.settings} expanded={shown.settings} onClick={acts.toggleSettings} />;
}

export function PictureInPictureButton() {
  const { acts, props } = usePlayer();
  const [possible, setPossible] = useState(false); // known in the browser alone: a built page has no button yet
  useEffect(() => setPossible(Boolean(document.pictureInPictureEnabled)), []);
  if (!possible) return null;
  return <Control name="pip" label={props.labels.pictureInPicture} shortcut="I" onClick={acts.togglePictureInPicture} />;
}

export function TheatreButton() {
  const { acts, props } = usePlayer();
  if (!props.onTheatre) return null;
  return (
    <span className="player-wide-only">
      <Control name="theatre" label={props.labels.theatre} shortcut="T" pressed={props.theatre ?? false} onClick={acts.toggleTheatre} />
    </span>
  );
}

export function ChatButton() {
  const { props } = usePlayer();
  if (!props.onChat) return null;
  return (
    <span className="player-wide-only">
      <Control name="chat" label={props.labels.chat} pressed={props.chat ?? true} onClick={() => props.onChat()} />
    </span>
  );
}

export function FullScreenButton() {
  const { acts, props } = usePlayer();
  return <Control name="full" label={props.labels.fullScreen} shortcut="F" onClick={acts.toggleFullScreen} />;
}

export function HelpButton() {
  const { shown, acts, props } = usePlayer();
  return (
    <span className="player-wide-only">
      <Control name="help" label={props.labels.help} shortcut="?" expanded={shown.help} onClick={acts.toggleHelp} />
    </span>
  );
}

export function UnmuteButton() {
  const { shown, phase, acts, props } = usePlayer();
  if (!shown.silenced || phase === "ended" || phase === "empty") return null;
  return (
    <button type="button" className="player-unmute" onClick={acts.unmute}>
      <Icon name="mute" />
      {props.labels.unmute}
    </button>
  );
}

export function SkipButton({ seconds, label }) {
  const { acts } = usePlayer();
  return (
    <button type="button" className="player-control" aria-label={label} title={label} onClick={() => acts.skip(seconds)}>
      <span className="ui-num">{seconds > 0 ? `+${seconds}` : seconds}</span>
    </button>
  );
}

// Hovering tells the time below the pointer, and shows its picture where there is one.
export function ScrubBar() {
  const { now, acts, props } = usePlayer();
  const [hover, setHover] = useState(null);
  if (!now || !(now.end - now.start > 15)) return null;
  const { start, end, time, live } = now;
  const length = end - start;
  const told = (at) => (live ? `-${clock(end - at)}` : clock(at));
  const point = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    setHover(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const at = hover === null ? null : start + hover * length;
  return (
    <div className="player-scrub" onPointerMove={point} onPointerLeave={() => setHover(null)}>
      <input
        type="range"
        min={start}
        max={end}
        step="0.1"
        value={Math.min(end, Math.max(start, time))}
        aria-label={props.labels.position}
        aria-valuetext={told(time)}
        style={{ "--share": Math.min(1, Math.max(0, (time - start) / length)) }}
        onChange={(event) => acts.seek(Number(event.target.value))}
      />
      {at !== null && (
        <span className="player-scrub-hint ui-num" style={{ left: `clamp(80px, ${hover * 100}%, 100% - 80px)` }}>
          <Tile at={at} />
          {told(at)}
        </span>
      )}
    </div>
  );
}

function Tile({ at }) {
  const { tiles } = usePlayer();
  const tile = tiles?.(at);
  if (!tile) return null;
  const style = { backgroundImage: `url("${tile.image}")`, backgroundPosition: `-${tile.x}px -${tile.y}px`, width: tile.w, height: tile.h };
  return <span className="player-tile" style={style} />;
}
