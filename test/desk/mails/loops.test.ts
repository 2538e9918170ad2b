import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboundMail, OutboundMail } from '../../../src/core/index.ts';
import { smallDeskFile, startTestDesk, testClock, type TestDesk } from '../../support/desk.ts';
import { asReceived, mailOf, openPostOffice, takeMail, type PostOffice } from './post-office.ts';

const perDay = 4;
const clock = testClock();
let written = 0;

interface Party {
  desk: TestDesk;
  address: string;
  office: PostOffice;
}

/** A desk with one mailbox and its own mail server. */
async function openParty(address: string): Promise<Party> {
  const office = openPostOffice();
  const deskFile = `${smallDeskFile}\nmailboxes: [{ key: soporte, address: ${address} }]\nemail: { automatic: { perAddressPerDay: ${perDay} } }\n`;
  return { address, office, desk: await startTestDesk({ deskFile, mailSender: office.sender, clock }) };
}

let here: Party;
let there: Party;
beforeAll(async () => {
  [here, there] = await Promise.all([openParty('soporte@here.test'), openParty('ayuda@there.test')]);
});
afterAll(() => Promise.all([here.desk.close(), there.desk.close()]));

/** Everything that a desk sends now. */
async function sentBy({ desk, office }: Party): Promise<OutboundMail[]> {
  await desk.settle();
  return office.fetch();
}

/** Answers each mail of the desk until it sends no more; gives how often it wrote. */
async function argue(party: Party, answer: (mail: OutboundMail) => InboundMail): Promise<number> {
  let count = 0;
  for (let mails = await sentBy(party); mails.length > 0; mails = await sentBy(party)) {
    count += mails.length;
    if (count > 50) throw new Error('It does not end.');
    for (const mail of mails) await takeMail(party.desk, answer(mail));
  }
  return count;
}

async function parkedFor({ desk }: Party, address: string) {
  const { deliveries } = await desk.deliveryReader.list({ status: 'parked', limit: 100 });
  return deliveries.filter((one) => one.to === address);
}

async function ticketsOf({ desk }: Party, address: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from conversations where theirs = ${address}`.execute(desk.database.db);
  return rows[0]?.count ?? 0;
}

const newMachine = () => {
  written += 1;
  return `robot${written}@elsewhere.example`;
};

test('whoever is not who they say gets no acknowledgement: it would reach somebody who never wrote', async () => {
  const victim = newMachine();
  const authentication = { spf: 'fail', dkim: 'none', dmarc: 'fail', domain: 'elsewhere.example', by: null } as const;
  await takeMail(here.desk, mailOf(here.desk, victim, here.address, { authentication }));
  expect(await sentBy(here)).toEqual([]);
  expect(await ticketsOf(here, victim)).toBe(1);
});

describe('a machine that answers everything', () => {
  test('and says nothing of itself is answered up to the number, and then the desk is silent and somebody can see it', async () => {
    const robot = newMachine();
    await takeMail(here.desk, mailOf(here.desk, robot, here.address));
    expect(await argue(here, (mail) => mailOf(here.desk, robot, mail.from.address))).toBe(perDay);
    expect(await parkedFor(here, robot)).toMatchObject([{ kind: 'acknowledgement', code: 'parked_address' }]);
    clock.advance(25 * 3600);
    expect(await sentBy(here)).toEqual([]);
    expect(await here.desk.backlog.lateSignals(clock.now(), 1000)).toEqual([]);
  });

  test('in the thread is answered once', async () => {
    const robot = newMachine();
    await takeMail(here.desk, mailOf(here.desk, robot, here.address));
    const sent = await argue(here, (mail) =>
      mailOf(here.desk, robot, mail.replyTo, { subject: `Re: ${mail.subject}`, inReplyTo: [mail.messageId], references: [mail.messageId] }));
    expect(sent).toBe(1);
    expect(await ticketsOf(here, robot)).toBe(1);
  });

  test.each([
    ['auto-submitted', 'auto-replied'], ['precedence', 'bulk'], ['x-auto-response-suppress', 'All'], ['list-id', '<lista.example>'],
    ['x-autoreply', 'yes'],
  ])('and says so by %s is never answered', async (name, value) => {
    const robot = newMachine();
    await takeMail(here.desk, mailOf(here.desk, robot, here.address, { headers: { [name]: value } }));
    expect(await sentBy(here)).toEqual([]);
    expect(await ticketsOf(here, robot)).toBe(1);
  });

  test.each([['returnPath', { returnPath: '' }], ['subject', { subject: 'Respuesta automática: Fuera de la oficina' }]])('and shows it by its %s is never answered', async (_mark, about) => {
    const robot = newMachine();
    await takeMail(here.desk, mailOf(here.desk, robot, here.address, about));
    expect(await sentBy(here)).toEqual([]);
  });
});

describe('two desks', () => {
  /** Carries mail between them until neither has any; gives how many each sent. */
  async function carry(deliver: (to: Party, mail: OutboundMail) => InboundMail): Promise<{ here: number; there: number }> {
    const sent = { here: 0, there: 0 };
    for (;;) {
      const [ours, theirs] = [await sentBy(here), await sentBy(there)];
      if (ours.length + theirs.length === 0) return sent;
      sent.here += ours.length;
      sent.there += theirs.length;
      if (sent.here + sent.there > 50) throw new Error('It does not end.');
      for (const mail of ours) await takeMail(there.desk, deliver(there, mail));
      for (const mail of theirs) await takeMail(here.desk, deliver(here, mail));
    }
  }

  test('write to each other once', async () => {
    await takeMail(here.desk, mailOf(here.desk, there.address, here.address));
    expect(await carry((to, mail) => asReceived(to.desk, mail))).toEqual({ here: 1, there: 0 });
  });

  test('whose mail loses every header on the way end at the number, parked and visible', async () => {
    clock.advance(25 * 3600);
    await takeMail(here.desk, mailOf(here.desk, there.address, here.address));
    const sent = await carry((to, mail) => mailOf(to.desk, mail.from.address, to.address, { text: mail.text }));
    expect(sent).toEqual({ here: perDay, there: perDay });
    expect([...(await parkedFor(here, there.address)), ...(await parkedFor(there, here.address))]).toHaveLength(1);
  });
});
