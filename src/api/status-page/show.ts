import { newId, type Clock, type Locale } from '../../core/index.ts';
import { calendarOf, type DeskDefinition } from '../../desk/definition/index.ts';
import type { FileLinks } from '../../desk/files/index.ts';
import { progressOf } from '../../desk/portal/index.ts';
import { effectOfWriting, type StatusView } from '../../desk/tickets/index.ts';
import { statusPage, type Writing } from './page.ts';
import type { FormLimits } from './write-form.ts';

/** How a page is asked for. `chosen` is the language only when the address asks for it. */
export interface Asked {
  token: string;
  chosen: Locale | undefined;
  done?: Writing['done'];
  form?: Pick<Writing['form'], 'text' | 'faults' | 'lostFiles'>;
}

export type Show = (ticket: StatusView, asked: Asked) => string;

/** Makes the page of a ticket as it stands now, with a form that has a key of its own. */
export function createShow(parts: { desk: DeskDefinition; clock: Clock; publicUrl: string; fileLinks: FileLinks }): Show {
  const { desk, clock, publicUrl, fileLinks } = parts;
  const { zone } = calendarOf(desk, null);
  const limits = formLimits(desk);
  return (ticket, { token, chosen, done = null, form = { text: '', faults: [], lostFiles: false } }) => {
    const path = pagePath(publicUrl, token);
    const effect = effectOfWriting(ticket.present, desk.conversations.reopenDays, clock.now());
    const kind = effect === 'none' ? 'request' : 'comment';
    const fileUrl = (file: { id: string }) => fileLinks.pathOf({ attachmentId: file.id, ticketId: ticket.present.id });
    const setting = { deskName: desk.name, zone, locale: chosen ?? ticket.locale, path, limits, fileUrl };
    const action = `${path}/${kind}s${chosen === undefined ? '' : `?locale=${chosen}`}`;
    const mayRate = progressOf(ticket, desk.conversations.reopenDays, clock.now()).rateable;
    const rating = { action: mayRate ? `${path}/rating${chosen === undefined ? '' : `?locale=${chosen}`}` : null, said: ticket.rating };
    return statusPage(ticket, setting, { effect, done, rating, form: { ...form, kind, action, key: newId() } });
  };
}

/** The path of a status page as browsers see it. */
export function pagePath(publicUrl: string, token: string): string {
  return `${new URL(publicUrl).pathname.replace(/\/+$/, '')}/status/${encodeURIComponent(token)}`;
}

export function formLimits(desk: DeskDefinition): FormLimits {
  return { mostCharacters: 100_000, mostFiles: 10, mostBytes: desk.files.maxMegabytes * 1024 * 1024 };
}
