import type { OfferView, Told } from './agent-screen.ts';
import { until } from './expectations.ts';
import { fit, type Paint } from './terminal.ts';

type Ticket = OfferView['ticket'];
type Colour = Exclude<keyof Paint, 'bold'>;

/** Tells the morning, a line per happening, in the order of the desk's published events. */
export interface Story {
  title(text: string): void;
  scene(title: string): void;
  /** What somebody outside of the desk, or an agent, does. */
  does(who: string, what: string): void;
  /** Something came true. */
  proves(what: string): void;
  /** What a lead's screen is told: everything. */
  watchDesk(told: Told): void;
  /** What an agent's screen is told: only they learn whose offer it is. */
  watchAgent(name: string, told: Told): void;
  /** Resolves when everything up to this event has been told. */
  caughtUp(seq: number): Promise<void>;
}

const channelWords: Record<string, string> = { voice: 'call', sms: 'text', web: 'form', email: 'mail', slack: 'Slack', monitoring: 'alarm' };

export function createStory(parts: { write: (line: string) => void; paint: Paint }): Story {
  const { write, paint } = parts;
  const waiting: Told[] = [];
  const offeredTo = new Map<number, string>();
  let toldUpTo = 0;
  let scenes = 0;

  const line = (subject: string, colour: Colour, step: string, detail: string) =>
    write(`   ${paint.dim(new Date().toISOString().slice(11, 23))}  ${fit(subject, 15)} ${paint[colour](fit(step, 10))} ${detail}`);

  const tell = (told: Told) => {
    if (told.kind === 'ticket') {
      const said = sentence(told.name, told.ticket, offeredTo.get(told.seq) ?? '');
      if (said) line(told.ticket.number, ...said);
    } else if (told.kind === 'agent' && told.reason !== null && told.reason !== 'added') {
      line('', 'dim', 'agent', `set ${told.availability ?? ''}: ${told.reason}`);
    }
  };
  /** An offer's line waits for the agent's own screen to say whose it is. */
  const isReady = (told: Told) => told.kind !== 'ticket' || !told.name.startsWith('offer.') || offeredTo.has(told.seq);
  const tellOn = () => {
    for (let next = waiting[0]; next !== undefined && isReady(next); next = waiting[0]) {
      waiting.shift();
      tell(next);
      toldUpTo = Math.max(toldUpTo, next.seq);
    }
  };

  return {
    title: (text) => write(`\n ${paint.bold(text)}`),
    scene: (title) => {
      scenes += 1;
      write(`\n ${paint.bold(`${scenes}. ${title}`)}`);
    },
    does: (who, what) => line(who, 'cyan', '', what),
    proves: (what) => write(`   ${paint.green('✓')} ${paint.dim(what)}`),
    watchDesk: (told) => {
      if (told.kind !== 'ticket' && told.kind !== 'agent') return;
      waiting.push(told);
      tellOn();
    },
    watchAgent: (name, told) => {
      if (told.kind !== 'offer' && told.kind !== 'offer-ended') return;
      offeredTo.set(told.seq, name);
      tellOn();
    },
    caughtUp: async (seq) => {
      await until(`the screens are told everything up to event ${seq}`, () => toldUpTo >= seq);
    },
  };
}

/** Null for what the lines around it tell already. */
function sentence(name: string, ticket: Ticket, agent: string): [Colour, string, string] | null {
  const place = `tier ${ticket.tier ?? '?'} · ${ticket.team?.name ?? '?'} · ${ticket.priority ?? '?'}`;
  const subject = ticket.triage ? 'unclear: to triage' : ticket.entry?.name ?? '';
  const sentences: Record<string, [Colour, string, string]> = {
    'ticket.opened': ['blue', 'opened', `by ${channelWords[ticket.channel] ?? ticket.channel} from ${whoWrote(ticket)}`],
    'ticket.routed': ['blue', 'routed', `${place} · ${subject}`],
    'ticket.classified': ['blue', 'classified', `${place} · ${subject}`],
    'ticket.escalated': ['magenta', 'escalated', place],
    'ticket.reopened': ['magenta', 'reopened', place],
    'ticket.resolved': ['green', 'resolved', ''],
    'ticket.closed': ['green', 'closed', ''],
    'ticket.abandoned': ['red', 'abandoned', 'the caller hung up: to be called back'],
    'offer.made': ['yellow', 'offered', `→ ${agent}`],
    'offer.accepted': ['green', 'accepted', `✓ ${agent}`],
    'offer.declined': ['red', 'declined', `✗ ${agent}`],
    'offer.expired': ['red', 'expired', `… ${agent} did not answer`],
    'offer.withdrawn': ['red', 'withdrawn', `from ${agent}`],
    'reply.written': ['cyan', 'reply', ''],
    'delivery.sent': ['cyan', 'sent', ''],
    'delivery.delivered': ['cyan', 'delivered', 'the provider confirms it'],
    'call.queued': ['magenta', 'waiting', 'the caller is in the line'],
    'call.bridging': ['magenta', 'ringing', `the phone of ${ticket.agent?.name ?? 'the agent'}`],
    'call.bridged': ['magenta', 'talking', `${ticket.agent?.name ?? 'the agent'} pressed 1`],
    'call.ended': ['magenta', 'hung up', ''],
    'call.held': ['magenta', 'on hold', 'the caller hears music'],
    'call.resumed': ['magenta', 'talking', ''],
    'callback.requested': ['magenta', 'callback', 'the caller keeps their place and hangs up'],
    'callback.dialled': ['magenta', 'ringing', 'the customer'],
    'callback.reached': ['magenta', 'talking', `${ticket.agent?.name ?? 'the agent'} and the customer`],
    'callback.tried': ['red', 'not there', 'to be tried again'],
    'voicemail.left': ['magenta', 'voicemail', 'a message was left'],
  };
  return sentences[name] ?? null;
}

function whoWrote(ticket: Ticket): string {
  return ticket.customer?.name ?? ticket.customer?.addresses[0]?.value ?? (ticket.channel === 'monitoring' ? 'a machine' : 'somebody');
}
