import type { Conversation } from './conversation.ts';
import { button, fill, icon, make, say, setAll } from './dom.ts';
import type { Memory } from './memory.ts';
import { sizeText, type Upload, type Uploads } from './uploads.ts';
import type { Words } from './words.ts';

export interface Composer {
  element: HTMLElement;
  /** Shows the uploads as they stand. */
  /** `isStarting`: what is remembered as a draft is on its way. */
  update(mostBytes: number, isStarting: boolean): void;
  addFiles(files: FileList | File[]): void;
  focus(): void;
}

export interface ComposerParts {
  words: Words;
  locale: string;
  memory: Memory;
  conversation: Pick<Conversation, 'say' | 'writing'>;
  uploads: Uploads;
}

const longestText = 10_000;
const mostFiles = 10;

/** Where the visitor writes. Enter sends, except on a touch keyboard; a draft survives a reload. */
export function createComposer({ words, locale, memory, conversation, uploads }: ComposerParts): Composer {
  const text = make('textarea', { rows: 1, maxlength: longestText, 'aria-label': words.write, placeholder: words.write });
  const picker = make('input', { type: 'file', multiple: true, hidden: true, tabindex: -1, 'aria-hidden': 'true' });
  const attach = button(words.attach, 'tool', () => picker.click(), icon('clip'));
  const send = make('button', { type: 'submit', class: 'tool send', 'aria-label': words.send, title: words.send }, icon('send'));
  const files = make('ul', { class: 'uploads' });
  const told = make('p', { class: 'fault', role: 'alert' });
  const element = make('form', { class: 'composer', novalidate: true }, told, files, make('div', { class: 'line' }, attach, text, send, picker));
  let most = 0;

  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight + 2, 140)}px`;
  };
  const submit = () => {
    const said = text.value.trim();
    if (uploads.list().some(({ state }) => state === 'going')) return say(told, words.waitForFiles);
    const ready = uploads.takeDone();
    if (said === '' && ready.length === 0) return;
    conversation.say(said, ready);
    text.value = '';
    memory.change({ draft: '' });
    say(told, '');
    grow();
    text.focus();
  };
  const addFiles = (chosen: FileList | File[]) => {
    say(told, '');
    for (const file of chosen) {
      if (uploads.list().length >= mostFiles) say(told, words.tooManyFiles(mostFiles));
      else if (file.size === 0) say(told, words.emptyFile(file.name));
      else if (file.size > most) say(told, words.tooLarge(file.name, sizeText(most, locale)));
      else uploads.add(file);
    }
  };

  text.value = memory.read().draft;
  text.addEventListener('input', () => {
    memory.change({ draft: text.value });
    if (text.value !== '') conversation.writing();
    grow();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    submit();
  });
  text.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.files;
    if (!pasted || pasted.length === 0) return;
    event.preventDefault();
    addFiles(pasted);
  });
  picker.addEventListener('change', () => {
    addFiles(picker.files ?? []);
    picker.value = '';
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  return {
    element, addFiles,
    focus: () => text.focus(),
    update: (mostBytes, isStarting) => {
      most = mostBytes;
      setAll(attach, { title: `${words.attach}. ${words.uploadedLimit(sizeText(mostBytes, locale))}` });
      fill(files, uploads.list().map((upload) => createUpload(upload, words, uploads)));
      if (text.value === '' && !isStarting) text.value = memory.read().draft;
    },
  };
}

function createUpload({ id, name, state, percent }: Upload, words: Words, uploads: Uploads): HTMLElement {
  return make(
    'li', { class: `upload ${state}` },
    state === 'failed' ? make('span', { class: 'fault name', role: 'alert' }, words.uploadFailed(name)) : make('span', { class: 'name' }, name),
    state === 'going' ? make('progress', { max: 100, value: percent, 'aria-label': words.uploading(name, percent) }) : null,
    state === 'failed' ? button(words.again(name), 'link', () => uploads.again(id), words.tryAgain) : null,
    button(words.removeFile(name), 'tool small', () => uploads.remove(id), icon('close')),
  );
}
