import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';

/** One key of the console: `r`, `?`, `Escape`, or two pressed one after the other: `g w`. Letters count without regard to case. */
export interface KeyUse {
  key: string;
  /** What it does, in the language of the screen; for the list of keys. */
  words: string;
  /** Under which heading the list of keys shows it, in the language of the screen. */
  group: string;
  does: () => void;
  /** False leaves the key to others for now. True unless said. */
  isOn?: boolean;
}

interface Keyboard {
  /** A place for one component's keys, after all others. */
  join: () => Keys;
  /** Everything that may be pressed now, each key once: of two that use the same, the one that came last. */
  all: () => KeyUse[];
  press: (event: KeyboardEvent) => void;
}

interface Keys {
  set: (uses: KeyUse[]) => void;
  leave: () => void;
}

const KeysContext = createContext<Keyboard | null>(null);

/** Listens for the keys of everything inside. None fires in a field, under a modal dialog, or with Ctrl, Alt or Meta. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const [keyboard] = useState(createKeyboard);
  useEffect(() => {
    document.addEventListener('keydown', keyboard.press);
    return () => document.removeEventListener('keydown', keyboard.press);
  }, [keyboard]);
  return <KeysContext value={keyboard}>{children}</KeysContext>;
}

/** Lets these keys work, and the list of keys show them, for as long as the component stands. The newest component wins a key. */
export function useKeys(uses: KeyUse[]): void {
  const keyboard = useKeyboard();
  const keys = useRef<Keys>(null);
  useEffect(() => {
    const joined = keyboard.join();
    keys.current = joined;
    return joined.leave;
  }, [keyboard]);
  useEffect(() => keys.current?.set(uses));
}

/** The keys that work now; for the list of keys. */
export function useAllKeys(): KeyUse[] {
  const keyboard = useKeyboard();
  return keyboard.all();
}

function useKeyboard(): Keyboard {
  const keyboard = useContext(KeysContext);
  if (!keyboard) throw new Error('Only inside of a KeysProvider.');
  return keyboard;
}

const patience = 1_200;

function createKeyboard(): Keyboard {
  const places: { uses: KeyUse[] }[] = [];
  let first: { key: string; at: number } | null = null;
  const all = () => {
    const found = new Map<string, KeyUse>();
    for (const { uses } of places) for (const use of uses) if (use.isOn !== false) found.set(nameOf(use.key), use);
    return [...found.values()];
  };
  return {
    all,
    join: () => {
      const place: { uses: KeyUse[] } = { uses: [] };
      places.push(place);
      return {
        set: (uses) => {
          place.uses = uses;
        },
        leave: () => void places.splice(places.indexOf(place), 1),
      };
    },
    press: (event) => {
      if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || isElsewhere(event)) return;
      const key = nameOf(event.key);
      const before = first && event.timeStamp - first.at < patience ? `${first.key} ` : '';
      const uses = all();
      const use = (before && uses.find((one) => nameOf(one.key) === before + key)) || uses.find((one) => nameOf(one.key) === key);
      first = use ? null : { key, at: event.timeStamp };
      if (!use) return;
      event.preventDefault();
      use.does();
    },
  };
}

/** Letters are told by what they write, without regard to case: `?` and `/` stand elsewhere on every keyboard. */
function nameOf(key: string): string {
  return key.split(' ').map((part) => (part.length === 1 ? part.toLowerCase() : part)).join(' ');
}

/** In a field the key is text; under a modal dialog it belongs to the dialog. */
function isElsewhere({ target }: KeyboardEvent): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('textarea, select, [role="textbox"], [role="listbox"], [role="menu"], [role="combobox"]')) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type);
}
