// The picture, and whatever a page puts over it. What keeps the picture coming is in assets/player/engine.js.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Engine } from "$/public/player/engine.js";
import { actsOf } from "./acts.js";
import { kept, PlayerContext } from "./context.js";
import { keyAsked } from "./keys.js";
import { useHeartbeat, useMediaSession, useTiles } from "./surroundings.js";

const CALM = 2000; // ms without a move until the controls fade
const FIGURES = 5000; // ms between two events with figures
const DOUBLE_TAP = 300;
const CLOSED = { settings: false, help: false, figures: false, silenced: false, lowLatency: true };

// The browser decides whether sound may begin without a gesture: if not, begin muted and offer the sound.
const begin = (video, silence) =>
  video.play().catch((error) => {
    if (error.name !== "NotAllowedError") return;
    video.muted = true;
    silence();
    video.play().catch(() => {});
  });

export function PlayerFrame({ children, ...props }) {
  const { src, poster, title, labels, autoPlay = true, shortcuts = true, id } = props;
  const frame = useRef(null);
  const video = useRef(null);
  const engine = useRef(null);
  const calm = useRef(0);
  const tap = useRef({ at: 0, x: 0 });
  const newest = useRef(props);
  newest.current = props;
  const [now, setNow] = useState(null);
  const [shown, setShown] = useState(CLOSED);
  const [awake, setAwake] = useState(true);
  const show = useCallback((change) => setShown((before) => ({ ...before, ...(typeof change === "function" ? change(before) : change) })), []);
  const acts = useMemo(() => actsOf({ engine, video, frame, props: () => newest.current, show }), [show]);

  // A new address is a new engine; everything else is told to the one that runs.
  useEffect(() => {
    const element = video.current;
    element.volume = kept("volume", 1);
    element.muted = kept("muted", false) || newest.current.muted === true;
    if (!src) return setNow(null);
    const lowLatency = kept("lowLatency", true);
    show({ lowLatency, silenced: false });
    const running = new Engine(element, {
      src,
      recorded: newest.current.recorded,
      lowLatency,
      quality: kept("quality", ""),
      captions: kept("captions", false),
      onChange: setNow,
      onTrouble: (details) => newest.current.onTrouble?.(details),
    });
    engine.current = running;
    running.wanted = autoPlay;
    if (autoPlay) begin(element, () => show({ silenced: true }));
    return () => {
      engine.current = null;
      running.close();
    };
  }, [src, show]);

  const phase = src ? (now?.phase ?? "loading") : "empty";
  useEffect(() => {
    newest.current.onPhase?.(phase);
  }, [phase]);

  useEffect(() => {
    if (!newest.current.onFigures || !src) return;
    const timer = setInterval(() => engine.current && newest.current.onFigures?.(engine.current.figures), FIGURES);
    return () => clearInterval(timer);
  }, [src]);

  useHeartbeat(props.heartbeat, engine, video);
  useMediaSession(props, acts, now);
  const tiles = useTiles(src, props.storyboard, video);

  const wake = useCallback(() => {
    setAwake(true);
    clearTimeout(calm.current);
    calm.current = setTimeout(() => setAwake(false), CALM);
  }, []);
  useEffect(() => {
    wake();
    return () => clearTimeout(calm.current);
  }, [wake]);

  useEffect(() => {
    if (!shortcuts) return;
    const listen = (event) => {
      const asked = engine.current && keyAsked(event, frame.current, newest.current);
      if (!asked) return;
      if (!asked.gentle) event.preventDefault();
      wake();
      asked.act(acts);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [acts, shortcuts, wake]);

  // Python tells the player what to do by an event on its element.
  useEffect(() => {
    const obey = ({ detail }) => engine.current && Object.hasOwn(acts, detail?.act) && acts[detail.act](...(detail.values ?? []));
    const element = frame.current;
    element.addEventListener("player", obey);
    return () => element.removeEventListener("player", obey);
  }, [acts]);

  // A mouse plays and pauses. A finger shows the controls; two taps skip at the sides and fill the screen in between.
  const pressed = (event) => {
    if (!engine.current) return;
    if (shown.settings) return acts.closeAll();
    if (event.nativeEvent.pointerType !== "touch") return acts.togglePlay();
    const { at, x } = tap.current;
    const again = event.timeStamp - at < DOUBLE_TAP && Math.abs(event.clientX - x) < 60;
    tap.current = { at: again ? 0 : event.timeStamp, x: event.clientX };
    if (!again) return undefined;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    if (share < 0.33) return acts.skip(-10);
    return share > 0.67 ? acts.skip(10) : acts.toggleFullScreen();
  };
  const doubled = (event) => event.nativeEvent.pointerType !== "touch" && acts.toggleFullScreen();

  const paused = now?.paused ?? true;
  const context = { now, phase, shown, acts, tiles, props };
  return (
    <PlayerContext.Provider value={context}>
      <div
        ref={frame}
        id={id}
        className="player"
        role="region"
        aria-label={labels.player}
        data-phase={phase}
        data-shown={awake || paused || shown.settings || shown.help}
        data-sound-only={now?.onlySound ?? false}
        onPointerMove={(event) => event.pointerType !== "touch" && wake()}
        onPointerUp={wake}
        onFocus={wake}
        onPointerLeave={(event) => event.pointerType !== "touch" && !paused && setAwake(false)}
      >
        <video ref={video} className="player-video" poster={poster || undefined} playsInline tabIndex={0} aria-label={title} onClick={pressed} onDoubleClick={doubled} />
        {children}
      </div>
    </PlayerContext.Provider>
  );
}
