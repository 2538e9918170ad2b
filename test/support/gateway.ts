import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGateway } from '../../src/build/gateway.ts';
import { openScreen, type AgentScreen, type Told } from '../../src/demo/agent-screen.ts';
import * as process from '../../src/demo/gateway-process.ts';
import { signIn, type RestClient } from '../../src/demo/rest-client.ts';
import { createDeskDatabase } from './postgres.ts';
import { twilioAccount } from './twilio-network.ts';

export { sendForm } from '../../src/demo/rest-client.ts';
export type { RestClient, TicketAnswer } from '../../src/demo/rest-client.ts';
export type { AgentScreen, Told } from '../../src/demo/agent-screen.ts';

export interface GatewayProcess extends process.GatewayProcess {
  /** An empty folder of its own: where it runs, and what DATA_DIR would be. */
  folder: string;
  admin(): Promise<RestClient>;
  /** A person of the desk who is connected; available unless `availability` says otherwise. */
  hire(person: Hired, onTold?: (told: Told) => void): Promise<AgentScreen>;
  /** Ends it, with its screens, its database and its folder. */
  close(): Promise<void>;
}

export interface Hired {
  name: string;
  role?: 'agent' | 'lead' | 'admin';
  teams?: string[];
  locales?: string[];
  capacity?: number;
  phone?: string;
  availability?: 'available' | 'away' | 'offline';
}

export const adminAccount = { email: 'admin@example.org', password: 'the-password-of-the-tests' };
/** Once for all files of a worker: a test never meets a gateway of older sources. */
let built: Promise<void> | null = null;

export const modelDesk = fileURLToPath(new URL('../../desk.yaml', import.meta.url));

/**
 * A real gateway as a process of its own, with the model desk, an admin, the network's account and a database of its
 * own. `env` wins; DATABASE_URL '' lets it bring its own PostgreSQL.
 */
export async function startGatewayProcess(
  options: { env?: Record<string, string>; waitUntilReady?: boolean } = {},
): Promise<GatewayProcess> {
  built ??= buildGateway();
  await built;
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-e2e-'));
  const database = options.env?.['DATABASE_URL'] === undefined ? await createDeskDatabase() : null;
  const screens: AgentScreen[] = [];
  const clear = async () => {
    for (const screen of screens) screen.close();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  };
  const env = {
    DATA_DIR: path.join(folder, 'data'), DESK_FILE: modelDesk, LOG_LEVEL: 'warn',
    ADMIN_EMAIL: adminAccount.email, ADMIN_PASSWORD: adminAccount.password,
    TWILIO_ACCOUNT_SID: twilioAccount.accountSid, TWILIO_AUTH_TOKEN: twilioAccount.authToken,
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...options.env,
  };
  const started = await process.startGatewayProcess({ ...options, folder, env }).catch(async (error: unknown) => {
    await clear();
    throw error;
  });
  const admin = () => signIn(started.url, adminAccount.email, adminAccount.password);
  return {
    ...started,
    folder,
    admin,
    hire: async ({ availability = 'available', ...person }, onTold) => {
      const account = { email: `${person.name.toLowerCase()}@example.org`, password: `${person.name}-of-the-tests` };
      await (await admin()).addAgent({ role: 'agent', teams: [], locales: ['es', 'en'], ...person, ...account });
      const screen = await openScreen(started.url, await signIn(started.url, account.email, account.password), onTold);
      screens.push(screen);
      if (availability !== 'offline') await screen.be(availability);
      return screen;
    },
    close: async () => {
      await started.stop();
      await clear();
    },
  };
}
