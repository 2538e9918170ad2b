import type { CallMenu } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';

/** The menus that a caller of this number of ours hears, made from the catalog. */
export function menuFor(desk: DeskDefinition, calledNumber: string): CallMenu {
  const number = desk.numbers.find((candidate) => candidate.number === calledNumber);
  return {
    greeting: desk.greeting,
    locale: number?.locale ?? null,
    defaultLocale: desk.locale,
    service: number?.service ?? null,
    services: desk.services.map((service) => ({
      key: service.key,
      digit: service.digit,
      name: service.name,
      entries: service.entries.map(({ key, digit, name, asksImpact }) => ({ key, digit, name, asksImpact })),
    })),
  };
}
