// A short look at a stream, muted, for a mouse that rests on its card. The player is fetched only then.
import { useEffect, useRef, useState } from "react";

const REST = 600; // ms
const LONGEST = 20_000;

const wanted = () =>
  matchMedia("(hover: hover) and (pointer: fine)").matches &&
  !matchMedia("(prefers-reduced-motion: reduce)").matches &&
  !navigator.connection?.saveData;

export function Preview({ src }) {
  const place = useRef(null);
  const video = useRef(null);
  const [open, setOpen] = useState(false);
  const [moving, setMoving] = useState(false);

  useEffect(() => {
    const card = place.current.closest("article, section");
    let timer = 0;
    const close = () => {
      clearTimeout(timer);
      setOpen(false);
    };
    const enter = () => {
      if (!wanted()) return;
      timer = setTimeout(() => {
        setOpen(true);
        timer = setTimeout(close, LONGEST);
      }, REST);
    };
    card.addEventListener("pointerenter", enter);
    card.addEventListener("pointerleave", close);
    return () => {
      close();
      card.removeEventListener("pointerenter", enter);
      card.removeEventListener("pointerleave", close);
    };
  }, []);

  useEffect(() => {
    if (!open || !src) return undefined;
    let engine = null;
    let over = false;
    import("$/public/player/engine.js").then(({ Engine }) => {
      if (over || !video.current) return;
      const onChange = ({ phase }) => {
        if (engine?.hls) engine.hls.autoLevelCapping = 0; // the smallest is large enough here
        setMoving(phase === "playing");
      };
      engine = new Engine(video.current, { src, lowLatency: false, onChange });
      engine.wanted = true;
    }, () => {});
    return () => {
      over = true;
      engine?.close();
      setMoving(false);
    };
  }, [open, src]);

  return (
    <span ref={place} className="card-preview" data-moving={moving} aria-hidden="true">
      {open && <video ref={video} muted playsInline tabIndex={-1} />}
    </span>
  );
}
