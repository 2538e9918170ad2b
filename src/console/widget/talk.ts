import { createComposer, type Composer } from './composer.ts';
import type { ChatState, Conversation } from './conversation.ts';
import { button, make, say, show } from './dom.ts';
import type { Memory } from './memory.ts';
import { createMessageList } from './message-list.ts';
import type { Settings } from './settings.ts';
import { createField } from './start-form.ts';
import type { Uploads } from './uploads.ts';
import type { Words } from './words.ts';

export interface Talk {
  element: HTMLElement;
  update(state: ChatState): void;
  focus(): void;
  toEnd(): void;
}

export interface TalkParts {
  words: Words;
  settings: Settings;
  memory: Memory;
  conversation: Conversation;
  uploads: Uploads;
}

/** The conversation: where it stands, what was said, and what the visitor can do. */
export function createTalk(parts: TalkParts): Talk {
  const { words, settings, conversation } = parts;
  const { desk, locale } = settings;
  const notice = make('p', { class: 'notice', role: 'status' });
  const list = createMessageList({
    words, locale, desk, sendAgain: conversation.sendAgain, discard: conversation.discard, choose: (option) => {
      conversation.say(option, []);
      // What was pressed is gone.
      list.element.focus();
    },
  });
  const typing = make('p', { class: 'typing', role: 'status' });
  const composer = createComposer({ ...parts, locale });
  const mail = createMailForm(parts);
  const end = createEnding(parts, () => fold());
  const byMail = button(words.byMail, 'link', () => (mail.isOpen() ? fold() : unfold(mail)));
  const ending = button(words.end, 'link', () => (end.isOpen() ? fold() : unfold(end)));
  const more = make('div', { class: 'more' }, byMail, ending);
  const another = button(words.startNew, 'primary', conversation.startNew);
  const isOverSaid = make('p', {}, words.over);
  const over = make('div', { class: 'over' }, isOverSaid, another);
  const going = make('div', {}, mail.element, end.element, composer.element, more);
  const element = make('div', { class: 'talk' }, notice, list.element, typing, going, over);
  const unfold = (part: Foldable) => {
    fold();
    part.open(true);
  };
  const fold = () => {
    mail.open(false);
    end.open(false);
  };
  takeDrops(element, composer, words);

  return {
    element,
    focus: () => (over.hidden ? composer.focus() : another.focus()),
    toEnd: list.toEnd,
    update: (state) => {
      const isOver = state.conversation?.state === 'over';
      const words_ = noticeOf(state, words);
      say(notice, words_);
      show(notice, words_ !== '');
      list.update(state);
      say(typing, state.typing === null || isOver ? '' : words.typing(state.typing));
      show(going, !isOver);
      show(over, isOver);
      show(isOverSaid, !state.requested);
      composer.update(state.welcome?.mostBytes ?? 0, state.starting);
      mail.update(state);
      if (isOver) fold();
    },
  };
}

/** Where the conversation stands, in one sentence. */
function noticeOf({ conversation, welcome, requested, email }: ChatState, words: Words): string {
  if (!conversation || !welcome) return '';
  if (conversation.state !== 'with-agent' && (requested || (conversation.state === 'waiting' && !welcome.online))) return words.requestTaken(conversation.number, email);
  if (conversation.state !== 'waiting') return '';
  const { queue } = conversation;
  if (!queue) return `${words.waiting}. ${words.number(conversation.number)}.`;
  const { position, estimateSeconds } = queue;
  const estimate = estimateSeconds === null ? '' : `; ${words.estimate(estimateSeconds < 60 ? 0 : Math.round(estimateSeconds / 60))}`;
  return `${words.position(position)}${estimate}. ${words.number(conversation.number)}.`;
}

interface Foldable {
  element: HTMLElement;
  isOpen(): boolean;
  open(open: boolean): void;
}

function createMailForm({ words, conversation }: TalkParts): Foldable & { update(state: ChatState): void } {
  const known = make('p', { role: 'status' });
  const email = make('input', { type: 'email', autocomplete: 'email', maxlength: 254, inputmode: 'email' });
  const field = createField(words.email, email);
  const save = make('button', { type: 'submit', class: 'primary' }, words.save);
  const close = button(words.cancel, 'link', () => show(element, false));
  const element = make('form', { class: 'fold', novalidate: true, hidden: true }, known, field.element, make('div', { class: 'more' }, save, close));
  const ask = (asks: boolean) => {
    for (const part of [field.element, save]) show(part, asks);
    say(close, asks ? words.cancel : words.done);
  };
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = email.value.trim();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(address)) {
      field.fault(words.badEmail);
      field.focus();
      return;
    }
    void conversation.giveEmail(address).then((code) => {
      if (code !== null) return field.fault(code === 'invalid_input' ? words.badEmail : (words.faults[code] ?? words.fault));
      email.value = '';
      ask(false);
      close.focus();
    });
  });
  return {
    element,
    isOpen: () => !element.hidden,
    open: (open) => {
      show(element, open);
      if (!open) return;
      ask(true);
      field.focus();
    },
    update: ({ email: given }) => say(known, given === null ? words.byMailAsk : words.byMailKnown(given)),
  };
}

function createEnding({ words, conversation }: TalkParts, done: () => void): Foldable {
  const fault = make('p', { class: 'fault', role: 'alert' });
  const yes = button(words.endYes, 'primary', () => {
    void conversation.end().then((code) => {
      say(fault, code === null ? '' : (words.faults[code] ?? words.fault));
      if (code === null) done();
    });
  });
  const element = make('div', { class: 'fold', role: 'group', 'aria-label': words.endAsk, hidden: true }, make('p', {}, words.endAsk), fault, make('div', { class: 'more' }, yes, button(words.endNo, 'link', done)));
  return {
    element,
    isOpen: () => !element.hidden,
    open: (open) => {
      show(element, open);
      say(fault, '');
      if (open) yes.focus();
    },
  };
}

/** Files dropped anywhere on the conversation are attached. */
function takeDrops(element: HTMLElement, composer: Composer, words: Words): void {
  const target = make('div', { class: 'drop', hidden: true }, words.dropHere);
  element.appendChild(target);
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  element.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    show(target, true);
  });
  element.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !element.contains(event.relatedTarget)) show(target, false);
  });
  element.addEventListener('drop', (event) => {
    show(target, false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    composer.addFiles(event.dataTransfer?.files ?? []);
  });
}
