import { momentText } from '../../../shared/times.ts';
import type { InBoth, Locale } from '../../../shared/words.tsx';
import { channelWord, ticketWords } from '../../lists/ticket-words.ts';
import type { Names } from '../use-names.ts';
import type { TimelineEvent } from './rows.ts';

interface ChangeWords {
  field: Record<Field, string>;
  nobody: string;
  somebody: string;
  none: string;
  yes: string;
  no: string;
  role: Record<string, string>;
  seconds: (count: number) => string;
}

type Field = (typeof fields)[number];

/** In the order in which they are told; what else an event carries is for machines. */
const fields = [
  'status', 'service', 'entry', 'impact', 'urgency', 'priority', 'tier', 'team', 'agentId', 'waitingFor', 'waitingUntil', 'askedFor',
  'nextTryAt', 'skills', 'name', 'locale', 'plan', 'verified', 'value', 'recipient', 'number', 'from', 'to', 'role', 'digits', 'seconds', 'tries', 'channel', 'tags', 'subject', 'email',
  'asset', 'since', 'until', 'note',
] as const;

/** Names of these fields say nothing that their value does not. */
const bare: ReadonlySet<string> = new Set<Field>(['status', 'priority', 'tier', 'waitingFor', 'number', 'from', 'to', 'value', 'recipient', 'seconds', 'channel', 'tags', 'email', 'asset', 'note']);

const words: InBoth<ChangeWords> = {
  es: {
    field: {
      status: 'Estado', service: 'Servicio', entry: 'Tema', impact: 'Impacto', urgency: 'Urgencia', priority: 'Prioridad', tier: 'Nivel',
      team: 'Equipo', agentId: 'Agente', waitingFor: 'Espera', waitingUntil: 'Hasta', askedFor: 'Para', nextTryAt: 'Próximo intento', skills: 'Destrezas',
      name: 'Nombre', locale: 'Idioma', plan: 'Plan', verified: 'Verificada', value: 'Dirección', recipient: 'Para', number: 'Número', from: 'De', to: 'A',
      role: 'Quién', digits: 'Teclas', seconds: 'Duración', tries: 'Intentos', channel: 'Canal', tags: 'Etiquetas', subject: 'Asunto', email: 'Correo',
      asset: 'Activo', since: 'Desde', until: 'Hasta', note: 'Nota',
    },
    nobody: 'nadie', somebody: 'un agente', none: 'ninguno', yes: 'sí', no: 'no',
    role: { agent: 'el agente', customer: 'el cliente', consult: 'la persona consultada', supervisor: 'quien supervisa' },
    seconds: (count) => `${count} s`,
  },
  en: {
    field: {
      status: 'Status', service: 'Service', entry: 'Entry', impact: 'Impact', urgency: 'Urgency', priority: 'Priority', tier: 'Tier',
      team: 'Team', agentId: 'Agent', waitingFor: 'Waits', waitingUntil: 'Until', askedFor: 'For', nextTryAt: 'Next try', skills: 'Skills',
      name: 'Name', locale: 'Language', plan: 'Plan', verified: 'Verified', value: 'Address', recipient: 'To', number: 'Number', from: 'From', to: 'To',
      role: 'Who', digits: 'Keys', seconds: 'Length', tries: 'Tries', channel: 'Channel', tags: 'Tags', subject: 'Subject', email: 'E-mail',
      asset: 'Asset', since: 'Since', until: 'Until', note: 'Note',
    },
    nobody: 'nobody', somebody: 'an agent', none: 'none', yes: 'yes', no: 'no',
    role: { agent: 'the agent', customer: 'the customer', consult: 'whom they consulted', supervisor: 'the supervisor' },
    seconds: (count) => `${count} s`,
  },
};

export interface Change {
  /** '' where the value says it by itself. */
  field: string;
  before: string | null;
  /** '' where something only went. */
  after: string;
}

/** What an event changed, in plain words: only what differs, and what is told without a before. */
export function changesOf(event: Pick<TimelineEvent, 'before' | 'after'>, names: Names, locale: Locale): Change[] {
  const { before, after } = event;
  if (after === null) return goneOf(before ?? {}, names, locale);
  const changes: Change[] = [];
  for (const field of fields) {
    if (!(field in after)) continue;
    const is = after[field];
    const was = before?.[field];
    const hadOne = before !== null && field in before;
    if (JSON.stringify(was) === JSON.stringify(is) || (!hadOne && saysNothing(field, is))) continue;
    const shown = valueText(field, is, names, locale);
    if (shown === null) continue;
    changes.push({
      field: bare.has(field) ? '' : words[locale].field[field],
      before: hadOne && (!isNone(was) || field === 'agentId') ? valueText(field, was, names, locale) : null,
      after: isNone(is) && field !== 'agentId' ? '' : shown,
    });
  }
  return changes;
}

function isNone(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What a first value says that everybody sees anyway, or that is none. */
function saysNothing(field: Field, value: unknown): boolean {
  return isNone(value) || value === 'new' || field === 'channel' || field === 'locale';
}

function goneOf(before: Record<string, unknown>, names: Names, locale: Locale): Change[] {
  return fields.filter((field) => field in before).flatMap((field) => {
    const was = valueText(field, before[field], names, locale);
    return was === null ? [] : [{ field: bare.has(field) ? '' : words[locale].field[field], before: was, after: '' }];
  });
}

/** Null for what cannot be said in words. */
function valueText(field: Field, value: unknown, names: Names, locale: Locale): string | null {
  const say = words[locale];
  if (value === null || value === undefined) return field === 'agentId' ? say.nobody : say.none;
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  if (Array.isArray(value)) return value.length === 0 ? say.none : value.filter((one) => typeof one === 'string').join(', ');
  if (typeof value === 'number') return field === 'tier' && (value === 1 || value === 2 || value === 3) ? ticketWords[locale].tier(value) : field === 'seconds' ? say.seconds(value) : String(value);
  return typeof value === 'string' ? textOf(field, value, names, locale) : null;
}

function textOf(field: Field, value: string, names: Names, locale: Locale): string {
  const desk = ticketWords[locale];
  switch (field) {
    case 'status': return wordOf(desk.status, value);
    case 'impact': case 'urgency': return wordOf(desk.level, value);
    case 'waitingFor': return wordOf(desk.waitingFor, value);
    case 'team': return names.team(value);
    case 'service': return names.service(value);
    case 'entry': return names.entry(value);
    case 'agentId': return names.agent(value) ?? words[locale].somebody;
    case 'channel': return channelWord(desk, value);
    case 'role': return wordOf(words[locale].role, value);
    case 'waitingUntil': case 'askedFor': case 'nextTryAt': case 'since': case 'until': return momentText(value, locale);
    default: return value;
  }
}

function wordOf(known: Record<string, string>, value: string): string {
  return Object.hasOwn(known, value) ? known[value] ?? value : value;
}
