import { expect, test } from 'vitest';
import { draftKey } from '../../src/console/desk/composer/draft.ts';
import { forgetOthers, type Shelf } from '../../src/console/desk/sign-in/forget-others.ts';

function storageOf(values: Record<string, string>): Shelf {
  const held = new Map(Object.entries(values));
  return {
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}
const keysOf = (storage: Shelf) => Array.from({ length: storage.length }, (_, at) => storage.key(at)).sort();

test('whoever signs in finds their own drafts, and nothing of whoever was here before', () => {
  const mine = draftKey('ana', 'V-1', 'reply');
  const local = storageOf({ [mine]: 'hers', [draftKey('beto', 'V-1', 'note')]: 'his', 'ventanilla.locale': 'en' });
  const tab = storageOf({});
  forgetOthers('beto', storageOf({}), tab);
  tab.setItem('ventanilla.ticket-draft.V-1.resolve', 'his');
  tab.setItem('ventanilla.call-note.V-2', 'his');
  forgetOthers('beto', storageOf({}), tab);
  expect(tab.length).toBe(3);
  forgetOthers('ana', local, tab);
  expect(keysOf(local)).toEqual(['ventanilla.locale', mine].sort());
  expect(tab.length).toBe(1);
});

test('where the browser keeps nothing, signing in works', () => {
  const shut = storageOf({});
  shut.setItem = () => {
    throw new Error('QuotaExceededError');
  };
  expect(() => forgetOthers('ana', shut, shut)).not.toThrow();
});
