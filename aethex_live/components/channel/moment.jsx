// Times that go on by themselves, and values that are watched.
import { useEffect, useRef } from "react";
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
