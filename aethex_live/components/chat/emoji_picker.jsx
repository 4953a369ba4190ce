// Emoji to look through and to search, in a grid that arrow keys walk.
import { useEffect, useRef, useState } from "react";

const COLUMNS = 8;

export function EmojiPicker({ labels, onPick, onClose }) {
  const panel = useRef(null);
  const [wanted, setWanted] = useState("");
  const [data, setData] = useState(null);
  useEffect(() => {
    import("$/public/chat/emoji.js").then(setData);
  }, []);
  useEffect(() => {
    const outside = (event) => panel.current?.parentElement.contains(event.target) || onClose(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [onClose]);

  const found = data?.findEmoji(wanted) ?? [];
  const pressed = (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return onClose(true);
    }
    const all = [...panel.current.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (at < 0 && event.key === "Enter") {
      event.preventDefault();
      if (found.length) onPick(found[0].mark);
    } else if (at < 0 ? event.key === "ArrowDown" : step) {
      event.preventDefault();
      const to = at < 0 ? all[0] : all[at + step];
      (to ?? (step < 0 && panel.current.querySelector("input")))?.focus?.();
    }
  };
  return (
    <div ref={panel} className="chat-picker" role="dialog" aria-label={labels.emoji} onKeyDown={pressed}>
      <input
        type="search"
        className="ui-input"
        placeholder={labels.findEmoji}
        aria-label={labels.findEmoji}
        autoFocus
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className="chat-emoji" role="group" aria-label={labels.emoji}>
        {found.map(({ mark, name }, at) => (
          <button
            key={mark}
            type="button"
            tabIndex={at ? -1 : 0}
            aria-label={name.replaceAll("_", " ")}
            title={name.replaceAll("_", " ")}
            onClick={() => onPick(mark)}
          >
            {mark}
          </button>
        ))}
        {data && !found.length && <p className="ui-muted ui-small">{labels.noEmoji}</p>}
      </div>
    </div>
  );
}
