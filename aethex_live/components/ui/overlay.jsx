// What floats above the page: dialogs and drawers on <dialog>, menus and tooltips on the Popover API.
import { useEffect, useId, useRef, useState } from "react";

export function Dialog({
  open,
  onClose,
  kind = "dialog",
  title,
  closeLabel,
  locked = false,
  children,
  footer,
  ...rest
}) {
  const dialog = useRef(null);
  const heading = useId();

  useEffect(() => {
    if (open === undefined) return;
    if (open && !dialog.current.open) dialog.current.showModal();
    if (!open && dialog.current.open) dialog.current.close();
  }, [open]);

  const close = () => dialog.current.close();
  const pressOutside = (event) => {
    if (!locked && event.target === dialog.current) close();
  };

  return (
    <dialog
      {...rest}
      ref={dialog}
      className="ui-dialog"
      data-kind={kind}
      aria-labelledby={heading}
      onClose={(event) => event.target === dialog.current && onClose?.()}
      onCancel={(event) => locked && event.target === dialog.current && event.preventDefault()}
      onPointerDown={pressOutside}
    >
      <div className="ui-dialog-box">
        <h2 id={heading} className="ui-dialog-title">
          {title}
        </h2>
        <div className="ui-dialog-body">{children}</div>
        {footer && <div className="ui-dialog-footer">{footer}</div>}
        {!locked && (
          <button
            type="button"
            className="ui-dialog-close"
            aria-label={closeLabel}
            title={closeLabel}
            onClick={close}
          >
            <svg
              className="ui-icon"
              width="20"
              height="20"
              viewBox="0 0 24 24"
              fill="none"
              stroke="currentColor"
              strokeLinecap="round"
              aria-hidden="true"
            >
              <path d="M18 6 6 18M6 6l12 12" />
            </svg>
          </button>
        )}
      </div>
    </dialog>
  );
}

// Beside the trigger, below it when there is room, above it when not.
const place = (panel, trigger, align) => {
  const box = trigger.getBoundingClientRect();
  const above = box.bottom > window.innerHeight * 0.62;
  const width = document.documentElement.clientWidth;
  Object.assign(panel.style, {
    top: above ? "auto" : `${box.bottom + 6}px`,
    bottom: above ? `${window.innerHeight - box.top + 6}px` : "auto",
    left: align === "end" ? "auto" : `${Math.max(8, box.left)}px`,
    right: align === "end" ? `${Math.max(8, width - box.right)}px` : "auto",
    maxHeight: `${(above ? box.top : window.innerHeight - box.bottom) - 16}px`,
  });
};

// How wide it is shows only when it is open.
const keepInside = (panel) => {
  const end = document.documentElement.clientWidth - 8;
  if (panel.offsetLeft < 8) Object.assign(panel.style, { left: "8px", right: "auto" });
  else if (panel.offsetLeft + panel.offsetWidth > end) Object.assign(panel.style, { left: "auto", right: "8px" });
};

export function Menu({
  label,
  face,
  triggerClass = "ui-button",
  triggerKind,
  align = "end",
  children,
  wide,
}) {
  const id = useId();
  const trigger = useRef(null);
  const panel = useRef(null);
  const [open, setOpen] = useState(false);

  const items = () => [...panel.current.querySelectorAll('[role^="menuitem"]:not([aria-disabled="true"])')];
  const hide = () => panel.current.hidePopover();

  const toggle = (event) => {
    if (event.target !== panel.current) return;
    const opened = event.newState === "open";
    setOpen(opened);
    if (!opened) return;
    keepInside(panel.current);
    items()[0]?.focus();
  };

  const press = (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowDown: () => all[(at + 1) % all.length],
      ArrowUp: () => all[(at - 1 + all.length) % all.length],
      Home: () => all[0],
      End: () => all.at(-1),
    }[event.key];
    if (to) {
      event.preventDefault();
      to()?.focus();
    } else if (event.key === "Tab") {
      hide();
    } else if (event.key.length === 1 && /\S/.test(event.key)) {
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      next.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  };

  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={triggerClass}
        data-kind={triggerKind}
        data-icon={triggerKind ? "true" : undefined}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
      >
        {face}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className="ui-menu"
        data-wide={wide || undefined}
        onBeforeToggle={(event) => event.newState === "open" && place(panel.current, trigger.current, align)}
        onToggle={toggle}
        onKeyDown={press}
        onClick={(event) => event.target.closest('[role="menuitem"]') && hide()}
      >
        {children}
      </div>
    </>
  );
}

export function Tooltip({ text, children }) {
  const id = useId();
  const anchor = useRef(null);
  const bubble = useRef(null);
  const wait = useRef(null);

  useEffect(() => {
    anchor.current.firstElementChild?.setAttribute("aria-describedby", id);
    return () => clearTimeout(wait.current);
  }, [id]);

  const show = (delay) => {
    clearTimeout(wait.current);
    wait.current = setTimeout(() => {
      if (!bubble.current?.isConnected) return;
      bubble.current.showPopover();
      const box = anchor.current.getBoundingClientRect();
      const size = bubble.current.getBoundingClientRect();
      const left = box.left + box.width / 2 - size.width / 2;
      const above = box.top - size.height - 8;
      bubble.current.style.left = `${Math.min(Math.max(8, left), window.innerWidth - size.width - 8)}px`;
      bubble.current.style.top = `${above < 8 ? box.bottom + 8 : above}px`;
    }, delay);
  };
  const hide = () => {
    clearTimeout(wait.current);
    wait.current = setTimeout(() => bubble.current?.hidePopover(), 80);
  };

  return (
    <span
      ref={anchor}
      className="ui-tooltip-anchor"
      onPointerEnter={() => show(400)}
      onPointerLeave={hide}
      onFocus={() => show(0)}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && bubble.current.hidePopover()}
    >
      {children}
      <span ref={bubble} id={id} role="tooltip" popover="manual" className="ui-tooltip">
        {text}
      </span>
    </span>
  );
}
