// Times that go on by themselves, and values that are watched.
import { useEffect, useRef, useState } from "react";
import { two, useNow } from "$/public/external/aethex_live/components/ui/now.js";

const STEPS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60]];

export function Uptime({ since, label }) {
  const now = useNow(1000);
  if (!since || now === null) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const shown = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return (
    <span role="timer" aria-label={label} title={label} className="ui-num">
      {shown}
    </span>
  );
}

export function Ago({ at }) {
  const now = useNow(30_000);
  if (!at || now === null) return null;
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? ["minute", 60];
  const told = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {told.format(Math.min(0, Math.round(seconds / size)), unit)}
    </time>
  );
}

const FORMS = { day: { dateStyle: "medium" }, month: { year: "numeric", month: "long" } };

export function Day({ at, form }) {
  const now = useNow(3_600_000);
  if (!at || now === null) return null;
  const shown = new Intl.DateTimeFormat(document.documentElement.lang || "en", FORMS[form]);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {shown.format(new Date(at))}
    </time>
  );
}

// How long ago `since` was, as 1:02:03. A clock that is set wrong shows zero, not nonsense.
export function Since({ since = "" }) {
  const now = useNow(1000) ?? Date.now();
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000)) || 0;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return (
    <span className="ui-num" role="timer" suppressHydrationWarning>
      {hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`}
    </span>
  );
}

// `words` with {seconds} that are left until `until`.
export function Until({ until = "", words = "" }) {
  const now = useNow(1000) ?? Date.now();
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) || 0;
  return <span suppressHydrationWarning>{words.replace("{seconds}", seconds)}</span>;
}

// A moment as its reader writes it. Drawn after the page is there: the server knows neither language nor zone.
export function Moment({ at = "" }) {
  const [words, setWords] = useState("");
  useEffect(() => {
    const language = document.documentElement.lang || undefined;
    setWords(new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" }));
  }, [at]);
  return (
    <time className="ui-num" dateTime={at}>
      {words}
    </time>
  );
}

// Tells when `of` is another than before.
export function Changed({ of, onChanged }) {
  const before = useRef(of);
  useEffect(() => {
    if (before.current === of) return;
    before.current = of;
    onChanged();
  }, [of, onChanged]);
  return null;
}
