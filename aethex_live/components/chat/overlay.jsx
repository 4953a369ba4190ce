// The chat over a picture, for a browser source: nothing but the newest messages, which fade. Its address says how:
// size (px), lines, fade (seconds, 0 never), commands=0 hides such messages, side=right.
import { useEffect, useState } from "react";
import { useLive } from "$/public/external/aethex_live/components/live/live_list.js";
import { Badges, Words } from "$/public/external/aethex_live/components/chat/parts/line.jsx";

const number = (asked, name, fallback, least, most) => {
  const value = Number(asked.get(name) ?? fallback);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
};
const TICK_MS = 500;

export function ChatOverlay({ feed, labels, usual }) {
  const live = useLive(feed.state, feed.field, 50);
  const [shown, setShown] = useState([]);
  const asked = new URLSearchParams(typeof location === "undefined" ? "" : location.search);
  const size = number(asked, "size", usual.size ?? 22, 10, 80);
  const lines = number(asked, "lines", usual.lines ?? 12, 1, 50);
  const fade = number(asked, "fade", usual.fade ?? 30, 0, 3600);
  const commands = asked.get("commands") !== "0";

  useEffect(() => {
    document.documentElement.classList.add("chat-through");
    return () => document.documentElement.classList.remove("chat-through");
  }, []);
  useEffect(() => {
    const arrived = new Map();
    const draw = () => {
      const now = Date.now();
      const entries = live.entries();
      for (const entry of entries)
        if (!arrived.has(entry.id)) arrived.set(entry.id, arrived.started ? now : Date.parse(entry.at));
      arrived.started = true;
      const ids = new Set(entries.map((entry) => entry.id));
      for (const id of arrived.keys()) if (!ids.has(id)) arrived.delete(id);
      const wanted = (entry) =>
        entry.kind !== "system" &&
        (commands || !/^[!/]/.test(entry.text)) &&
        (!fade || now - arrived.get(entry.id) < fade * 1000);
      const next = entries.filter(wanted).slice(-lines);
      setShown((before) =>
        before.length === next.length && before.every((each, at) => each === next[at]) ? before : next,
      );
    };
    draw();
    const timer = setInterval(draw, TICK_MS);
    const leave = live.subscribe(draw);
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [live, lines, fade, commands]);

  return (
    <div
      className="chat-overlay"
      style={{ fontSize: `${size}px` }}
      data-side={asked.get("side") === "right" ? "right" : undefined}
    >
      {shown.map((entry) => (
        <p key={entry.id} className="chat-over-line" data-tone={entry.colour} data-kind={entry.kind}>
          <Badges of={entry.badges} labels={labels} />
          <span className="chat-over-name">{entry.name}</span> <Words entry={entry} me="" />
        </p>
      ))}
    </div>
  );
}
