import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import type { DeskParts } from '../../src/app/desk-parts.ts';
import { composeDesk, type DeskServices } from '../../src/app/desk-services.ts';
import type { CallControl, Clock, ProviderHistory, Sender, Signal } from '../../src/core/index.ts';
import type { OfferOutlet } from '../../src/desk/told-offers/index.ts';
import type { ReadAnnouncements } from '../../src/intake/announcement-board.ts';
import { newId } from '../../src/core/index.ts';
import type { FileSource } from '../../src/desk/files/index.ts';
import type { HookSender } from '../../src/desk/hooks/index.ts';
import { trainModel, type Train } from '../../src/desk/lessons/index.ts';
import { parseDesk, type DeskDefinition } from '../../src/desk/definition/index.ts';
import { createDeskDatabase } from './postgres.ts';

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

export function testClock(start = new Date('2026-03-02T15:00:00Z')): TestClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

/** A small desk: one service, a triage team and two tiers above it. */
export const smallDeskFile = `
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
      - key: internet
        digit: "1"
        name: { es: Internet no funciona, en: Internet not working }
        kind: incident
        impact: medium
        urgency: medium
        tier: 1
        asksImpact: true
        examples:
          es: [No puedo navegar en Internet, Se cayó la red, No hay conexión a internet]
          en: [The internet is down, I cannot browse the web, No network connection]
      - key: constancia
        digit: "2"
        name: { es: Constancia laboral, en: Employment letter }
        kind: request
        impact: low
        urgency: low
        tier: 1
        examples:
          es: [Quiero una constancia laboral, Necesito un certificado de trabajo]
          en: [I want an employment letter, I need a work certificate]
`;

export interface TestDesk extends DeskServices {
  database: Database;
  desk: DeskDefinition;
  clock: TestClock;
  signals: Signal[];
  /** Where its files are; gone when it closes. */
  filesFolder: string;
  /** Does what the jobs would do for every signal raised so far, until there are none. */
  settle(): Promise<void>;
  addAgent(about?: { teams?: string[]; capacity?: number; skills?: string[]; locales?: ('es' | 'en')[]; phone?: string; role?: 'agent' | 'lead' | 'admin'; available?: boolean }): Promise<string>;
  close(): Promise<void>;
}

/** A whole desk on a database of its own, with a clock that stands and signals that wait to be settled. */
export async function startTestDesk(options: { deskFile?: string; telephony?: Sender & CallControl; mailSender?: Sender; slackSender?: Sender; mailFrom?: { name: string | null; address: string }; fileSource?: FileSource; clock?: TestClock; readAnnouncements?: ReadAnnouncements; history?: ProviderHistory; ownNumber?: string; hookSender?: HookSender; offerOutlet?: OfferOutlet; homeOutlet?: DeskParts['homeOutlet']; train?: Train } = {}): Promise<TestDesk> {
  const test = await createDeskDatabase();
  const database = connectDatabase({ url: test.url, max: 12 });
  const { desk } = parseDesk(options.deskFile ?? smallDeskFile, 'desk.yaml');
  const clock = options.clock ?? testClock();
  const signals: Signal[] = [];
  const filesFolder = await mkdtemp(path.join(tmpdir(), 'ventanilla-files-'));
  const services = composeDesk({
    database, desk, clock, publicUrl: 'http://desk.test', secret: randomBytes(32).toString('hex'),
    telephony: options.telephony ?? null,
    mailSender: options.mailSender ?? null,
    slackSender: options.slackSender ?? null,
    offerOutlet: options.offerOutlet ?? null,
    homeOutlet: options.homeOutlet ?? null,
    mailFrom: options.mailFrom ?? null,
    ...(options.readAnnouncements ? { readAnnouncements: options.readAnnouncements } : {}),
    filesFolder,
    fileSource: options.fileSource ?? null,
    history: options.history ?? null,
    ownNumber: options.ownNumber ?? null,
    // A thread of its own takes longer to begin than to train a small desk.
    train: options.train ?? (async (order) => trainModel(order)),
    ...(options.hookSender ? { hookSender: options.hookSender } : {}),
    onCommitted: (raised) => {
      signals.push(...raised);
    },
  });
  const settle = async () => {
    for (let signal = signals.shift(); signal; signal = signals.shift()) await perform(services, signal);
  };
  return {
    ...services, database, desk, clock, signals, filesFolder, settle,
    addAgent: async (about = {}) => {
      const id = newId();
      await sql`insert into agents (id, name, email, password_hash, role, teams, capacity, skills, locales, phone, availability, idle_since, created_at)
        values (${id}, ${`Agente ${id.slice(0, 4)}`}, ${`${id}@desk.test`}, 'x', ${about.role ?? 'agent'}, ${about.teams ?? ['mesa']},
          ${about.capacity ?? 100}, ${about.skills ?? []}, ${about.locales ?? ['es', 'en']}, ${about.phone ?? null},
          ${about.available === false ? 'offline' : 'available'}, ${clock.now()}, ${clock.now()})`.execute(database.db);
      await services.presence.markSeen([id]);
      return id;
    },
    close: async () => {
      await database.close();
      await test.drop();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

async function perform(services: DeskServices, signal: Signal): Promise<void> {
  if (signal.kind === 'route-ticket') {
    const ticket = await services.router.routeTicket(signal.ticketId);
    if (ticket) await services.matcher.matchTicket(ticket.id);
  } else if (signal.kind === 'match-agent') {
    await services.matcher.matchAgent(signal.agentId);
  } else if (signal.kind === 'deliver-reply') {
    await services.deliveries.deliver(signal.deliveryId);
  } else if (signal.kind === 'deliver-hook') {
    await services.hookDeliveries.deliverDue(signal.hookId);
  } else if (signal.kind === 'send-portal-link') {
    await services.sendPortalLink(signal.linkId);
  } else if (signal.kind === 'tell-offer') {
    await services.tellOffer(signal.offerId);
  } else if (signal.kind === 'show-home') {
    await services.showHome(signal.person);
  } else if (signal.kind === 'bridge-call') {
    await services.startOutreach(signal.assignmentId);
  } else if (signal.kind === 'fetch-file') {
    await services.fetching.fetchFile(signal.attachmentId);
  } else if (signal.kind === 'make-preview') {
    await services.previewing.makePreview(signal.sha256);
  } else if (signal.kind === 'delete-recording') {
    await services.deleting.deleteRecording(signal.recordingId);
  } else if (signal.kind === 'place-leg') {
    await services.steering.placeLeg(signal.legId);
  } else if (signal.kind === 'move-leg') {
    await services.steering.moveLeg(signal.legId);
  } else if (signal.kind === 'move-call') {
    await services.steering.moveCall(signal.callId);
  } else if (signal.kind === 'learn') {
    await services.learning.learn(new AbortController().signal);
  }
}
