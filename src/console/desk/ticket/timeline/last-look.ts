import { useEffect, useState } from 'react';

const remembered = 'ventanilla.looks';
/** So many tickets are remembered, those looked at last. */
const most = 300;

/**
 * How far the timeline went when this person last looked at it on this machine; null when they never did. Stays while
 * they look; leaving the tab and coming back is a new look.
 */
export function useLastLook(number: string, newest: number): number | null {
  const [before, setBefore] = useState(() => readLooks().find(([known]) => known === number)?.[1] ?? null);
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') setBefore(newest);
    };
    if (document.visibilityState === 'visible') keepLook(number, newest);
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, [number, newest]);
  return before;
}

type Look = [number: string, seq: number];

function readLooks(): Look[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(remembered) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isLook) : [];
  } catch {
    return [];
  }
}

function isLook(value: unknown): value is Look {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function keepLook(number: string, newest: number): void {
  const others = readLooks().filter(([known]) => known !== number);
  try {
    localStorage.setItem(remembered, JSON.stringify([[number, newest], ...others].slice(0, most)));
  } catch {
    // A full storage only forgets what was looked at.
  }
}
