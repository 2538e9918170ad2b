import type { Locale } from '../../core/index.ts';

/** What the desk itself says of alarms. */
interface AlarmWords {
  /** A storm's subject. `group` is '' when all of the source is meant. */
  storm(about: { count: number; source: string; group: string }): string;
  /** What the ticket of a storm says first. */
  stormText(titles: readonly string[], more: number): string;
  /** The solution of a ticket whose alarm is over. */
  over: string;
  stormOver: string;
}

const es: AlarmWords = {
  storm: ({ count, source, group }) => `${count} ${count === 1 ? 'alarma' : 'alarmas'} de ${group === '' ? source : `${source}: ${group}`}`,
  stormText: (titles, more) => `Muchas alarmas del mismo grupo a la vez. Cada una tiene su tiquete, que cuelga de este.\n\n${list(titles)}${more > 0 ? `\n… y ${more} más` : ''}`,
  over: 'La alarma terminó por sí sola.',
  stormOver: 'Todas las alarmas de este grupo terminaron.',
};

const en: AlarmWords = {
  storm: ({ count, source, group }) => `${count} ${count === 1 ? 'alarm' : 'alarms'} of ${group === '' ? source : `${source}: ${group}`}`,
  stormText: (titles, more) => `Many alarms of one group at a time. Each has its own ticket, which hangs on this one.\n\n${list(titles)}${more > 0 ? `\n… and ${more} more` : ''}`,
  over: 'The alarm ended by itself.',
  stormOver: 'All alarms of this group have ended.',
};

function list(titles: readonly string[]): string {
  return titles.map((title) => `- ${title}`).join('\n');
}

export const alarmWords: Record<Locale, AlarmWords> = { es, en };
