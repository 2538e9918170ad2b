import type { types } from '@slack/bolt';
import { levelSchema, type Level, type Locale, type Localized } from '../../../src/core/index.ts';
import { slackWords } from '../words.ts';
import { most, option, plain, section } from './pieces.ts';

/** What the form offers, in the order of the catalog. */
export interface FormService {
  key: string;
  name: Localized;
  entries: { key: string; name: Localized }[];
}

/** What stands in the form; '' where nothing does. */
export interface FormContent {
  service: string;
  entry: string;
  subject: string;
  words: string;
  impact: Level | null;
  urgency: Level | null;
}

export const requestFormId = 'request_form';
export const serviceActionId = 'service';
export const emptyContent: FormContent = { service: '', entry: '', subject: '', words: '', impact: null, urgency: null };
export const mostSubject = 200;

/** The modal of a new request: what can be chosen below the service depends on it. What was typed stays, whatever is chosen. */
export function requestForm(catalog: readonly FormService[], content: FormContent, locale: Locale): types.ModalView {
  const words = slackWords[locale].form;
  const service = catalog.find(({ key }) => key === content.service);
  return {
    type: 'modal', callback_id: requestFormId,
    title: plain(words.title, most.title), submit: plain(words.send, most.title), close: plain(words.cancel, most.title),
    blocks: [
      select({ id: 'service', label: words.service, chosen: content.service, asks: true }, catalog.map(({ key, name }) => option(name[locale], key)), words.choose),
      // Another service has other entries: under a name of its own nothing of the former stays chosen.
      ...(service ? [select(
        { id: `entry/${service.key}`, label: words.entry, chosen: content.entry, isOptional: true, hint: words.entryHint },
        service.entries.map(({ key, name }) => option(name[locale], key)), words.choose,
      )] : []),
      text({ id: 'subject', label: words.subject, hint: words.subjectHint, initial: content.subject, longest: mostSubject, isOptional: true }),
      text({ id: 'words', label: words.words, hint: words.wordsHint, initial: content.words, longest: most.words, isLong: true }),
      select({ id: 'impact', label: words.impact, chosen: content.impact ?? '', isOptional: true }, levels(words.impacts), words.choose),
      select({ id: 'urgency', label: words.urgency, chosen: content.urgency ?? '', isOptional: true }, levels(words.urgencies), words.choose),
    ],
  };
}

/** What takes the form's place when it was taken in. `marked`: with Slack's marks. */
export function sentForm(marked: string, locale: Locale): types.ModalView {
  const words = slackWords[locale].form;
  return { type: 'modal', title: plain(words.title, most.title), close: plain(words.close, most.title), blocks: [section(marked)] };
}

function levels(words: Record<Level, string>): types.PlainTextOption[] {
  return levelSchema.options.map((level) => option(words[level], level));
}

function select(
  about: { id: string; label: string; chosen: string; isOptional?: boolean; hint?: string; asks?: boolean },
  options: types.PlainTextOption[], placeholder: string,
): types.InputBlock {
  const initial = options.find(({ value }) => value === about.chosen);
  return {
    type: 'input', block_id: about.id, label: plain(about.label, most.label), optional: about.isOptional ?? false,
    ...(about.asks && { dispatch_action: true }), ...(about.hint !== undefined && { hint: plain(about.hint, most.hint) }),
    element: {
      type: 'static_select', action_id: about.id.split('/', 1)[0] ?? about.id, placeholder: plain(placeholder, most.placeholder),
      options: options.slice(0, 100), ...(initial && { initial_option: initial }),
    },
  };
}

/** A field to write in. */
export function text(about: { id: string; label: string; hint?: string; initial: string; longest: number; isOptional?: boolean; isLong?: boolean }): types.InputBlock {
  return {
    type: 'input', block_id: about.id, label: plain(about.label, most.label), optional: about.isOptional ?? false,
    ...(about.hint !== undefined && { hint: plain(about.hint, most.hint) }),
    element: {
      type: 'plain_text_input', action_id: about.id, max_length: about.longest, ...(about.isLong && { multiline: true }),
      ...(about.initial !== '' && { initial_value: about.initial.slice(0, about.longest) }),
    },
  };
}
