import { alarmWords, endByItself, type Alarm, type AlarmPlace } from '../../desk/alarms/index.ts';
import { endDowntime } from '../../desk/assets/index.ts';
import { providerActor } from '../../desk/events/index.ts';
import { isHeldBack, type Ticket } from '../../desk/tickets/index.ts';
import { appendContact } from '../open-or-append.ts';
import type { AlarmDesk, AlarmInHand, AlarmOutcome, AlarmStores } from './alarm-stores.ts';
import { lockWhereItIs } from './lock-place.ts';

/** An alarm is over: its ticket ends with it, unless other alarms of it last or it is a customer's. A report on an earlier time changes nothing. */
export async function endAlarm<Stores extends AlarmStores>(
  parts: AlarmDesk<Stores>, stores: Stores, { one, lasting, at }: { one: AlarmInHand; lasting: Alarm & AlarmPlace; at: Date },
): Promise<AlarmOutcome> {
  const { alarm, contact } = one;
  if (alarm.startedAt !== null && alarm.startedAt < lasting.startedAt && (alarm.endedAt ?? alarm.startedAt) < lasting.startedAt) return { kind: 'ignored' };
  const endedAt = alarm.endedAt !== null && alarm.endedAt >= lasting.startedAt ? alarm.endedAt : at;
  const ticket = await lockWhereItIs(stores.tickets, lasting.ticketId);
  await stores.alarms.end(lasting.id, { endedAt, at });
  const others = await stores.alarms.lastingOf(ticket.id);
  const conversation = { id: lasting.conversationId, ticketId: ticket.id };
  const goOn = (was: Ticket) => (others === 0 ? endTicket(parts, stores, was, lasting, at) : stores.tickets.save(was));
  await appendContact(stores, contact, null, { conversation }, goOn, at, { alsoEnded: true, quiet: true, actor: providerActor });
  await stores.events.append([{
    name: 'alarm.ended', at, effectiveAt: endedAt, actor: providerActor, ticketId: ticket.id, agentId: ticket.agentId,
    after: { endedAt: endedAt.toISOString(), repeats: lasting.repeats },
  }]);
  if (others === 0) await endDowntime(stores, { ticket, actor: providerActor, at, to: endedAt });
  return { kind: 'ended', ticketNumber: ticket.number };
}

async function endTicket<Stores extends AlarmStores>(
  { desk, routeNew, textCost }: AlarmDesk<Stores>, stores: Stores, was: Ticket, { afterwards }: Alarm, at: Date,
): Promise<Ticket> {
  const placed = was.status === 'new' && !isHeldBack(was) ? await routeNew(stores, was) : was;
  if (placed.chosen.kind !== 'alarm') return stores.tickets.save(placed);
  const how = { afterwards, solution: alarmWords[desk.locale].over, textCost, at };
  const ended = await endByItself(stores, placed, how);
  return ended === placed ? stores.tickets.save(placed) : ended;
}
