// Small parts of a chat: a time that counts down, a time that was, a button that leads back to writing.
import { useEffect, useState } from "react";
import { desk } from "$/public/chat/desk.js";

const inWords = (seconds) => {
  const two = (n) => String(n).padStart(2, "0");
  const [d, h, m, s] = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (d) return `${d} d ${h} h`;
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};

export function Until({ at }) {
  const left = () => Math.max(0, Math.ceil((new Date(at) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  return <span className="ui-num">{inWords(seconds)}</span>;
}

export function Moment({ at }) {
  const language = document.documentElement.lang || undefined;
  const words = new Date(at).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
  return (
    <time className="ui-num ui-faint ui-small" dateTime={at}>
      {words}
    </time>
  );
}

export function Writer({ text, children }) {
  const write = (event) => {
    event.currentTarget.closest("dialog")?.close();
    desk.insert(text);
  };
  return (
    <button type="button" className="ui-button" data-kind="quiet" data-size="s" onClick={write}>
      {children}
    </button>
  );
}
