// The time, for what goes on by itself in the browser.
import { useEffect, useState } from "react";

// Now in milliseconds, looked at anew `every` so many; without, once. A page that was built has no now: null at first.
export const useNow = (every) => {
  const [now, setNow] = useState(null);
  useEffect(() => {
    setNow(Date.now());
    if (!every) return undefined;
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
};

export const two = (number) => String(number).padStart(2, "0");
