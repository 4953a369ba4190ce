// Inputs that do more than the browser's own: a password that can be shown, a text that counts, a code, an address.
import { useEffect, useRef, useState } from "react";

export function PasswordInput({ labels, ...rest }) {
  const [shown, setShown] = useState(false);
  const label = shown ? labels.hide : labels.show;
  return (
    <div className="ui-input-box">
      <input {...rest} type={shown ? "text" : "password"} className="ui-input" spellCheck={false} />
      <button
        type="button"
        className="ui-input-toggle"
        aria-label={label}
        aria-pressed={shown}
        title={label}
        onClick={() => setShown(!shown)}
      >
        <Eye crossed={shown} />
      </button>
    </div>
  );
}

function Eye({ crossed }) {
  return (
    <svg
      className="ui-icon"
      width="16"
      height="16"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7Z" />
      <circle cx="12" cy="12" r="3" />
      {crossed && <path d="m4 4 16 16" />}
    </svg>
  );
}

export function CountedText({ multiline, maxLength, defaultValue, value, onChange, ...rest }) {
  const [typed, setTyped] = useState(null);
  const length = [...String(value ?? typed ?? defaultValue ?? "")].length;
  const Tag = multiline ? "textarea" : "input";
  const change = (event) => {
    setTyped(event.target.value);
    onChange?.(event);
  };
  return (
    <div className="ui-counted">
      <Tag
        {...rest}
        {...(value === undefined ? { defaultValue } : { value })}
        className="ui-input"
        onChange={change}
      />
      <span
        className="ui-counter"
        data-over={length > maxLength || undefined}
        aria-live={length > maxLength * 0.9 ? "polite" : "off"}
      >
        {length}
        <span> / {maxLength}</span>
      </span>
    </div>
  );
}

export function CodeInput({ length = 6, name, label, onComplete, invalid, describedby, id }) {
  const input = useRef(null);
  const [code, setCode] = useState("");
  const [focused, setFocused] = useState(false);
  const change = (event) => {
    const next = event.target.value.replace(/\D/g, "").slice(0, length);
    setCode(next);
    if (next.length === length && next !== code) onComplete?.(next);
  };
  const cells = Array.from({ length }, (_, at) => (
    <span
      key={at}
      className="ui-code-cell"
      data-at={focused && at === Math.min(code.length, length - 1) ? "true" : undefined}
    >
      {code[at] ?? ""}
    </span>
  ));
  return (
    <div className="ui-code" onClick={() => input.current?.focus()}>
      <div className="ui-code-cells" aria-hidden="true" data-invalid={invalid}>
        {cells}
      </div>
      <input
        ref={input}
        id={id}
        name={name}
        className="ui-code-input"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={length * 2}
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedby}
        value={code}
        onChange={change}
        onFocus={(event) => {
          setFocused(true);
          event.target.select();
        }}
        onBlur={() => setFocused(false)}
      />
    </div>
  );
}

// Options may arrive later than the select itself; until somebody chooses, it stays at what it was meant to show.
export function Select({ defaultValue, onChange, children, ...rest }) {
  const select = useRef(null);
  const touched = useRef(false);
  useEffect(() => {
    if (defaultValue === undefined) return;
    const show = () => {
      if (!touched.current) select.current.value = defaultValue;
    };
    show();
    const arrivals = new MutationObserver(show);
    arrivals.observe(select.current, { childList: true });
    return () => arrivals.disconnect();
  }, [defaultValue]);
  const change = (event) => {
    touched.current = true;
    onChange?.(event);
  };
  return (
    <select
      {...rest}
      ref={select}
      defaultValue={defaultValue}
      onChange={change}
      className="ui-input ui-select"
    >
      {children}
    </select>
  );
}

const toSlug = (text) =>
  text
    .replace(/ß/g, "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "");

export function SlugInput({ prefix, maxLength = 32, defaultValue = "", proposed, chosen, onSlug, ...rest }) {
  const [typed, setTyped] = useState(null);
  const wait = useRef(null);
  const slug = typed ?? (proposed || defaultValue);
  useEffect(() => {
    if (chosen) setTyped(chosen);
  }, [chosen]);
  const whole = (text) => text.replace(/-+$/, "");
  const change = (event) => {
    const next = toSlug(event.target.value).slice(0, maxLength);
    setTyped(next);
    clearTimeout(wait.current);
    wait.current = setTimeout(() => onSlug?.(whole(next)), 250);
  };
  return (
    <div className="ui-input-box ui-slug">
      <span className="ui-input-prefix">{prefix}</span>
      <input
        {...rest}
        value={slug}
        onChange={change}
        onBlur={() => typed !== null && setTyped(whole(typed) || null)}
        className="ui-input"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  );
}
