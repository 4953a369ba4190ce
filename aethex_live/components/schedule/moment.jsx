// Planned times as their reader writes them, in the reader's own time zone unless another one is given.
import { two, useNow } from "$/public/external/aethex_live/components/ui/now.js";

// The page's language in its reader's country: whether it is 8 pm or 20:00 is not a matter of language alone.
const language = () => {
  const shown = document.documentElement.lang || "en";
  return navigator.languages?.find((each) => each.split("-")[0] === shown) ?? shown;
};

const format = (at, zone, options) =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: zone || undefined }).format(new Date(at));

const DAY = { weekday: "short", day: "numeric", month: "short" };
const WHOLE_DAY = { weekday: "long", day: "numeric", month: "long" };
const TIME = { timeStyle: "short" };
const FORMS = { day: [DAY], time: [TIME], whole: [WHOLE_DAY, TIME] };

export function When({ at, ends, zone, form }) {
  if (useNow() === null || !at) return null;
  const range = ends ? `\u00a0–\u00a0${format(ends, zone, TIME)}` : ""; // never broken between lines
  return (
    <time dateTime={at} className="schedule-time">
      {FORMS[form].map((options) => format(at, zone, options)).join(", ")}
      {range}
    </time>
  );
}

// Says which zone that is; `words` has its name in braces.
export function ZoneNote({ words }) {
  if (useNow() === null) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return <>{words.replace("{zone}", zone.replaceAll("_", " "))}</>;
}

// Days, hours, minutes and seconds until then; afterwards `over`.
export function Countdown({ at, units, over, large }) {
  const now = useNow(1000);
  if (now === null || !at) return <span className="countdown" data-large={large || undefined} />;
  const left = Math.ceil((Date.parse(at) - now) / 1000);
  if (left <= 0) return <span className="countdown-over">{over}</span>;
  const days = Math.floor(left / 86400);
  const parts = [
    [days, units.days, days > 0],
    [Math.floor(left / 3600) % 24, units.hours, true],
    [Math.floor(left / 60) % 60, units.minutes, true],
    [left % 60, units.seconds, large || days === 0],
  ];
  return (
    <span className="countdown" data-large={large || undefined} role="timer" aria-live="off">
      {parts
        .filter(([, , shown]) => shown)
        .map(([number, unit]) => (
          <span key={unit} className="countdown-part">
            <span className="countdown-number">{two(number)}</span> <span className="countdown-unit">{unit}</span>
          </span>
        ))}
    </span>
  );
}

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

// The names of weekdays; the first of January 2024 was a Monday.
export const weekdayName = (day, length = "short") =>
  new Intl.DateTimeFormat(language(), { weekday: length, timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, 1 + WEEK.indexOf(day))),
  );

export function Weekdays({ days }) {
  if (useNow() === null) return null;
  return <>{days.map((day) => weekdayName(day)).join(", ")}</>;
}

// A day such as 2026-11-27, wherever its reader is.
export function PlainDay({ day }) {
  if (useNow() === null || !day) return null;
  return <time dateTime={day}>{format(`${day}T12:00:00Z`, "UTC", { dateStyle: "medium" })}</time>;
}
