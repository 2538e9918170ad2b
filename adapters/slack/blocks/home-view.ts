import type { types } from '@slack/bolt';
import type { Locale } from '../../../src/core/index.ts';
import type { RequestState } from '../locales/slack-words.ts';
import { slackWords } from '../words.ts';
import { button, context, moment, most, plain, quoted, section, type Block } from './pieces.ts';

/** What one person sees of the desk at its Home tab. */
export interface HomeContent {
  deskName: string;
  announcements: { kind: 'outage' | 'maintenance' | 'news'; title: string; text: string }[];
  /** Open ones first; each with the page where all of it stands. */
  requests: { number: string; subject: string; state: RequestState; dueAt: Date | null; openedAt: Date; url: string }[];
  /** There are others than these. */
  hasMore: boolean;
}

export const newRequestActionId = 'new_request';
const mostAnnouncements = 10;
const mostRequests = 20;

export function homeView(content: HomeContent, locale: Locale): types.HomeView {
  const words = slackWords[locale].home;
  const announcements = content.announcements.slice(0, mostAnnouncements).map(({ kind, title, text }) =>
    section(`*${words.kinds[kind]}: ${quoted(title, 200)}*${text.trim() === '' ? '' : `\n${quoted(text, 1_000)}`}`));
  const requests = content.requests.slice(0, mostRequests).map(({ number, subject, state, dueAt, openedAt, url }) => {
    const isOpen = state !== 'resolved' && state !== 'closed' && state !== 'cancelled';
    const about = [words.states[state], isOpen && dueAt ? words.due(moment(dueAt, locale)) : words.opened(moment(openedAt, locale))];
    return section(`*<${url}|${number}>* ${quoted(subject.trim() === '' ? words.noSubject : subject, 200)}\n${about.join(' · ')}`);
  });
  const blocks: Block[] = [
    { type: 'header', text: plain(words.greeting(content.deskName), most.header) },
    { type: 'actions', elements: [button(newRequestActionId, words.newRequest, 'new', 'primary')] },
    ...(announcements.length === 0 ? [] : [header(words.announcements), ...announcements]),
    header(words.requests),
    ...(requests.length === 0 ? [section(words.none)] : requests),
    ...(content.hasMore ? [context(words.more)] : []),
  ];
  return { type: 'home', blocks };
}

function header(words: string): Block {
  return { type: 'header', text: plain(words, most.header) };
}
