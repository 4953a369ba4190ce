// The picture and its controls. What keeps the picture coming is in engine.js.
import { useCallback, useEffect, useRef, useState } from "react";
import { Engine } from "$/public/player/engine.js";

const CALM = 2000; // ms without a move until the controls fade
const HEARTBEAT = 10_000;
const kept = (name, fallback) => {
  try {
    return JSON.parse(localStorage.getItem(`player.${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
};
const keep = (name, value) => {
  try {
    localStorage.setItem(`player.${name}`, JSON.stringify(value));
  } catch {}
};

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

const SHAPES = {
  play: <path d="M7 4.5v15l12-7.5z" fill="currentColor" />,
  pause: <path d="M8 5v14M16 5v14" />,
  loud: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11" />,
  mute: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
  settings: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4" />,
  captions: <path d="M3.5 5.5h17v13h-17zM10 10.5a2 2 0 1 0 0 3M16.5 10.5a2 2 0 1 0 0 3" />,
  pip: <path d="M3.5 5.5h17v13h-17zM12.5 12h5.5v4h-5.5z" />,
  theatre: <path d="M3 6.5h18v11H3zM15 6.5v11" />,
  full: <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />,
};

const Icon = ({ name }) => (
  <svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    {SHAPES[name]}
  </svg>
);

const Control = ({ name, label, shortcut, pressed, onClick }) => (
  <button
    type="button"
    className="player-control"
    aria-label={label}
    title={shortcut ? `${label} (${shortcut})` : label}
    aria-pressed={pressed}
    onClick={onClick}
  >
    <Icon name={name} />
  </button>
);

function ScrubBar({ now, label, onSeek, storyboard }) {
  const [hover, setHover] = useState(null);
  const { start, end, time, live } = now;
  const length = end - start;
  if (!(length > 15)) return null;
  const share = Math.min(1, Math.max(0, (time - start) / length));
  const told = (at) => (live ? `-${clock(end - at)}` : clock(at));
  const point = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    setHover(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const at = hover === null ? null : start + hover * length;
  const tile = at === null ? null : storyboard?.find((each) => each.start <= at && at < each.end);
  return (
    <div className="player-scrub" onPointerMove={point} onPointerLeave={() => setHover(null)}>
      <input
        type="range"
        min={start}
        max={end}
        step="0.1"
        value={time}
        aria-label={label}
        aria-valuetext={told(time)}
        style={{ "--share": share }}
        onChange={(event) => onSeek(Number(event.target.value))}
      />
      {hover !== null && (
        <span className="player-scrub-hint" style={{ left: `${hover * 100}%` }}>
          {tile && <span className="player-tile" style={{ backgroundImage: `url(${tile.image})`, backgroundPosition: `-${tile.x}px -${tile.y}px`, width: tile.w, height: tile.h }} />}
          {told(at)}
        </span>
      )}
    </div>
  );
}

function Settings({ now, labels, lowLatency, onLevel, onLowLatency, figuresShown, onFigures }) {
  const named = (level) => (level.height ? `${level.height}p` : (level.name ?? labels.audioOnly));
  return (
    <div className="player-menu" role="group" aria-label={labels.settings}>
      <fieldset>
        <legend>{labels.quality}</legend>
        <label>
          <input type="radio" name="player-level" checked={now.automatic} onChange={() => onLevel(-1)} />
          {labels.automatic}
          {now.automatic && now.levels[now.level] && <span className="ui-num"> {named(now.levels[now.level])}</span>}
        </label>
        {now.levels.map((level, index) => (
          <label key={index}>
            <input
              type="radio"
              name="player-level"
              checked={!now.automatic && now.level === index}
              onChange={() => onLevel(index)}
            />
            <span className="ui-num">{named(level)}</span>
          </label>
        ))}
      </fieldset>
      {now.live && (
        <label>
          <input type="checkbox" checked={lowLatency} onChange={(event) => onLowLatency(event.target.checked)} />
          {labels.lowLatency}
        </label>
      )}
      <label>
        <input type="checkbox" checked={figuresShown} onChange={(event) => onFigures(event.target.checked)} />
        {labels.statistics}
      </label>
    </div>
  );
}

function Figures({ figures, labels }) {
  const megabits = (bits) => (bits ? `${(bits / 1e6).toFixed(1)} Mbit/s` : "–");
  const rows = [
    [labels.latency, figures.latency === null ? "–" : `${figures.latency.toFixed(2)} s`],
    [labels.buffer, `${figures.buffer.toFixed(2)} s`],
    [labels.picture, figures.size || "–"],
    [labels.codecs, figures.codecs || "–"],
    [labels.bitrate, megabits(figures.bitrate)],
    [labels.bandwidth, megabits(figures.bandwidth)],
    [labels.dropped, `${figures.dropped} / ${figures.frames}`],
    [labels.stalls, figures.stalls],
    [labels.firstFrame, figures.firstFrame === null ? "–" : `${(figures.firstFrame / 1000).toFixed(2)} s`],
  ];
  return (
    <dl className="player-figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="ui-num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Player({
  src, poster, title, artist, artwork, labels, storyboard, autoPlay = true, compact = false, heartbeat, theatre, onTheatre, onPhase,
}) {
  const frame = useRef(null);
  const video = useRef(null);
  const engine = useRef(null);
  const [now, setNow] = useState(null);
  const [lowLatency, setLowLatency] = useState(true);
  const [menu, setMenu] = useState(false);
  const [figuresShown, setFiguresShown] = useState(false);
  const [awake, setAwake] = useState(true);
  const [silenced, setSilenced] = useState(false);
  const calm = useRef(0);

  // A new address is a new engine; everything else is told to the one that runs.
  useEffect(() => {
    const element = video.current;
    element.volume = kept("volume", 1);
    element.muted = kept("muted", false);
    const low = kept("lowLatency", true);
    setLowLatency(low);
    const running = new Engine(element, { src, lowLatency: low, onChange: setNow });
    engine.current = running;
    if (autoPlay) {
      // Browsers let sound begin only after a gesture: then begin muted, and offer the sound.
      element.play().catch((error) => {
        if (error.name !== "NotAllowedError") return;
        element.muted = true;
        setSilenced(true);
        element.play().catch(() => {});
      });
    }
    return () => running.close();
  }, [src]);

  const phase = now?.phase ?? "loading";
  useEffect(() => {
    onPhase?.(phase);
  }, [phase]);

  useEffect(() => {
    if (!heartbeat) return;
    const beat = () => {
      if (document.hidden && video.current?.paused) return;
      if (engine.current?.phase !== "playing" || video.current?.paused) return;
      fetch(heartbeat, { method: "POST", keepalive: true }).catch(() => {});
    };
    const timer = setInterval(beat, HEARTBEAT);
    return () => clearInterval(timer);
  }, [heartbeat]);

  useEffect(() => {
    if (!("mediaSession" in navigator) || !title) return;
    navigator.mediaSession.metadata = new MediaMetadata({
      title,
      artist,
      artwork: artwork ? [{ src: artwork, sizes: "512x512" }] : [],
    });
    const acts = { play: () => video.current.play(), pause: () => video.current.pause() };
    for (const [name, act] of Object.entries(acts)) navigator.mediaSession.setActionHandler(name, act);
    return () => Object.keys(acts).forEach((name) => navigator.mediaSession.setActionHandler(name, null));
  }, [title, artist, artwork]);

  const wake = useCallback(() => {
    setAwake(true);
    clearTimeout(calm.current);
    calm.current = setTimeout(() => setAwake(false), CALM);
  }, []);
  useEffect(() => () => clearTimeout(calm.current), []);

  const togglePlay = () => {
    const element = video.current;
    if (!element.paused) return element.pause();
    if (now?.live && !now.atEdge) element.play().catch(() => {});
    else if (now?.live) engine.current.goLive();
    else element.play().catch(() => {});
  };
  const setVolume = (volume) => {
    const element = video.current;
    element.volume = Math.min(1, Math.max(0, volume));
    element.muted = element.volume === 0;
    setSilenced(false);
    keep("volume", element.volume);
    keep("muted", element.muted);
    engine.current.report();
  };
  const toggleMute = () => {
    const element = video.current;
    element.muted = !element.muted;
    if (!element.muted && element.volume === 0) element.volume = 0.5;
    setSilenced(false);
    keep("muted", element.muted);
    engine.current.report();
  };
  const toggleFull = () =>
    document.fullscreenElement ? document.exitFullscreen() : frame.current.requestFullscreen?.();
  const togglePip = () =>
    document.pictureInPictureElement ? document.exitPictureInPicture() : video.current.requestPictureInPicture?.();
  const toggleCaptions = () => {
    const [track] = video.current.textTracks;
    if (track) track.mode = track.mode === "showing" ? "hidden" : "showing";
    setNow({ ...now });
  };
  const chooseLowLatency = (wanted) => {
    setLowLatency(wanted);
    keep("lowLatency", wanted);
    engine.current.setLowLatency(wanted);
  };

  const press = (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "range";
    if (typing || event.target.isContentEditable || event.ctrlKey || event.metaKey || event.altKey) return;
    const onButton = event.target.closest?.("button, a, [role^=menuitem], summary");
    const inside = frame.current?.contains(event.target);
    const step = (seconds) => engine.current.seek(video.current.currentTime + seconds);
    const acts = {
      k: togglePlay, m: toggleMute, f: toggleFull, t: () => onTheatre?.(), c: toggleCaptions, i: togglePip,
      j: () => step(-10), l: () => step(10),
      ...(onButton ? {} : { " ": togglePlay }),
      ...(inside || !onButton ? { ArrowLeft: () => step(-5), ArrowRight: () => step(5), ArrowUp: () => setVolume(video.current.volume + 0.05), ArrowDown: () => setVolume(video.current.volume - 0.05) } : {}),
      Escape: () => setMenu(false),
    };
    // Up and down scroll the page unless the player has the focus.
    if (event.key.startsWith("Arrow") && !inside) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    if (event.key !== "Escape") event.preventDefault();
    wake();
    act();
  };
  const pressed = useRef(press);
  pressed.current = press;
  useEffect(() => {
    if (compact) return;
    const listen = (event) => pressed.current(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [compact]);

  const paused = now?.paused ?? true;
  const shown = awake || paused || menu;
  const captionsOn = video.current?.textTracks[0]?.mode === "showing";

  return (
    <div ref={frame} className="player" data-phase={phase} data-shown={shown} onPointerMove={wake} onPointerDown={wake} onPointerLeave={() => !paused && setAwake(false)}>
      <video ref={video} className="player-video" poster={poster || undefined} playsInline tabIndex={0} aria-label={title} onClick={togglePlay} onDoubleClick={toggleFull} />
      {phase === "loading" && <div className="player-veil" role="status"><span className="ui-spinner" /><span className="ui-hidden-visually">{labels.loading}</span></div>}
      {phase === "stalled" && <div className="player-veil" data-light="true"><span className="ui-spinner" /></div>}
      {phase === "waiting" && <div className="player-veil" role="status"><span className="ui-spinner" /><p>{labels.reconnecting}</p></div>}
      {phase === "failed" && <div className="player-veil" role="alert"><p>{labels.failed}</p></div>}
      {phase === "ended" && <div className="player-veil" role="status"><p>{labels.ended}</p></div>}
      {silenced && phase !== "ended" && (
        <button type="button" className="player-unmute" onClick={toggleMute}><Icon name="mute" />{labels.unmute}</button>
      )}
      {figuresShown && now && <Figures figures={now.figures} labels={labels} />}
      <div className="player-bar">
        {now && <ScrubBar now={now} label={labels.position} storyboard={storyboard} onSeek={(time) => engine.current.seek(time)} />}
        <div className="player-row">
          <Control name={paused ? "play" : "pause"} label={paused ? labels.play : labels.pause} shortcut="Space" onClick={togglePlay} />
          <Control name={now?.muted ? "mute" : "loud"} label={now?.muted ? labels.unmute : labels.mute} shortcut="M" onClick={toggleMute} />
          <input
            type="range"
            className="player-volume"
            min="0"
            max="1"
            step="0.05"
            value={now?.muted ? 0 : (now?.volume ?? 1)}
            aria-label={labels.volume}
            style={{ "--share": now?.muted ? 0 : (now?.volume ?? 1) }}
            onChange={(event) => setVolume(Number(event.target.value))}
          />
          {now?.live ? (
            <button type="button" className="player-live" data-edge={now.atEdge && !paused} title={labels.goLive} onClick={() => engine.current.goLive()}>
              <span className="ui-dot" />{labels.live}
              {!now.atEdge && <span className="ui-num"> -{clock(now.end - now.time)}</span>}
            </button>
          ) : (
            now && <span className="player-time ui-num">{clock(now.time)} / {clock(now.end)}</span>
          )}
          <span className="player-gap" />
          {now?.captions && <Control name="captions" label={labels.captions} shortcut="C" pressed={captionsOn} onClick={toggleCaptions} />}
          <Control name="settings" label={labels.settings} pressed={menu} onClick={() => setMenu(!menu)} />
          {!compact && <Control name="pip" label={labels.pictureInPicture} shortcut="I" onClick={togglePip} />}
          {!compact && onTheatre && <Control name="theatre" label={labels.theatre} shortcut="T" pressed={theatre} onClick={() => onTheatre()} />}
          <Control name="full" label={labels.fullScreen} shortcut="F" onClick={toggleFull} />
        </div>
        {menu && now && (
          <Settings
            now={now}
            labels={labels}
            lowLatency={lowLatency}
            onLevel={(level) => engine.current.choose(level)}
            onLowLatency={chooseLowLatency}
            figuresShown={figuresShown}
            onFigures={setFiguresShown}
          />
        )}
      </div>
    </div>
  );
}
