import type { ChatFile } from '../../realtime/index.ts';
import type { ChatState } from './conversation.ts';
import { button, icon, make, type Child } from './dom.ts';
import { layOut, type Row } from './layout.ts';
import { linkedText } from './linked-text.ts';
import { createPicture, isPicture } from './picture.ts';
import { sizeText } from './uploads.ts';
import type { Words } from './words.ts';

export interface MessageList {
  element: HTMLElement;
  update(state: ChatState): void;
  toEnd(): void;
}

export interface MessageListParts {
  words: Words;
  locale: string;
  desk: string;
  sendAgain(id: string): void;
  /** They chose what was asked for. */
  choose(option: string): void;
  discard(id: string): void;
}

/** The conversation so far. Lines that stay the same stay in place, so that only what is new is read out. */
export function createMessageList(parts: MessageListParts): MessageList {
  const { words } = parts;
  const list = make('div', { class: 'log scroll', role: 'log', 'aria-live': 'polite', 'aria-label': words.messages, tabindex: 0 });
  let shown = new Map<string, { looks: string; element: HTMLElement }>();
  let count = 0;
  let isAtEnd = true;
  const toEnd = () => {
    list.scrollTop = list.scrollHeight;
    isAtEnd = true;
  };
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  });
  // Whoever read the end goes on reading it when the room for it changes.
  new ResizeObserver(() => isAtEnd && toEnd()).observe(list);

  return {
    element: list,
    toEnd,
    update: ({ conversation, unsent }) => {
      const wasAtEnd = isAtEnd;
      const rows = layOut(conversation?.messages ?? [], unsent);
      const isOpen = conversation !== null && conversation.state !== 'over';
      const next = new Map<string, { looks: string; element: HTMLElement }>();
      for (const [at, row] of rows.entries()) {
        const options = isOpen ? openOptions(row, rows.slice(at + 1)) : [];
        const looks = `${looksOf(row)}\n${options.join('\n')}`;
        const before = shown.get(row.key);
        next.set(row.key, before?.looks === looks ? before : { looks, element: createRow(row, options, parts, () => isAtEnd && toEnd()) });
      }
      for (const [key, { element }] of shown) if (next.get(key)?.element !== element) list.removeChild(element);
      let place: ChildNode | null = list.firstChild;
      for (const { element } of next.values()) {
        if (place === element) place = place.nextSibling;
        else list.insertBefore(element, place);
      }
      shown = next;
      const grew = rows.length > count;
      count = rows.length;
      if (wasAtEnd || (grew && isOwn(rows.at(-1)))) toEnd();
    },
  };
}

const isOwn = (row: Row | undefined) => row?.kind === 'message' && row.message.from === 'visitor';

/** What can still be chosen at a line: once the visitor has said something after it, or an agent answers, nothing. */
function openOptions(row: Row, later: readonly Row[]): string[] {
  const isAnswered = later.some((one) => one.kind === 'message' && one.message.from !== 'desk');
  return row.kind === 'message' && !isAnswered ? row.message.options ?? [] : [];
}

/** What a line looks like; addresses of files change with every answer and do not count. */
function looksOf(row: Row): string {
  if (row.kind === 'day') return row.day.toDateString();
  const { message, first, waiting, why } = row;
  return [message.from, message.name, message.at, message.text, message.files.map(({ name, url }) => name + (url ? '' : '?')).join(), first, waiting, why].join('\n');
}

function createRow(row: Row, options: readonly string[], parts: MessageListParts, onGrowth: () => void): HTMLElement {
  const { words, locale } = parts;
  if (row.kind === 'day') return make('div', { class: 'day' }, dayText(row.day, words, locale));
  const { message, first, waiting, why } = row;
  const who = message.from === 'visitor' ? words.you : (message.name ?? words.desk);
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(new Date(message.at));
  const files = message.files.map((file) => createFile(file, parts, onGrowth));
  return make(
    'div', { class: `message ${message.from}${first ? ' first' : ''}${waiting ? ' waiting' : ''}` },
    make('div', { class: first ? 'who' : 'unseen' }, `${who}, `, make('time', { datetime: message.at }, time)),
    message.text === '' ? null : make('div', { class: 'text' }, ...linkedText(message.text).map(toNode)),
    ...files,
    options.length === 0
      ? null
      : make('div', { class: 'options', role: 'group', 'aria-label': words.choose }, ...options.map((option) => button(option, 'option', () => parts.choose(option)))),
    waiting === 'unsent' ? make('div', { class: 'fate' }, words.notSent) : null,
    waiting === 'refused'
      ? make('div', { class: 'fate fault' }, `${words.notTaken}. ${words.faults[why ?? ''] ?? ''} `,
          button(words.tryAgain, 'link', () => parts.sendAgain(message.id)), ' ', button(words.discard, 'link', () => parts.discard(message.id)))
      : null,
  );
}

function toNode({ text, href }: { text: string; href: string | null }): Child {
  return href === null ? text : make('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, text);
}

function createFile(file: ChatFile, { words, locale, desk }: MessageListParts, onGrowth: () => void): HTMLElement {
  const size = sizeText(file.size, locale);
  const name = make('span', { class: 'name' }, file.name);
  if (file.url === '') return make('div', { class: 'file' }, icon('file'), name, make('span', { class: 'size' }, size));
  const href = new URL(file.url, desk).href;
  const link = make(
    'a', { class: 'file', href, target: '_blank', rel: 'noopener noreferrer', 'aria-label': words.fileOpen(file.name, size) },
    icon('file'), name, make('span', { class: 'size' }, size),
  );
  if (isPicture(file)) {
    createPicture(href, (picture) => {
      link.insertBefore(picture, link.firstChild);
      onGrowth();
    });
  }
  return link;
}

function dayText(day: Date, words: Words, locale: string): string {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return words.today;
  if (day.toDateString() === yesterday.toDateString()) return words.yesterday;
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...(day.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }) }).format(day);
}
