import { useState } from 'react';

const place = 'ventanilla.ticket-draft';

/** A text that outlives its dialog and a reload of the page, until it is forgotten. `name` says what of which ticket it is. */
export function useDraft(ticket: string, name: string): { text: string; write: (text: string) => void; forget: () => void } {
  const key = `${place}.${ticket}.${name}`;
  const [text, setText] = useState(() => read(key));
  return {
    text,
    write: (words) => {
      setText(words);
      keep(key, words);
    },
    forget: () => {
      setText('');
      keep(key, '');
    },
  };
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function keep(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // A full storage keeps the text in the dialog only.
  }
}
