import type { ChatState, Start } from './conversation.ts';
import { make, nextId, say, setAll, show } from './dom.ts';
import type { Words } from './words.ts';

export interface StartForm {
  element: HTMLElement;
  update(state: ChatState): void;
  focus(): void;
}

export interface StartFormParts {
  words: Words;
  draft(): string;
  keepDraft(text: string): void;
  start(start: Start): void;
}

const longestText = 10_000;
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** Asks what it is about. While nobody is online it takes a request instead, and a mail address is needed. */
export function createStartForm({ words, draft, keepDraft, start }: StartFormParts): StartForm {
  const greeting = make('p', { class: 'greeting' });
  const away = make('p', { class: 'notice' }, words.awayHere);
  const entry = make('select', {});
  const text = make('textarea', { rows: 4, maxlength: longestText, required: true });
  const name = make('input', { type: 'text', autocomplete: 'name', maxlength: 200 });
  const email = make('input', { type: 'email', autocomplete: 'email', maxlength: 254, inputmode: 'email' });
  const entryField = createField(words.subject, entry);
  const textField = createField(words.message, text);
  const nameField = createField(words.name, name, words.optional);
  const emailField = createField(words.email, email, words.optional);
  const fault = make('p', { class: 'fault', role: 'alert' });
  const send = make('button', { type: 'submit', class: 'primary' });
  const element = make('form', { class: 'start scroll', novalidate: true }, greeting, away, entryField.element, textField.element, nameField.element, emailField.element, fault, send);
  let online = true;
  let shownCatalog: unknown = null;

  text.value = draft();
  text.addEventListener('input', () => keepDraft(text.value));

  const check = (): boolean => {
    const address = email.value.trim();
    textField.fault(text.value.trim() === '' ? words.needText : '');
    emailField.fault(address === '' ? (online ? '' : words.needEmail) : mailAddress.test(address) ? '' : words.badEmail);
    const wrong = [textField, emailField].find((field) => field.isWrong());
    wrong?.focus();
    return wrong === undefined;
  };
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    if (send.disabled || !check()) return;
    start({
      text: text.value.trim(),
      ...(name.value.trim() ? { name: name.value.trim() } : {}),
      ...(email.value.trim() ? { email: email.value.trim() } : {}),
      ...chosenIn(entry.value),
    });
  });

  return {
    element,
    focus: () => text.focus(),
    update: ({ welcome, starting, startFault, email: known }) => {
      online = welcome?.online ?? true;
      say(greeting, welcome?.desk.greeting || words.startHere);
      show(away, !online);
      say(away, welcome?.closed ? words.closedHere : words.awayHere);
      if (welcome && shownCatalog !== welcome.catalog) {
        shownCatalog = welcome.catalog;
        fillCatalog(entry, welcome.catalog, words);
      }
      show(entryField.element, (welcome?.catalog.length ?? 0) > 0);
      // Who gave an address before need not give it again.
      show(emailField.element, known === null);
      if (known !== null) email.value = '';
      emailField.hint(online ? words.optional : '');
      setAll(email, { required: !online });
      const faulty = startFault?.fields['email'] !== undefined ? words.badEmail : '';
      if (faulty) emailField.fault(faulty);
      say(fault, startFault && !faulty ? (words.faults[startFault.code] ?? words.fault) : '');
      send.disabled = starting;
      say(send, starting ? words.sending : online ? words.start : words.leaveRequest);
      if (!starting && draft() === '' && document.activeElement !== text && welcome?.conversation && text.value !== '') text.value = '';
    },
  };
}

function fillCatalog(select: HTMLSelectElement, catalog: NonNullable<ChatState['welcome']>['catalog'], words: Words): void {
  const chosen = select.value;
  while (select.firstChild) select.removeChild(select.firstChild);
  select.appendChild(make('option', { value: '' }, words.ownWords));
  for (const service of catalog) {
    select.appendChild(make('optgroup', { label: service.name }, 
      ...service.entries.map(({ key, name }) => make('option', { value: `entry ${key}` }, name)),
      make('option', { value: `service ${service.key}` }, words.somethingElse),
    ));
  }
  select.value = chosen;
  if (select.selectedIndex === -1) select.value = '';
}

function chosenIn(value: string): Pick<Start, 'service' | 'entry'> {
  const [kind, key = ''] = value.split(' ');
  return kind === 'entry' ? { entry: key } : kind === 'service' ? { service: key } : {};
}

export interface Field {
  element: HTMLElement;
  hint(text: string): void;
  /** Says what is wrong; '' takes it back. */
  fault(text: string): void;
  isWrong(): boolean;
  focus(): void;
}

/** A labelled control with a place for what is wrong with it, tied together for those who listen. */
export function createField(label: string, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, hint = ''): Field {
  const id = nextId();
  const hinted = make('span', { class: 'hint' }, hint);
  const wrong = make('span', { class: 'fault', id: `${id}-wrong` });
  setAll(control, { id });
  control.addEventListener('input', () => mark(''));
  const mark = (text: string) => {
    say(wrong, text);
    setAll(control, { 'aria-invalid': text === '' ? null : 'true', 'aria-describedby': text === '' ? null : `${id}-wrong` });
  };
  return {
    element: make('div', { class: 'field' }, make('label', { for: id }, label, ' ', hinted), control, wrong),
    hint: (text) => say(hinted, text),
    fault: mark,
    isWrong: () => wrong.textContent !== '',
    focus: () => control.focus(),
  };
}
