import type { Announcement } from '../../../api/contract.ts';
import type { AnnouncementPageWords } from './words.ts';

/** An announcement as it is typed; moments as the browser's fields have them, in local time. */
export interface AnnouncementDraft {
  kind: Announcement['kind'];
  es: { title: string; text: string };
  en: { title: string; text: string };
  services: string[];
  channels: string[];
  from: string;
  until: string;
}

export const kinds = ['outage', 'maintenance', 'news'] as const satisfies Announcement['kind'][];
export const channels = ['voice', 'web', 'chat'] as const satisfies Announcement['channels'];

export function draftOf(announcement: Announcement | null): AnnouncementDraft {
  const empty = { title: '', text: '' };
  return {
    kind: announcement?.kind ?? 'outage', es: announcement?.words.es ?? empty, en: announcement?.words.en ?? empty,
    services: announcement?.services ?? [], channels: announcement?.channels ?? [...channels],
    from: localField(announcement?.from ?? null), until: localField(announcement?.until ?? null),
  };
}

/** As the API takes it. */
export function bodyOf({ kind, es, en, services, channels: shown, from, until }: AnnouncementDraft) {
  return {
    kind, services, channels: shown, until: until === '' ? null : new Date(until).toISOString(),
    words: { ...(es.title.trim() !== '' && { es }), ...(en.title.trim() !== '' && { en }) },
    ...(from !== '' && { from: new Date(from).toISOString() }),
  };
}

/** By field, in words. */
export function faultsOf({ es, en, channels: shown, from, until }: AnnouncementDraft, { faults }: AnnouncementPageWords): Record<string, string> {
  const isUntitled = (words: { title: string; text: string }) => words.title.trim() === '' && words.text.trim() !== '';
  const begins = from === '' ? Date.now() : new Date(from).getTime();
  return {
    ...(es.title.trim() === '' && en.title.trim() === '' && { 'es.title': faults.noTitle }),
    ...(isUntitled(es) && { 'es.title': faults.textOnly }),
    ...(isUntitled(en) && { 'en.title': faults.textOnly }),
    ...(shown.length === 0 && { channels: faults.noChannel }),
    ...(until !== '' && new Date(until).getTime() <= begins && { until: faults.order }),
  };
}

/** A moment as `<input type="datetime-local">` has it. */
function localField(moment: string | null): string {
  if (moment === null) return '';
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
