import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { giveTo, landed, loadOf, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import { emptyQueues, loadMatches, ticketIn, traceOf } from './tickets-in-status.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({ deskFile: withSecondTierEntry });
});
afterAll(() => desk.close());
afterEach(async () => {
  expect(await loadMatches(desk)).toBe(true);
  await emptyQueues(desk);
});

const withSecondTierEntry = `
name: Prueba
locale: es
phoneRegion: CO
triageTeam: mesa
teams:
  - { key: mesa, name: { es: Mesa, en: Desk }, tier: 1 }
  - { key: redes, name: { es: Redes, en: Networks }, tier: 2, service: tecnologia }
  - { key: proveedor, name: { es: Proveedor, en: Vendor }, tier: 3 }
services:
  - key: tecnologia
    digit: "1"
    name: { es: Tecnología, en: Technology }
    entries:
      - { key: internet, digit: "1", name: { es: Internet, en: Internet }, kind: incident, impact: medium, urgency: medium,
          tier: 1, examples: { es: [no puedo navegar en internet, se cayó la red] } }
      - { key: servidor, digit: "2", name: { es: Servidor, en: Server }, kind: incident, impact: high, urgency: high,
          tier: 2, skills: [linux], examples: { es: [el servidor está caído] } }
      - { key: constancia, digit: "3", name: { es: Constancia, en: Letter }, kind: request, impact: low, urgency: low,
          tier: 1, language: true, examples: { es: [quiero una constancia laboral] } }
`;

const open = async (body?: string) => {
  const place = landed(await takeIn(desk, textFrom(desk, newNumber(), body === undefined ? {} : { body })));
  await desk.settle();
  return ticketOf(desk, place.ticketId);
};

describe('escalate', () => {
  test('goes tier by tier, frees the agent each time, and is refused at the last', async () => {
    const first = await open();
    const agentId = await desk.addAgent({ available: false });
    for (const [tier, team] of [[2, 'redes'], [3, 'proveedor']] as const) {
      await giveTo(desk, first.id, agentId);
      expect(await loadOf(desk, agentId)).toBe(15);
      expect(await desk.placing.escalate(first.number, { agentId }, 'no alcanza')).toMatchObject({ status: 'queued', tier, team, agentId: null });
      expect(await loadOf(desk, agentId)).toBe(0);
    }
    const before = await traceOf(desk, first.id);
    await expect(desk.placing.escalate(first.number, { agentId }, 'más')).rejects.toMatchObject({ code: 'invalid_transition', status: 409 });
    expect(await traceOf(desk, first.id)).toEqual(before);
  });

  test('goes up by the service where no entry is known, and is refused where nothing is', async () => {
    const agentId = await desk.addAgent({ available: false });
    const unclear = await open('zzz qqq xyzzy');
    expect(unclear).toMatchObject({ triage: true, service: null });
    await expect(desk.placing.escalate(unclear.number, { agentId }, 'x'))
      .rejects.toMatchObject({ code: 'invalid_transition', publicMessage: expect.stringContaining('Classify it first') as string });
    await desk.transact(async (stores) => {
      const ticket = await stores.tickets.lockNumber(unclear.number);
      if (ticket) await stores.tickets.save({ ...ticket, service: 'tecnologia' });
    });
    expect(await desk.placing.escalate(unclear.number, { agentId }, 'x')).toMatchObject({ tier: 2, team: 'redes' });
  });

  test('is offered to an agent of the next team', async () => {
    const first = await open();
    const specialist = await desk.addAgent({ teams: ['redes'] });
    await desk.placing.escalate(first.number, { agentId: specialist }, 'no alcanza');
    await desk.settle();
    expect(await desk.transact((stores) => stores.offers.openOfTicket(first.id))).toMatchObject({ agentId: specialist });
    await desk.presence.setAvailability(specialist, 'away');
  });
});

