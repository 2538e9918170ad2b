import type { CallMenu, Contact } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';

/** The menus that this caller of this number of ours hears, made from the catalog. */
export function menuFor(desk: DeskDefinition, contact: Pick<Contact, 'from' | 'to'>): CallMenu {
  const number = calledNumber(desk, contact.to);
  return {
    greeting: number?.greeting ?? desk.greeting,
    consent: desk.recording.calls ? desk.recording.consent : null,
    transcribes: desk.recording.transcribe,
    hasNumber: contact.from.some((address) => address.kind === 'phone'),
    locale: number?.locale ?? null,
    defaultLocale: desk.locale,
    service: number?.service ?? null,
    services: desk.services.map((service) => ({
      key: service.key,
      digit: service.digit,
      name: service.name,
      entries: service.entries.map(({ key, digit, name, asksImpact, examples }) => ({ key, digit, name, asksImpact, hints: examples })),
    })),
  };
}

/** What desk.yaml says of the number that was called; null for one it does not name. */
export function calledNumber(desk: DeskDefinition, to: string): DeskDefinition['numbers'][number] | null {
  return desk.numbers.find((candidate) => candidate.number === to) ?? null;
}
