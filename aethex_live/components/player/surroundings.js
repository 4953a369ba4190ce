// What lies around a player: the server that counts viewers, the device's lock screen, pictures for the scrub bar.
import { useCallback, useEffect, useRef } from "react";
import { loadTiles, Snapshots, tileAt } from "$/public/player/storyboard.js";

const HEARTBEAT = 10_000;
const ARTWORK = ["96x96", "512x512"];

export function useHeartbeat(address, engine, video) {
  useEffect(() => {
    if (!address) return;
    const beat = () => {
      if (engine.current?.phase !== "playing" || video.current?.paused) return;
      fetch(address, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(() => {});
    };
    const first = setTimeout(beat, 2000);
    const timer = setInterval(beat, HEARTBEAT);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [address]);
}

export function useMediaSession({ title, artist, artwork, src }, acts, now) {
  useEffect(() => {
    if (!("mediaSession" in navigator) || !title || !src) return;
    const { mediaSession } = navigator;
    mediaSession.metadata = new MediaMetadata({
      title,
      artist,
      artwork: artwork ? ARTWORK.map((sizes) => ({ src: artwork, sizes })) : [],
    });
    const handlers = {
      play: acts.play,
      pause: acts.pause,
      stop: acts.pause,
      seekbackward: ({ seekOffset }) => acts.skip(-(seekOffset ?? 10)),
      seekforward: ({ seekOffset }) => acts.skip(seekOffset ?? 10),
      seekto: ({ seekTime }) => acts.seek(seekTime),
    };
    const set = (name, act) => {
      try {
        mediaSession.setActionHandler(name, act);
      } catch {} // an action that this browser does not know
    };
    for (const [name, act] of Object.entries(handlers)) set(name, act);
    return () => {
      mediaSession.metadata = null;
      for (const name of Object.keys(handlers)) set(name, null);
    };
  }, [title, artist, artwork, src, acts]);

  const paused = now?.paused ?? true;
  useEffect(() => {
    if ("mediaSession" in navigator && src) navigator.mediaSession.playbackState = paused ? "paused" : "playing";
  }, [paused, src]);
}

// Gives the small picture of a moment, if there is one.
export function useTiles(src, storyboard, video) {
  const tiles = useRef([]);
  const seen = useRef(null);
  useEffect(() => {
    tiles.current = [];
    seen.current = null;
    if (!src) return;
    if (storyboard) loadTiles(storyboard).then((loaded) => (tiles.current = loaded)).catch(() => {});
    seen.current = new Snapshots(video.current);
    const timer = setInterval(() => !tiles.current.length && seen.current?.take(), 2000);
    return () => clearInterval(timer);
  }, [src, storyboard]);
  return useCallback((time) => tileAt(tiles.current, time) ?? seen.current?.at(time), []);
}
