import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Where the page scrolls as a whole, as ticket.module.css has it, it begins at its top: what the ticket is comes first. */
const whole = '(max-width: 48em)';

/**
 * Keeps a growing list where its reader is. `end` goes on an element after its last row, `start` on the row to begin
 * with; without one the list begins at its end. Whoever stands at the end sees what is added; whoever reads above is
 * not moved and is told how many rows came.
 */
export function useEnd(rows: number) {
  const end = useRef<HTMLDivElement>(null);
  const start = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(rows);
  if (isAtEnd && seen !== rows) setSeen(rows);
  const toEnd = () => end.current?.scrollIntoView({ block: 'end' });

  useLayoutEffect(() => {
    const begin = () => {
      if (start.current) start.current.scrollIntoView({ block: 'start' });
      else if (!window.matchMedia(whole).matches) end.current?.scrollIntoView({ block: 'end' });
    };
    begin();
    // Rows that were never drawn have a size by estimate: once more when those in sight have their own.
    const frame = requestAnimationFrame(begin);
    return () => cancelAnimationFrame(frame);
  }, []);

  const wasAtEnd = useRef(false);
  useEffect(() => {
    const mark = end.current;
    if (!mark) return undefined;
    const observer = new IntersectionObserver((entries) => {
      const isIn = entries.at(-1)?.isIntersecting ?? false;
      wasAtEnd.current = isIn;
      setAtEnd(isIn);
    }, { rootMargin: '0px 0px 40px 0px' });
    observer.observe(mark);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (wasAtEnd.current) end.current?.scrollIntoView({ block: 'end' });
  }, [rows]);

  return { end, start, isAtEnd, news: isAtEnd ? 0 : Math.max(0, rows - seen), toEnd };
}
