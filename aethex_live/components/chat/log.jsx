// The messages: follows their end, but never while somebody reads further up; then it counts what is new.
// Draws at once while it is quiet and a few times a second in a storm, so that the page stays usable.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLive } from "$/public/external/aethex_live/components/live/live_list.js";
import { desk } from "$/public/chat/desk.js";
import { Lines, spoken } from "$/public/chat/lines.js";
import { Line } from "./line.jsx";

const KEEP = 150;
const NEAR = 48; // px from the end that still count as being there
const STORM = 8; // messages between two draws that make it one
const CALM_MS = 250;
const BREATH_MS = 2000;
const LOAD_WITHIN = 200; // px from the top where older messages are asked for

const firstWord = (labels, count) =>
  count === 1 ? labels.oneNew : labels.manyNew.replace("{n}", count > 999 ? "999+" : count);

export function ChatLog(props) {
  const { room, feed, me, moderates, hidden, page, moved, myId, removals, labels } = props;
  const { onPlace, onOlder, onPerson, onDelete, onPin, onTimeout, onBan } = props;
  const open = useLive(room.state, room.field, KEEP);
  const live = useLive(feed.state, feed.field, KEEP);
  const lines = useMemo(() => new Lines(KEEP), [live]);
  const box = useRef(null);
  const now = useRef({
    atEnd: true,
    unseen: 0,
    undrawn: 0,
    timer: null,
    held: false,
    breath: [],
    asked: "",
    anchor: null,
  });
  const [shown, setShown] = useState([]);
  const [unseen, setUnseen] = useState(0);
  const [active, setActive] = useState("");
  const [said, setSaid] = useState("");
  const blocked = useMemo(() => new Set(hidden), [hidden]);

  const draw = useCallback(() => {
    const it = now.current;
    clearTimeout(it.timer);
    it.timer = null;
    if (it.held && it.atEnd) {
      setUnseen(it.unseen);
      return setShown((before) => lines.still(before));
    }
    it.undrawn = 0;
    setShown(lines.trim(!it.atEnd));
    setUnseen(it.unseen);
  }, [lines]);

  useEffect(() => {
    const it = now.current;
    const take = (message) => {
      const fresh = lines.take(live.entries(), message);
      it.undrawn += fresh.length;
      if (!it.atEnd || it.held) it.unseen += fresh.length;
      it.breath.push(...fresh);
      it.timer ??= setTimeout(draw, it.undrawn > STORM ? CALM_MS : 0);
    };
    take({ all: live.entries() });
    it.breath = [];
    it.unseen = 0;
    draw();
    return live.subscribe(take);
  }, [live, lines, draw]);

  useEffect(() => {
    const timer = setInterval(() => {
      const it = now.current;
      if (!it.breath.length) return;
      const ids = new Set(it.breath);
      it.breath = [];
      const fresh = live
        .entries()
        .filter((entry) => ids.has(entry.id) && !blocked.has(entry.author) && entry.author !== me);
      if (fresh.length) setSaid(spoken(fresh, labels.manyNew));
    }, BREATH_MS);
    return () => clearInterval(timer);
  }, [live, blocked, me, labels.manyNew]);

  // Who one is here is asked when the room has been entered, and whenever somebody has changed it. A person who
  // does not know it yet cannot tell whether the last change was about them.
  useEffect(() => {
    const unknown = me !== "" && myId === "";
    if (moved.who === "" || moved.who === myId || unknown) onPlace?.();
  }, [me, moved.n]);
  useEffect(() => open.subscribe((message) => message.all && message.k && onPlace?.()), [open]);

  useEffect(() => {
    now.current.asked = "";
    lines.forgetOlder();
    draw();
  }, [removals, lines, draw]);

  useEffect(() => {
    const it = now.current;
    if (!page.before || page.before !== it.asked) return;
    it.anchor = box.current.scrollHeight - box.current.scrollTop;
    lines.prepend(page.entries);
    it.asked = page.more ? "" : "end";
    draw();
  }, [page, lines, draw]);

  useLayoutEffect(() => {
    const it = now.current;
    if (it.anchor !== null) {
      box.current.scrollTop = box.current.scrollHeight - it.anchor;
      it.anchor = null;
    } else if (it.atEnd) box.current.scrollTop = box.current.scrollHeight;
  });

  const toEnd = () => {
    Object.assign(now.current, { atEnd: true, unseen: 0, held: false });
    draw();
    box.current.scrollTop = box.current.scrollHeight;
  };
  const scrolled = () => {
    const it = now.current;
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    it.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (it.atEnd && it.unseen && !it.held) toEnd();
    if (!it.atEnd && scrollTop < LOAD_WITHIN && !it.asked && shown.length) {
      it.asked = shown[0].id;
      onOlder?.(it.asked);
    }
  };
  const hold = (held) => {
    const it = now.current;
    if (it.held === held) return;
    it.held = held;
    if (held) return;
    if (it.atEnd) it.unseen = 0;
    draw();
  };

  const row = (id) => box.current.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const act = useCallback(
    (name, entry) => {
      if (name === "answer") desk.answer({ id: entry.id, name: entry.name, text: entry.text });
      if (name === "person") onPerson?.(entry.author, entry.id);
      if (name === "delete") onDelete?.(entry.id);
      if (name === "pin") onPin?.(entry.id);
      if (name === "timeout") onTimeout?.(entry.author);
      if (name === "ban") onBan?.(entry.author, entry.id);
      if (name === "jump") {
        const target = row(entry.reply.id);
        target?.scrollIntoView({ block: "center" });
        target?.animate?.([{ background: "var(--line-strong)" }, {}], { duration: 1200 });
        target?.focus({ preventScroll: true });
      }
    },
    [onPerson, onDelete, onPin, onTimeout, onBan],
  );

  const pressed = (event) => {
    const here = event.target.closest("[data-id]");
    const rows = [...box.current.querySelectorAll("[data-id]")];
    const at = rows.indexOf(here);
    const entry = here && shown.find((each) => each.id === here.dataset.id);
    const on = event.target === here;
    const to = {
      ArrowUp: here ? rows[at - 1] : rows.at(-1),
      ArrowDown: here && rows[at + 1],
      Home: rows[0],
      End: rows.at(-1),
    }[event.key];
    const does = {
      Enter: "person",
      r: me && "answer",
      Delete: (moderates || entry?.author === me) && "delete",
    }[event.key];
    if (to && (on || event.target === box.current)) {
      event.preventDefault();
      to.focus();
    } else if (entry && on && does && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      act(does, entry);
    } else if (event.key === "Escape" && here) document.querySelector("[data-chat-box]")?.focus();
  };
  const at = (event) => setActive(event.target.closest("[data-id]")?.dataset.id ?? "");

  return (
    <div className="chat-frame" onMouseLeave={() => (setActive(""), hold(false))}>
      <div
        ref={box}
        className="chat-log"
        role="log"
        aria-live="off"
        aria-label={labels.messages}
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={pressed}
        onMouseOver={(event) => (at(event), hold(Boolean(event.target.closest(".chat-tools"))))}
        onFocus={at}
      >
        {now.current.asked === "end" && <p className="chat-start">{labels.start}</p>}
        {shown.length === 0 && live.known && <p className="chat-start">{labels.empty}</p>}
        {shown.map(
          (entry) =>
            !blocked.has(entry.author) && (
              <Line
                key={entry.id}
                entry={entry}
                active={active === entry.id}
                me={me}
                moderates={moderates}
                labels={labels}
                act={act}
              />
            ),
        )}
      </div>
      <p className="ui-hidden-visually" role="status" aria-live="polite">
        {said}
      </p>
      {unseen > 0 && (
        <button
          type="button"
          className="chat-new ui-button"
          data-kind="primary"
          data-size="s"
          onClick={toEnd}
        >
          {firstWord(labels, unseen)}
        </button>
      )}
    </div>
  );
}
