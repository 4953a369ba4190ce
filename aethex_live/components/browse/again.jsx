// Asks for what may have changed, again and again, while the page is seen.
import { useEffect, useRef } from "react";

export function Again({ seconds, onTime }) {
  const newest = useRef(onTime);
  newest.current = onTime;
  useEffect(() => {
    const timer = setInterval(() => document.hidden || newest.current(), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return null;
}
