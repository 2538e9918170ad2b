import { createConversation, type ChatState } from './conversation.ts';
import { button, fill, icon, make, nextId, say, setAll, show } from './dom.ts';
import { createMemory } from './memory.ts';
import { inkOn, type Settings } from './settings.ts';
import { createStartForm } from './start-form.ts';
import { phone } from './styles.ts';
import { createTalk } from './talk.ts';
import { createTitleBadge } from './title-badge.ts';
import { createUploads } from './uploads.ts';
import { words as bothWords, type Words } from './words.ts';

/** The button and the panel it opens. Nothing is asked of the desk before, unless a conversation is going on. */
export function createChat(settings: Settings): HTMLElement {
  const words = bothWords[settings.locale];
  const memory = createMemory(settings.desk);
  const conversation = createConversation({ settings, memory, onChange: () => update() });
  const uploads = createUploads({ desk: settings.desk, token: () => memory.read().token, newId: conversation.newId, onChange: () => update() });
  const title = createTitleBadge();
  const launcher = createLauncher(words, () => (panel.hidden ? open() : close()));
  const startForm = createStartForm({
    words, draft: () => memory.read().draft, keepDraft: (draft) => memory.change({ draft }), start: conversation.start,
  });
  const talk = createTalk({ words, settings, memory, conversation, uploads });
  const waiting = createWaiting(words, conversation.tryAgain);
  const head = createHead(words, () => close());
  const body = make('div', { class: 'talk' });
  const panel = make('section', { class: 'panel', role: 'dialog', 'aria-labelledby': head.titleId, tabindex: -1, hidden: true }, head.element, body);
  const announcer = make('div', { class: 'unseen', role: 'status' });
  const root = make('div', { class: `root ${settings.position}`, lang: settings.locale }, announcer, panel, launcher.element);
  root.style.setProperty('--accent', settings.color);
  root.style.setProperty('--on-accent', inkOn(settings.color));
  let view: { element: HTMLElement; focus(): void } | null = null;

  const isRead = () => !panel.hidden && document.visibilityState === 'visible' && view === talk;
  function update(): void {
    const state = conversation.state();
    const next = viewOf(state) === 'start' ? startForm : viewOf(state) === 'talk' ? talk : waiting;
    head.update(state);
    startForm.update(state);
    talk.update(state);
    waiting.update(state);
    if (view !== next) {
      const hadFocus = body.contains(shadowFocus());
      view = next;
      fill(body, [next.element]);
      if (next === talk) talk.toEnd();
      if (hadFocus || (isFocusWanted && next !== waiting)) focusView();
    }
    if (isRead()) conversation.markSeen();
    const { unread } = conversation.state();
    launcher.update(unread, !panel.hidden);
    say(announcer, panel.hidden && unread > 0 ? words.unread(unread) : '');
    title.update(unread);
  }
  let isFocusWanted = false;
  const shadowFocus = () => {
    const shadow = root.getRootNode();
    return shadow instanceof ShadowRoot ? shadow.activeElement : null;
  };
  const focusView = () => {
    isFocusWanted = view === waiting;
    if (view === null || view === waiting || matchMedia('(pointer: coarse)').matches) panel.focus();
    else view.focus();
  };
  const reveal = (shown: boolean) => {
    show(panel, shown);
    root.classList.toggle('open', shown);
    setAll(panel, { 'aria-modal': matchMedia(phone).matches ? 'true' : null });
    memory.noteShown(shown);
    if (shown) conversation.connect();
    update();
    if (shown) talk.toEnd();
  };
  const open = () => {
    reveal(true);
    focusView();
  };
  const close = () => {
    isFocusWanted = false;
    reveal(false);
    launcher.element.focus();
  };

  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) close();
    else if (event.key === 'Tab' && matchMedia(phone).matches) keepFocusIn(panel, shadowFocus(), event);
  });
  // What is typed here is no shortcut of the page around.
  for (const kind of ['keydown', 'keyup', 'keypress', 'paste', 'drop', 'dragover'] as const) root.addEventListener(kind, (event) => event.stopPropagation());
  document.addEventListener('visibilitychange', update);

  const { going, token } = memory.read();
  if (going && token !== null) {
    conversation.connect();
    if (memory.wasShown() && !matchMedia(phone).matches) reveal(true);
  }
  update();
  return root;
}

function viewOf({ welcome, conversation, fresh }: ChatState): 'waiting' | 'start' | 'talk' {
  if (welcome === null) return 'waiting';
  return conversation === null || (fresh && conversation.state === 'over') ? 'start' : 'talk';
}

function createLauncher(words: Words, onPress: () => void) {
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const element = button(words.open, 'launcher', onPress, icon('bubble'), badge);
  let isOpen = false;
  setAll(element, { 'aria-expanded': 'false', 'aria-haspopup': 'dialog' });
  return {
    element,
    update: (unread: number, opened: boolean) => {
      const label = opened ? words.close : unread > 0 ? words.openUnread(unread) : words.open;
      setAll(element, { 'aria-label': label, title: label, 'aria-expanded': String(opened) });
      say(badge, unread > 99 ? '99+' : String(unread));
      show(badge, unread > 0 && !opened);
      if (opened !== isOpen) fill(element, [icon(opened ? 'close' : 'bubble'), badge]);
      isOpen = opened;
    },
  };
}

function createHead(words: Words, onClose: () => void) {
  const titleId = nextId();
  const title = make('h2', { id: titleId }, words.chat);
  const line = make('p', { role: 'status' });
  return {
    titleId,
    element: make('header', { class: 'head' }, make('div', {}, title, line), button(words.close, 'tool', onClose, icon('close'))),
    update: ({ welcome, conversation, phase }: ChatState) => {
      say(title, welcome?.desk.name || words.chat);
      say(line, headline());

      function headline(): string {
        if (phase === 'offline') return words.offline;
        if (phase === 'refused') return words.refused;
        if (!welcome || phase !== 'connected') return words.connecting;
        if (conversation?.state === 'with-agent' && conversation.agent !== null) return words.withAgent(conversation.agent);
        return welcome.online ? words.online : welcome.closed ? words.closed : words.away;
      }
    },
  };
}

function createWaiting(words: Words, tryAgain: () => void) {
  const text = make('p', { role: 'status' });
  const again = button(words.tryAgain, 'primary', tryAgain);
  return {
    element: make('div', { class: 'connecting' }, text, again),
    focus: () => undefined,
    update: ({ phase, refusal }: ChatState) => {
      const refused = words.faults[refusal ?? ''] ?? words.refused;
      say(text, phase === 'offline' ? words.offline : phase === 'refused' ? refused : words.connecting);
      show(again, phase === 'offline' || phase === 'refused');
    },
  };
}

/** Where the panel fills the screen, Tab goes round inside it. */
function keepFocusIn(panel: HTMLElement, focused: Element | null, event: KeyboardEvent): void {
  const stops = [...panel.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [tabindex="0"]')]
    .filter((element) => element.getClientRects().length > 0 && !element.matches(':disabled, [tabindex="-1"]'));
  const [first] = stops;
  const last = stops.at(-1);
  const leaves = event.shiftKey ? focused === first || focused === panel : focused === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
