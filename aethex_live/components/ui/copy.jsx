// Copying, also where the page is not on HTTPS (a server at home), and secrets that are hidden until asked for.
import { useEffect, useRef, useState } from "react";

const copyText = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;opacity:0";
  (document.querySelector("dialog:modal") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser refused to copy.");
};

const Icon = ({ d }) => (
  <svg
    className="ui-icon"
    width="16"
    height="16"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={d} />
  </svg>
);

const COPY = "M9 9h11v12H9zM5 15H4V3h11v2";
const CHECK = "m4 12.5 5 5L20 6.5";
const EYE = "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7Zm7 0a3 3 0 1 0 6 0 3 3 0 0 0-6 0";
const EYE_OFF = `${EYE}M4 4l16 16`;

export function CopyButton({ text, labels, face, kind = "quiet", size = "m" }) {
  const [state, setState] = useState("idle");
  const wait = useRef(null);
  useEffect(() => () => clearTimeout(wait.current), []);

  const copy = async () => {
    clearTimeout(wait.current);
    try {
      await copyText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
    wait.current = setTimeout(() => setState("idle"), 2500);
  };

  const said = { copied: labels.copied, failed: labels.failed, idle: "" }[state];
  return (
    <>
      <button
        type="button"
        className="ui-button"
        data-kind={kind}
        data-size={size}
        data-icon={face ? undefined : "true"}
        data-state={state}
        aria-label={face ? undefined : labels.copy}
        title={face ? undefined : said || labels.copy}
        onClick={copy}
      >
        <Icon d={state === "copied" ? CHECK : COPY} />
        {face && <span>{said || face}</span>}
      </button>
      <span role="status" className="ui-hidden-visually">
        {said}
      </span>
    </>
  );
}

export function SecretField({ value, labels, label, onReveal, onHide, loading }) {
  const [shown, setShown] = useState(false);
  const visible = shown && Boolean(value);

  const toggle = () => {
    if (visible) {
      setShown(false);
      onHide?.();
      return;
    }
    setShown(true);
    if (!value) onReveal?.();
  };

  return (
    <div className="ui-secret" role="group" aria-label={label}>
      <output className="ui-secret-text" aria-live="off" data-shown={visible || undefined}>
        {visible ? value : "\u2022".repeat(24)}
      </output>
      <button
        type="button"
        className="ui-button"
        data-kind="ghost"
        data-icon="true"
        aria-pressed={visible}
        aria-label={visible ? labels.hide : labels.show}
        title={visible ? labels.hide : labels.show}
        aria-busy={loading || undefined}
        onClick={toggle}
      >
        <Icon d={visible ? EYE_OFF : EYE} />
      </button>
      {value && <CopyButton text={value} labels={labels} kind="ghost" />}
    </div>
  );
}
