// Who comes back to a page finds the place where they were, also when the list comes a moment after the page.
import { useEffect, useLayoutEffect, useRef } from "react";
import { useLocation } from "react-router";

const PATIENCE = 5000; // ms
const GESTURES = ["wheel", "touchstart", "keydown", "pointerdown"];

const placeOf = (key) => `place:${key}`;
const isOpen = (key) => (history.state?.key ?? "default") === key;

export function KeepPlace({ ready }) {
  const { key } = useLocation();
  const opened = useRef({ at: 0, moved: false });

  useLayoutEffect(() => {
    opened.current = { at: Date.now(), moved: false };
    const remember = () => isOpen(key) && sessionStorage.setItem(placeOf(key), Math.round(window.scrollY));
    const moved = () => {
      opened.current.moved = true;
    };
    window.addEventListener("scrollend", remember);
    GESTURES.forEach((gesture) => window.addEventListener(gesture, moved, { passive: true }));
    return () => {
      window.removeEventListener("scrollend", remember);
      GESTURES.forEach((gesture) => window.removeEventListener(gesture, moved));
    };
  }, [key]);

  useEffect(() => {
    const place = Number(sessionStorage.getItem(placeOf(key)));
    const { at, moved } = opened.current;
    if (ready && place && !moved && Date.now() - at < PATIENCE) window.scrollTo(0, place);
  }, [ready, key]);

  return null;
}
