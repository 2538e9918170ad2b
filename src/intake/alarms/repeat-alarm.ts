import { levelsOfWorse, type Alarm, type AlarmPlace } from '../../desk/alarms/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import type { Levels } from '../../desk/priority/index.ts';
import { isEnded, type Ticket } from '../../desk/tickets/index.ts';
import { raiseLevels, reopenTicket } from '../../desk/work/index.ts';
import { appendContact } from '../open-or-append.ts';
import type { AlarmDesk, AlarmInHand, AlarmOutcome, AlarmStores } from './alarm-stores.ts';
import { lockWhereItIs } from './lock-place.ts';

/** The timeline is told that an alarm goes on once in this many milliseconds. */
const tellsEvery = 60 * 60_000;

/**
 * An alarm that lasts is told again. It is counted; its ticket's timeline has it when severity or title changed, else once an
 * hour. A ticket that an agent resolved meanwhile opens again, and one whose severity became worse is raised as the rules say, and
 * the one of its storm with it. The same delivery once more changes nothing.
 */
export async function repeatAlarm<Stores extends AlarmStores>(
  { desk }: AlarmDesk<Stores>, stores: Stores, { one, lasting, storm, at }: { one: AlarmInHand; lasting: Alarm & AlarmPlace; storm: Ticket | null; at: Date },
): Promise<AlarmOutcome> {
  const { alarm, contact } = one;
  const repeatAfter = desk.monitoring.repeatSeconds * 1000;
  const isWorthTelling = alarm.severity !== lasting.severity || alarm.title !== lasting.title;
  const isRepeat = at.getTime() - lasting.lastSeenAt.getTime() >= repeatAfter;
  if (!isRepeat && !isWorthTelling) return { kind: 'ignored' };
  const ticket = await lockWhereItIs(stores.tickets, lasting.ticketId);
  const reopens = ticket.status === 'resolved' && at.getTime() - (ticket.resolvedAt ?? at).getTime() >= repeatAfter;
  const tells = isWorthTelling || reopens || at.getTime() - lasting.notedAt.getTime() >= tellsEvery;
  const { severity, title, textHash, url } = alarm;
  await stores.alarms.note({
    ...lasting, severity, title, textHash, url, lastSeenAt: at, notedAt: tells ? at : lasting.notedAt, repeats: lasting.repeats + 1,
  });
  if (!tells) return { kind: 'repeated', ticketNumber: ticket.number };
  const worse = levelsOfWorse(desk, alarm, lasting.severity);
  const goOn = async (was: Ticket) => {
    const is = await raiseTo(stores, desk, was, worse, at);
    if (reopens) return reopenTicket(stores, is, providerActor, 'alarm-lasts', at);
    return is === was ? stores.tickets.save(was) : is;
  };
  const conversation = { id: lasting.conversationId, ticketId: ticket.id };
  await appendContact(stores, contact, null, { conversation }, goOn, at, { alsoEnded: true, quiet: true, actor: providerActor });
  await stores.events.append([{
    name: 'alarm.repeated', at, actor: providerActor, ticketId: ticket.id, agentId: ticket.agentId,
    before: { severity: lasting.severity }, after: { severity, repeats: lasting.repeats + 1 },
  }]);
  if (storm) await raiseTo(stores, desk, await lockWhereItIs(stores.tickets, storm.id), worse, at);
  return { kind: 'repeated', ticketNumber: ticket.number };
}

/** What an alarm was merged into may be a customer's matter, of which people judge. */
async function raiseTo(stores: AlarmStores, desk: DeskDefinition, was: Ticket, worse: Levels | null, at: Date): Promise<Ticket> {
  if (worse === null || was.chosen.kind !== 'alarm' || isEnded(was)) return was;
  return raiseLevels(stores, desk, was, worse, { actor: providerActor, reason: 'alarm-worse', at });
}
