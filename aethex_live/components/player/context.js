// What the parts of one player share, and small things that all of them need.
import { createContext, useContext } from "react";

export const PlayerContext = createContext(null);
export const usePlayer = () => useContext(PlayerContext);

export const kept = (name, fallback) => {
  try {
    return JSON.parse(localStorage.getItem(`player.${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
};

export const keep = (name, value) => {
  try {
    localStorage.setItem(`player.${name}`, JSON.stringify(value));
  } catch {} // a browser without storage forgets, and plays
};

const two = (number) => String(number).padStart(2, "0");

export const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
};