describe('transfer and assign', () => {
  test('to a team takes its tier', async () => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    expect(await desk.placing.transfer(ticket.number, { agentId }, { team: 'proveedor' }, null))
      .toMatchObject({ status: 'queued', tier: 3, team: 'proveedor', agentId: null });
    expect(await loadOf(desk, agentId)).toBe(0);
  });

  test('to an agent moves the load with it', async () => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    const other = await desk.addAgent({ available: false });
    expect(await desk.placing.transfer(ticket.number, { agentId }, { agentId: other }, 'sabe más'))
      .toMatchObject({ status: 'assigned', agentId: other });
    expect([await loadOf(desk, agentId), await loadOf(desk, other)]).toEqual([0, 15]);
  });

  test('takes the offer away from whom it was shown to', async () => {
    const { ticket, agentId } = await ticketIn(desk, 'offered');
    const offer = await desk.transact((stores) => stores.offers.openOfTicket(ticket.id));
    const other = await desk.addAgent({ available: false });
    await desk.placing.assign(ticket.number, { agentId: other }, other);
    await expect(desk.offers.accept(offer?.id ?? '', agentId)).rejects.toMatchObject({ code: 'offer_ended' });
    expect([await loadOf(desk, agentId), await loadOf(desk, other)]).toEqual([0, 15]);
  });

  test.each(['assign', 'transfer'] as const)('%s to a full agent is refused and changes nothing', async (way) => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    const full = await desk.addAgent({ capacity: 14, available: false });
    const before = await traceOf(desk, ticket.id);
    const done = way === 'assign'
      ? desk.placing.assign(ticket.number, { agentId }, full)
      : desk.placing.transfer(ticket.number, { agentId }, { agentId: full }, null);
    await expect(done).rejects.toMatchObject({ code: 'no_capacity', status: 409 });
    expect(await traceOf(desk, ticket.id)).toEqual(before);
    expect(await loadOf(desk, agentId)).toBe(15);
  });

  test('ten leads who assign to one agent at once fill them and no more', async () => {
    const agentId = await desk.addAgent({ capacity: 50, available: false });
    const tickets = await Promise.all(Array.from({ length: 10 }, () => ticketIn(desk, 'queued')));
    const ends = await Promise.allSettled(tickets.map(({ ticket }) => desk.placing.assign(ticket.number, { agentId }, agentId)));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(3);
    expect(await loadOf(desk, agentId)).toBe(45);
  });

  test('to nobody we know, or to a team that is none, is a fault of the field', async () => {
    const { ticket, agentId } = await ticketIn(desk, 'assigned');
    for (const to of [{ team: 'ninguno' }, { agentId: '00000000-0000-4000-8000-000000000000' }]) {
      await expect(desk.placing.transfer(ticket.number, { agentId }, to, null)).rejects.toMatchObject({ code: 'invalid_input', status: 400 });
    }
    expect(await ticketOf(desk, ticket.id)).toMatchObject({ status: 'assigned', version: ticket.version });
  });
});

describe('classify', () => {
  test('to an entry of another team moves it there, with its skills, kind and promise', async () => {
    const first = await open();
    const agentId = await desk.addAgent({ available: false });
    await giveTo(desk, first.id, agentId);
    const is = await desk.placing.classify(first.number, { agentId }, { entry: 'servidor' });
    expect(is).toMatchObject({
      status: 'queued', entry: 'servidor', tier: 2, team: 'redes', priority: 'P1', skills: ['linux'], agentId: null, triage: false,
    });
    expect(is.resolveBy?.getTime()).toBeLessThan(first.resolveBy?.getTime() ?? 0);
    expect(await loadOf(desk, agentId)).toBe(0);
  });

  test('says what a ticket in triage is', async () => {
    const first = await open('xyzzy plugh');
    expect(first).toMatchObject({ triage: true, entry: null, team: 'mesa' });
    const agentId = await desk.addAgent({ available: false });
    expect(await desk.placing.classify(first.number, { agentId }, { entry: 'constancia' }))
      .toMatchObject({ triage: false, entry: 'constancia', kind: 'request', priority: 'P5', agentLocale: first.locale, status: 'queued' });
  });

  test('with a new priority changes the place of one that waits, and keeps its age', async () => {
    const first = await open();
    desk.clock.advance(600);
    const is = await desk.placing.classify(first.number, { agentId: await desk.addAgent({ available: false }) }, { impact: 'high', urgency: 'high' });
    expect(is).toMatchObject({ status: 'queued', priority: 'P1', queuedAt: first.queuedAt, queueKey: first.queuedAt });
  });

  test('with a new priority stays with its agent, and takes the new place if it comes back', async () => {
    const first = await open();
    const agentId = await desk.addAgent({ available: false });
    await giveTo(desk, first.id, agentId);
    expect(await desk.placing.classify(first.number, { agentId }, { impact: 'high', urgency: 'high' }))
      .toMatchObject({ status: 'assigned', agentId, priority: 'P1' });
    await desk.presence.signOff(agentId, 'vanished');
    expect(await ticketOf(desk, first.id)).toMatchObject({ status: 'queued', queueKey: first.queuedAt });
  });

  test('never brings it back to a lower tier', async () => {
    const first = await open();
    const agentId = await desk.addAgent({ available: false });
    await desk.placing.escalate(first.number, { agentId }, 'no alcanza');
    expect(await desk.placing.classify(first.number, { agentId }, { entry: 'constancia' })).toMatchObject({ tier: 2, team: 'redes' });
  });

  test('as an entry that is none is a fault of the field', async () => {
    const first = await open();
    await expect(desk.placing.classify(first.number, { agentId: await desk.addAgent({ available: false }) }, { entry: 'nada' }))
      .rejects.toMatchObject({ code: 'invalid_input' });
  });
});
