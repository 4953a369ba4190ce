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
