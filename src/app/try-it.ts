import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { systemClock } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { People, PeopleStore, Presence, Sessions } from '../desk/staffing/index.ts';
import { openTryWorld, tryRoutes } from '../try/index.ts';
import type { Config } from './config.ts';
import { triedAgentEmail } from './first-people.ts';
import { mailFromOf } from './mail-settings.ts';

/** A gateway that is tried, and the world around it. */
export interface TryIt {
  /** As if that world were the real one. */
  config: Config;
  /** What the page asks; makes sure of the agent who is tried. */
  plugin(desk: TriedDesk): Promise<FastifyPluginAsync>;
  /** The gateway listens: from now on it can be called, texted and written to. */
  begin(gateway: { url: string; mailAddress: string | null }): void;
  close(): Promise<void>;
}

interface TriedDesk {
  people: People;
  sessions: Sessions;
  presence: Pick<Presence, 'setAvailability'>;
  find: PeopleStore['findByEmail'];
}

/** Opens the world beside the gateway; its telephone network and its mail servers listen on this machine alone. */
export async function openTryIt(given: Config, desk: DeskDefinition): Promise<TryIt> {
  const world = await openTryWorld(systemClock.now);
  const config: Config = {
    ...given,
    twilio: { ...world.account, from: world.number },
    mail: { ...given.mail, smtpUrl: world.smtpUrl, listen: { host: '127.0.0.1', port: 0, lmtp: false } },
    missing: [],
  };
  const mailTo = mailFromOf(desk, config.mail, [])?.address ?? '';
  return {
    config,
    plugin: async ({ people, sessions, presence, find }) => {
      const agent = {
        name: 'Vera Prueba', email: triedAgentEmail, password: randomBytes(24).toString('base64url'), role: 'lead' as const,
        teams: desk.teams.map(({ key }) => key), capacity: 400, phone: world.agentPhone,
      };
      const known = await find(agent.email);
      const { id } = known ? await people.change(known.agent.id, { ...agent, active: true }, null) : await people.add(agent, null);
      const share = shareSession(sessions, agent);
      const signIn = async () => {
        const session = await share();
        // Who comes to see an offer should not first have to find a switch.
        await presence.setAvailability(id, 'available');
        return session;
      };
      return tryRoutes({ world, mailTo, publicUrl: config.publicUrl, agentName: agent.name, signIn });
    },
    begin: ({ url, mailAddress }) => world.connect({
      url, publicUrl: config.publicUrl, mailTo, mailPort: mailAddress === null ? null : Number(mailAddress.split(':').at(-1)),
    }),
    close: world.close,
  };
}

/** Everybody who tries is the same agent, in one session: signing in is slow on purpose, and anybody may ask for it. */
function shareSession(sessions: Sessions, { email, password }: { email: string; password: string }) {
  let shared: { token: string; expiresAt: Date } | null = null;
  return async () => {
    if (shared === null || (await sessions.agentOf(shared.token)) === null) shared = await sessions.signIn(email, password);
    return shared;
  };
}
