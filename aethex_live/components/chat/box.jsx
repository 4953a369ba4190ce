// Where a message is written: Enter sends, what is refused stays. Completes names, /commands and :emoji:.
import { useCallback, useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { Reply, SendHorizontal, Smile, X } from "lucide-react";
import { desk } from "$/public/chat/desk.js";
import { completed, proposals, wordAt } from "$/public/chat/complete.js";
import { EmojiPicker } from "./emoji_picker.jsx";

const NEAR_END = 60; // characters left from which the counter is seen
const TYPING_MS = 4000;
const icon = { size: 18, strokeWidth: 1.75, "aria-hidden": true };
const length = (text) => [...text].length;

/** Seconds that are left of `wait`, which counts anew with each answer. */
function useCountdown(wait, answered) {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = Date.now() + wait * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [wait, answered]);
  return left;
}

export function ChatBox({
  labels,
  most,
  people,
  commands,
  problem,
  answered,
  wait,
  barred,
  onSend,
  onTyping,
  onNames,
}) {
  const id = useId();
  const box = useRef(null);
  const pending = useRef(null);
  const toldAt = useRef(0);
  const [text, setText] = useState("");
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState(false);
  const [picking, setPicking] = useState(false);
  const reply = useSyncExternalStore(desk.subscribe, desk.reply, () => null);
  const left = useCountdown(wait, answered);
  const word = wordAt(text, caret);
  const [offers, setOffers] = useState([]);
  const open = !closed && offers.length > 0;

  useEffect(() => {
    let current = true;
    proposals(word, { people, commands }).then((found) => current && (setOffers(found), setChosen(0)));
    return () => (current = false);
  }, [word.text, word.at, people, commands]);

  useEffect(() => {
    if (!/^@\w/.test(word.text)) return;
    const timer = setTimeout(() => onNames?.(word.text.slice(1)), 120);
    return () => clearTimeout(timer);
  }, [word.text]);

  useEffect(() => {
    const sent = pending.current;
    pending.current = null;
    if (sent === null || problem) return;
    setText((now) => (now.trim() === sent ? "" : now));
    desk.answer(null);
  }, [answered]);

  useEffect(() => () => desk.answer(null), []);

  const put = useCallback((next, at) => {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at, at);
    });
  }, []);

  const insert = useCallback(
    (piece) => {
      const { value, selectionStart, selectionEnd } = box.current;
      const before = value.slice(0, selectionStart);
      const gap = before && !/\s$/.test(before) ? " " : "";
      put(
        `${before}${gap}${piece} ${value.slice(selectionEnd)}`,
        before.length + gap.length + piece.length + 1,
      );
    },
    [put],
  );

  useEffect(() => {
    const take = (event) => insert(event.detail);
    document.addEventListener("chat:insert", take);
    return () => document.removeEventListener("chat:insert", take);
  }, [insert]);

  useEffect(() => {
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text]);

  const send = () => {
    const ready = text.trim();
    if (!ready || barred || pending.current !== null) return;
    pending.current = ready;
    setTimeout(() => (pending.current = null), TYPING_MS);
    onSend({ text: ready, reply: reply?.id ?? "" });
  };

  const take = (offer) => {
    const next = completed(text, word, offer.insert);
    put(next.text, next.at);
  };

  const typed = (event) => {
    setText(event.target.value.replace(/\s*\n\s*/g, " "));
    setCaret(event.target.selectionStart);
    setClosed(false);
    if (
      onTyping &&
      event.target.value &&
      !event.target.value.startsWith("/") &&
      Date.now() - toldAt.current > TYPING_MS
    ) {
      toldAt.current = Date.now();
      onTyping();
    }
  };

  const pressed = (event) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (open && step) {
      event.preventDefault();
      setChosen((chosen + step + offers.length) % offers.length);
    } else if (open && (event.key === "Tab" || (event.key === "Enter" && !offers[chosen].whole))) {
      event.preventDefault();
      take(offers[chosen]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && (open || reply)) {
      event.preventDefault();
      if (open) setClosed(true);
      else desk.answer(null);
    } else if (event.key === "ArrowUp" && !text) {
      event.preventDefault();
      [...document.querySelectorAll(".chat-log [data-id]")].at(-1)?.focus();
    }
  };

  const count = length(text);
  const described = [problem && `${id}-problem`, count > most - NEAR_END && `${id}-count`]
    .filter(Boolean)
    .join(" ");
  return (
    <form
      className="chat-box"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply && (
        <div className="chat-answering">
          <Reply {...icon} size={14} />
          <span>
            {labels.answering} <strong>@{reply.name}</strong>: {reply.text}
          </span>
          <button
            type="button"
            className="chat-tool"
            aria-label={labels.noAnswer}
            title={labels.noAnswer}
            onClick={() => desk.answer(null)}
          >
            <X {...icon} size={14} />
          </button>
        </div>
      )}
      {open && (
        <ul id={`${id}-offers`} className="chat-offers" role="listbox" aria-label={labels.offers}>
          {offers.map((offer, at) => (
            <li
              key={offer.insert}
              id={`${id}-offer-${at}`}
              role="option"
              aria-selected={at === chosen}
              className="chat-offer"
              onPointerDown={(event) => (event.preventDefault(), take(offer))}
            >
              <span>{offer.label}</span>
              {offer.help && <span className="ui-faint ui-small">{offer.help}</span>}
            </li>
          ))}
        </ul>
      )}
      {picking && (
        <EmojiPicker
          labels={labels}
          onPick={(mark) => insert(mark)}
          onClose={(focus) => {
            setPicking(false);
            if (focus) box.current.focus();
          }}
        />
      )}
      <div className="chat-row" data-refused={Boolean(problem) || undefined}>
        <label className="ui-hidden-visually" htmlFor={`${id}-text`}>
          {labels.text}
        </label>
        <textarea
          ref={box}
          id={`${id}-text`}
          data-chat-box=""
          className="chat-input"
          rows={1}
          value={text}
          placeholder={labels.placeholder}
          disabled={barred}
          autoComplete="off"
          aria-autocomplete="list"
          aria-controls={open ? `${id}-offers` : undefined}
          aria-activedescendant={open ? `${id}-offer-${chosen}` : undefined}
          aria-invalid={Boolean(problem) || undefined}
          aria-describedby={described || undefined}
          onChange={typed}
          onSelect={(event) => setCaret(event.target.selectionStart)}
          onKeyDown={pressed}
          onBlur={() => setClosed(true)}
        />
        <button
          type="button"
          className="chat-tool"
          aria-label={labels.emoji}
          title={labels.emoji}
          aria-expanded={picking}
          disabled={barred}
          onClick={() => setPicking(!picking)}
        >
          <Smile {...icon} />
        </button>
        <button
          type="submit"
          className="chat-tool"
          data-send={Boolean(text.trim()) || undefined}
          aria-label={labels.send}
          title={labels.send}
          disabled={barred}
        >
          {left > 0 ? <span className="ui-num chat-wait">{left}</span> : <SendHorizontal {...icon} />}
        </button>
      </div>
      {count > most - NEAR_END && (
        <p
          id={`${id}-count`}
          className="chat-count ui-num"
          data-over={count > most || undefined}
          aria-live="polite"
        >
          {most - count}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="ui-field-error chat-problem">
          {problem}
        </p>
      )}
    </form>
  );
}
