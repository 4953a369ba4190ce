// Pictures that may not be there: of someone (else their initials, on a colour that their name always gives), of a thing.
import { useEffect, useRef, useState } from "react";

// A picture may fail before React listens, because the page is drawn before its scripts run.
const useFailing = (src, first = false) => {
  const picture = useRef(null);
  const [failed, setFailed] = useState(null);
  useEffect(() => {
    if (picture.current?.complete && !picture.current.naturalWidth) setFailed(src);
  }, [src]);
  return [
    src && failed !== src,
    {
      ref: picture,
      src,
      alt: "",
      loading: first ? "eager" : "lazy",
      fetchPriority: first ? "high" : "auto",
      decoding: "async",
      onError: () => setFailed(src),
    },
  ];
};

export function Picture({ src, first }) {
  const [shown, props] = useFailing(src, first);
  return shown ? <img {...props} /> : null;
}

const ANEW = 30_000; // ms that a picture of what is on may be old

// A picture that its address gives anew again and again: fetched aside while it is seen, and shown when it is there.
// All who look at the same time ask for the same address.
export function LivePicture({ src, first }) {
  const place = useRef(null);
  const [newest, setNewest] = useState({ of: src, at: src });
  useEffect(() => {
    let seen = false;
    let asked = Math.floor(Date.now() / ANEW);
    const look = async () => {
      const version = Math.floor(Date.now() / ANEW);
      if (!src || !seen || document.hidden || version === asked) return;
      asked = version;
      const next = new Image();
      next.src = `${src}?v=${version}`;
      try {
        await next.decode();
        setNewest({ of: src, at: next.src });
      } catch {
        // The one that is shown stays.
      }
    };
    const watcher = new IntersectionObserver(([entry]) => {
      seen = entry.isIntersecting;
      look();
    });
    watcher.observe(place.current.parentElement);
    const timer = setInterval(look, ANEW / 6);
    document.addEventListener("visibilitychange", look);
    return () => {
      watcher.disconnect();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [src]);
  return (
    <>
      <span ref={place} hidden />
      <Picture src={newest.of === src ? newest.at : src} first={first} />
    </>
  );
}

const TONES = ["signal", "good", "reward", "warn", "live", "link"];

const initials = (name) => {
  const words = name
    .trim()
    .split(/[\s_-]+/)
    .filter(Boolean);
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => [...word][0])
      : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
};

const toneOf = (name) =>
  TONES[
    [...name].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0, 2166136261) %
      TONES.length
  ];

export function Avatar({ src, name = "", size = "m", live = false, decorative = false }) {
  const [shown, props] = useFailing(src);
  return (
    <span
      className="ui-avatar"
      data-size={size}
      data-live={live || undefined}
      role={decorative ? undefined : "img"}
      aria-label={decorative ? undefined : name}
      aria-hidden={decorative || undefined}
      style={{ "--tone": `var(--${toneOf(name)})` }}
    >
      {shown ? <img {...props} /> : initials(name)}
    </span>
  );
}
