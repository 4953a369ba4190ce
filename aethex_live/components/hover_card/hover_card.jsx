// Opens a card at names: links to people's and channels' pages, and what says `data-card="/users/ada"`. With the
// mouse after a rest, with the keyboard on focus (Tab goes into it, Escape leaves it); never by touch. It floats
// above the page, so that nothing moves.
import { Children, useEffect, useRef, useState } from "react";

const PATH = /^\/(users|channels)\/([A-Za-z0-9_-]{1,64})\/?$/;
const NOT_IN = '[role="menu"], [role="tablist"], dialog, .hover-card, [data-card="none"]';
const REST_MS = 350;
const LEAVE_MS = 180;

const pathOf = (trigger) => {
  const given = trigger.dataset.card ?? (trigger.origin === location.origin ? trigger.pathname : "");
  const found = PATH.exec(given);
  return found && given !== location.pathname ? found : null;
};

const triggerAt = (target) => {
  const trigger = target.closest?.("a[href], [data-card]");
  return trigger && !trigger.closest(NOT_IN) && pathOf(trigger) ? trigger : null;
};

// The link of a whole card covers all of it; only its words are a name.
const isOn = (trigger, event) => {
  const inside = (box) =>
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return [...trigger.getClientRects()].some(inside);
};

const place = (card, trigger) => {
  const box = trigger.getBoundingClientRect();
  const above = box.bottom > window.innerHeight * 0.6;
  const left = Math.min(Math.max(8, box.left), document.documentElement.clientWidth - card.offsetWidth - 8);
  card.style.left = `${left}px`;
  card.style.top = above ? "auto" : `${box.bottom + 6}px`;
  card.style.bottom = above ? `${window.innerHeight - box.top + 6}px` : "auto";
};

const controls = (card) => [...card.querySelectorAll("a[href], button")];

export function HoverCard({ shown, missing, label, onLook, children }) {
  const card = useRef(null);
  const it = useRef({ timer: null, trigger: null, next: null });
  const look = useRef(onLook);
  const [wanted, setWanted] = useState("");
  const [waiting, content] = Children.toArray(children);
  const ready = wanted !== "" && shown === wanted;

  useEffect(() => {
    look.current = onLook;
  }, [onLook]);

  useEffect(() => {
    const now = it.current;
    const mouse = matchMedia("(hover: hover) and (pointer: fine)");
    const isOpen = () => card.current?.matches(":popover-open");
    const later = (act, pause) => {
      clearTimeout(now.timer);
      now.timer = setTimeout(act, pause);
    };
    const close = () => {
      clearTimeout(now.timer);
      now.trigger = now.next = null;
      setWanted("");
      if (isOpen()) card.current.hidePopover();
    };
    const open = (trigger) => {
      if (!trigger.isConnected || !card.current) return;
      const [, about, name] = pathOf(trigger);
      now.trigger = trigger;
      setWanted(`/${about}/${name}`);
      look.current(about, name);
      if (!isOpen()) card.current.showPopover();
      place(card.current, trigger);
    };
    const wish = (trigger) => {
      if (trigger === now.trigger) return clearTimeout(now.timer);
      if (trigger === now.next) return;
      now.next = trigger;
      later(() => open(trigger), REST_MS);
    };
    const leave = () => {
      now.next = null;
      if (isOpen()) later(close, LEAVE_MS);
      else clearTimeout(now.timer);
    };

    const over = (event) => {
      if (event.pointerType !== "mouse" || !mouse.matches) return;
      if (card.current?.contains(event.target)) return clearTimeout(now.timer);
      const trigger = triggerAt(event.target);
      if (trigger && isOn(trigger, event)) wish(trigger);
      else if (now.trigger || now.next) leave();
    };
    const focused = (event) => {
      if (card.current?.contains(event.target)) return;
      const trigger = event.target.matches?.(":focus-visible") ? triggerAt(event.target) : null;
      if (trigger && now.skip !== trigger) wish(trigger);
      else if (isOpen()) leave();
      now.skip = null;
    };
    const key = (event) => {
      if (event.key === "Escape" && (isOpen() || now.next)) {
        const inside = card.current.contains(document.activeElement);
        const trigger = now.trigger;
        close();
        if (inside) back(trigger);
      }
      if (event.key !== "Tab" || !isOpen()) return;
      const all = controls(card.current);
      const on = document.activeElement;
      if (on === now.trigger && !event.shiftKey && all.length) {
        event.preventDefault();
        all[0].focus();
      } else if (on === (event.shiftKey ? all[0] : all.at(-1)) && all.length) {
        if (event.shiftKey) event.preventDefault(); // else the browser goes on from the name
        const trigger = now.trigger;
        close();
        back(trigger);
      }
    };
    const back = (trigger) => {
      now.skip = trigger;
      trigger?.focus();
    };
    const press = (event) => !card.current?.contains(event.target) && close();
    const scrolled = (event) => now.trigger && event.target.contains?.(now.trigger) && close();

    const heard = { pointerover: over, focusin: focused, keydown: key, pointerdown: press, scroll: scrolled };
    for (const [name, act] of Object.entries(heard)) document.addEventListener(name, act, true);
    return () => {
      clearTimeout(now.timer);
      for (const [name, act] of Object.entries(heard)) document.removeEventListener(name, act, true);
    };
  }, []);

  useEffect(() => {
    if (ready && missing && card.current?.matches(":popover-open")) card.current.hidePopover();
  }, [ready, missing]);

  const followed = (event) => event.target.closest("a") && card.current.hidePopover();
  return (
    <div ref={card} popover="manual" role="dialog" aria-label={label} className="hover-card" onClick={followed}>
      {ready && !missing ? content : waiting}
    </div>
  );
}
