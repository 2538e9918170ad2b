import { randomBytes, randomInt } from 'node:crypto';
import type { PretendMail } from '../demo/pretend-mail.ts';
import type { PretendTwilio } from '../demo/pretend-twilio/index.ts';
import { createTelephone, type Telephone, type TelephoneView } from './telephone.ts';

export interface TextView {
  from: 'me' | 'desk';
  text: string;
  /** ISO 8601 in UTC. */
  at: string;
}

export interface MailView {
  subject: string;
  text: string;
  at: string;
}

/** What somebody who tries the desk has in front of them. */
export interface VisitorView {
  number: string;
  mail: string;
  call: TelephoneView | null;
  texts: TextView[];
  mails: MailView[];
}

/** Somebody who tries the desk: a telephone number and a mail address of their own, which nobody else sees. */
export interface Visitor {
  telephone: Telephone;
  view(): VisitorView;
  text(body: string): Promise<void>;
  write(mail: { subject: string; text: string }): Promise<void>;
}

export interface Visitors {
  /** The name by which a page asks again; null while too many try at once. */
  open(): string | null;
  find(name: string): Visitor | null;
  writeMailTo(address: string): void;
  close(): void;
}

const most = 200;
/** A page asks every second; one that is closed holds no line. */
const goneAfter = 30_000;
const forgottenAfter = 60 * 60_000;
const shown = 50;

export function createVisitors(parts: { network: PretendTwilio; mail: PretendMail; number: string; now: () => Date }): Visitors {
  const { network, mail, number, now } = parts;
  const known = new Map<string, { visitor: Visitor; seenAt: number }>();
  let mailTo = '';

  const create = (): Visitor => {
    const own = `+57300${randomInt(1_000_000, 10_000_000)}`;
    const address = `visitante-${randomBytes(4).toString('hex')}@example.org`;
    const telephone = createTelephone({ network, from: own, to: number });
    return {
      telephone,
      view: () => ({ number: own, mail: address, call: telephone.view(), texts: textsOf(network, own), mails: mailsTo(mail, address) }),
      text: async (body) => {
        await network.text({ from: own, to: number, body });
      },
      write: async ({ subject, text }) => {
        await mail.send({ from: address, to: mailTo, subject, text });
      },
    };
  };

  const sweep = setInterval(() => {
    const at = now().getTime();
    for (const [name, { visitor, seenAt }] of known) {
      if (at - seenAt > goneAfter) visitor.telephone.hangUp();
      if (at - seenAt > forgottenAfter) known.delete(name);
    }
  }, 5_000);
  sweep.unref();

  return {
    open: () => {
      if (known.size >= most) return null;
      const name = randomBytes(18).toString('base64url');
      known.set(name, { visitor: create(), seenAt: now().getTime() });
      return name;
    },
    find: (name) => {
      const found = known.get(name);
      if (!found) return null;
      found.seenAt = now().getTime();
      return found.visitor;
    },
    writeMailTo: (address) => {
      mailTo = address;
    },
    close: () => clearInterval(sweep),
  };
}

function textsOf({ inbound, messages }: PretendTwilio, own: string): TextView[] {
  const mine = [
    ...inbound.filter(({ from }) => from === own).map((message) => ({ from: 'me' as const, message })),
    ...messages.filter(({ to }) => to === own).map((message) => ({ from: 'desk' as const, message })),
  ];
  return mine
    .sort((one, other) => one.message.createdAt.getTime() - other.message.createdAt.getTime())
    .slice(-shown)
    .map(({ from, message }) => ({ from, text: message.body, at: message.createdAt.toISOString() }));
}

function mailsTo({ sent }: PretendMail, address: string): MailView[] {
  return sent
    .filter(({ recipients }) => recipients.includes(address))
    .slice(-shown)
    .map(({ mail: { subject = '', text = '', date } }) => ({ subject, text, at: (date ?? new Date()).toISOString() }));
}
