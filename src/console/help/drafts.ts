import { useCallback, useEffect, useRef, useState } from 'react';

/** Something typed that survives a reload, a closed page and a lost connection; `forget` when it was sent. */
export interface Draft<Value> {
  value: Value;
  set: (change: Partial<Value> | ((was: Value) => Partial<Value>)) => void;
  forget: () => void;
}

const place = (name: string) => `ventanilla.help.${name}`;

/** Keeps what is typed in this browser under a name. */
export function useDraft<Value extends object>(name: string, empty: () => Value): Draft<Value> {
  const [value, setValue] = useState<Value>(() => ({ ...empty(), ...read<Value>(name) }));
  const isForgotten = useRef(false);
  useEffect(() => {
    if (isForgotten.current) return;
    write(name, value);
  }, [name, value]);
  const set = useCallback((change: Partial<Value> | ((was: Value) => Partial<Value>)) => {
    isForgotten.current = false;
    setValue((was) => ({ ...was, ...(typeof change === 'function' ? change(was) : change) }));
  }, []);
  const forget = () => {
    isForgotten.current = true;
    localStorage.removeItem(place(name));
    setValue(empty());
  };
  return { value, set, forget };
}

function read<Value>(name: string): Partial<Value> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(name)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(place(name), JSON.stringify(value));
  } catch {
    // A full or closed store keeps nobody from writing to us.
  }
}

/** A name for one sending, so that the same thing sent twice counts once. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
