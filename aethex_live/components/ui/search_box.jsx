// The search in the top bar: "/" goes there, arrows walk through the answers, Enter opens one or the whole list.
import { useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";

const typing = (element) =>
  element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");

// What was looked for lately stays in this browser.
const KEPT = "searches";
const MOST_KEPT = 6;
const recall = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]").filter((text) => typeof text === "string");
  } catch {
    return [];
  }
};
const keep = (texts) => {
  try {
    localStorage.setItem(KEPT, JSON.stringify(texts.slice(0, MOST_KEPT)));
  } catch {
    // A browser that keeps nothing is searched with all the same.
  }
};

// -1 is the input itself, between the last answer and the first.
const step = (at, by, count) => ((at + 1 + by + count + 1) % (count + 1)) - 1;

export function SearchBox({
  label,
  placeholder,
  recentLabel,
  clearLabel,
  action = "/search",
  onQuery,
  children,
}) {
  const box = useRef(null);
  const input = useRef(null);
  const wait = useRef(null);
  const list = useId();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [text, setText] = useState("");
  const [recent, setRecent] = useState([]);

  useEffect(() => {
    const press = (event) => {
      if (
        event.key !== "/" ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        typing(document.activeElement)
      )
        return;
      event.preventDefault();
      input.current.focus();
      input.current.select();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  const options = () => [...(box.current?.querySelectorAll('[role="option"]') ?? [])];
  const mark = (at) => {
    options().forEach((option, index) => {
      option.id = `${list}-${index}`;
      option.setAttribute("aria-selected", index === at);
    });
    options()[at]?.scrollIntoView({ block: "nearest" });
    setActive(at);
  };

  const press = (event) => {
    const count = options().length;
    if (event.key === "Escape") {
      if (!open) input.current.blur();
      setOpen(false);
      mark(-1);
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setOpen(true);
      mark(step(active, event.key === "ArrowDown" ? 1 : -1, count));
    }
  };

  const look = (words) => {
    keep([words, ...recall().filter((each) => each !== words)]);
    navigate(`${action}?q=${encodeURIComponent(words)}`);
  };

  const submit = (event) => {
    event.preventDefault();
    const chosen = options()[active];
    const words = input.current.value.trim();
    setOpen(false);
    if (chosen) chosen.click();
    else if (words) look(words);
    input.current.blur();
  };

  const begin = () => {
    setRecent(recall());
    setOpen(true);
  };

  const change = (event) => {
    const typed = event.target.value;
    setText(typed);
    begin();
    mark(-1);
    clearTimeout(wait.current);
    wait.current = setTimeout(() => onQuery?.(typed), 120);
  };

  const again = (words) => {
    input.current.value = words;
    setText(words);
    setOpen(false);
    look(words);
  };

  const clear = (event) => {
    event.stopPropagation();
    keep([]);
    setRecent([]);
  };

  const lately = !text.trim() && recent.length > 0 && (
    <>
      <div className="ui-search-recent" role="presentation">
        <span className="ui-label">{recentLabel}</span>
        <button type="button" className="ui-link ui-small" onClick={clear}>
          {clearLabel}
        </button>
      </div>
      {recent.map((words) => (
        <div
          key={words}
          role="option"
          aria-selected="false"
          tabIndex={-1}
          className="ui-search-answer"
          onClick={() => again(words)}
        >
          {words}
        </div>
      ))}
    </>
  );

  return (
    <form
      ref={box}
      role="search"
      action={action}
      className="ui-search"
      onSubmit={submit}
      onBlur={(event) => !box.current.contains(event.relatedTarget) && setOpen(false)}
    >
      <svg
        className="ui-icon"
        width="16"
        height="16"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <circle cx="11" cy="11" r="7" />
        <path d="m20 20-4-4" />
      </svg>
      <input
        ref={input}
        name="q"
        type="search"
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        placeholder={placeholder}
        onChange={change}
        onFocus={begin}
        onKeyDown={press}
      />
      <kbd className="ui-key" aria-hidden="true">
        /
      </kbd>
      <div
        id={list}
        role="listbox"
        aria-label={label}
        className="ui-search-answers"
        hidden={!open}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(false)}
      >
        {lately}
        {text.trim() && children}
      </div>
    </form>
  );
}
