import { Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { blanksIn } from './placeholders.ts';
import { triggerBefore, type BoxProps } from './text-editing.ts';

/** Where text without layout is written. */
export function PlainBox(parts: BoxProps) {
  const { text, marks, suggestions, onChange, onTrigger, onReady, focusWish } = parts;
  const box = useRef<HTMLTextAreaElement>(null);
  const calls = useRef(parts);
  useEffect(() => {
    calls.current = parts;
  });
  useEffect(() => {
    onReady({
      focus: () => box.current?.focus(),
      insert: (words, instead) => {
        const area = box.current;
        if (!area) return;
        const end = area.selectionEnd;
        const start = Math.max(0, area.selectionStart - instead);
        area.setRangeText(words, start, end, 'end');
        const first = blanksIn(words)[0];
        const at = first === undefined ? -1 : start + words.indexOf(first);
        if (first !== undefined) area.setSelectionRange(at, at + first.length);
        calls.current.onChange({ text: area.value, html: null });
        calls.current.onTrigger(null);
        area.focus();
      },
    });
    return () => onReady(null);
  }, [onReady]);
  useEffect(() => {
    if (focusWish > 0) box.current?.focus();
  }, [focusWish]);
  const look = (area: HTMLTextAreaElement) =>
    onTrigger(area.selectionStart === area.selectionEnd ? triggerBefore(area.value.slice(0, area.selectionStart), marks) : null);
  return (
    <Textarea
      ref={box} aria-label={parts.label} placeholder={parts.placeholder} value={text} readOnly={parts.isDisabled} autosize minRows={4} maxRows={16}
      aria-autocomplete="list" aria-controls={suggestions?.list} aria-activedescendant={suggestions?.active}
      onChange={({ currentTarget }) => {
        onChange({ text: currentTarget.value, html: null });
        look(currentTarget);
      }}
      onClick={({ currentTarget }) => look(currentTarget)}
      onKeyUp={({ key, currentTarget }) => {
        if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') look(currentTarget);
      }}
      onBlur={() => onTrigger(null)}
    />
  );
}
