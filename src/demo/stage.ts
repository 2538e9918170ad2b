import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { openScreen, type AgentScreen } from './agent-screen.ts';
import { until } from './expectations.ts';
import { findFreePort } from '../../adapters/postgres/embedded-port.ts';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import { startPretendMail, type PretendMail } from './pretend-mail.ts';
import { startPretendSlack, type PretendSlack } from './pretend-slack/index.ts';
import { newSid, startPretendTwilio, type PretendTwilio } from './pretend-twilio/index.ts';
import { signIn } from './rest-client.ts';
import type { Story } from './story.ts';

/** Everything a morning needs: a real gateway, the network around it, and people at their screens. */
export interface Stage {
  gateway: GatewayProcess;
  network: PretendTwilio;
  post: PretendMail;
  workspace: PretendSlack;
  /** Sees everything and takes nothing. */
  lead: AgentScreen;
  ana: AgentScreen;
  beto: AgentScreen;
  carla: AgentScreen;
  diego: AgentScreen;
  elena: AgentScreen;
}

/** The desk's number and address, and how long offers last here, in seconds. */
export const ourNumber = '+576015550100';
export const ourMail = 'mesa@ventanilla.example';
export const offerSeconds = 3;
/** What the app is called in the workspace, and what machines show to be let in. */
export const ourSlackName = 'Ventanilla';
export const machineSecret = 'the-secret-of-the-machines';

const colleagues = [
  { id: 'U0OLGA', name: 'Olga Ruiz', email: 'olga@example.org', locale: 'es-LA' },
  { id: 'U0PABLO', name: 'Pablo Gil', email: 'pablo@example.org', locale: 'es-LA' },
];

const deskFile = fileURLToPath(new URL('../../desk.yaml', import.meta.url));
const admin = { email: 'admin@demo.local', password: 'only-for-this-morning' };

/** Sets the stage, lets the play run, and clears everything away, whatever happens. */
export async function onStage(story: Story, play: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-demo-'));
  const closers: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const account = { accountSid: `AC${newSid('CA').slice(2)}`, authToken: 'the-token-of-the-demo' };
    const network = await startPretendTwilio({ ...account, autoDeliver: true });
    closers.push(network.close);
    const post = await startPretendMail();
    closers.push(post.close);
    const workspace = await startPretendSlack();
    closers.push(workspace.close);
    for (const person of colleagues) workspace.people.set(person.id, person);
    workspace.rooms.set('C0OFICINA', { name: 'oficina' });
    const mailPort = await findFreePort();
    const gateway = await startGatewayProcess({
      folder,
      env: {
        DATA_DIR: path.join(folder, 'data'), DESK_FILE: await hurriedDesk(folder), LOG_LEVEL: 'warn',
        ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password,
        TWILIO_ACCOUNT_SID: account.accountSid, TWILIO_AUTH_TOKEN: account.authToken, TWILIO_FROM: ourNumber,
        TWILIO_API_URL: network.apiUrl, MAIL_FROM: ourMail, SMTP_LISTEN: `127.0.0.1:${mailPort}`, SMTP_URL: post.smtpUrl,
        SLACK_BOT_TOKEN: workspace.tokens.bot, SLACK_SIGNING_SECRET: workspace.tokens.signingSecret, SLACK_API_URL: workspace.apiUrl,
        ALERTMANAGER_SECRET: machineSecret,
      },
    });
    closers.push(gateway.stop);
    network.connect(gateway.url);
    post.connect(mailPort);
    const people = await hire(gateway.url, story, (close) => closers.push(close));
    await play({ gateway, network, post, workspace, ...people }).catch((error: unknown) => {
      const lastWords = gateway.log().trim().split('\n').slice(-15).join('\n');
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n\nThe gateway's last words:\n${lastWords}`, { cause: error });
    });
  } finally {
    for (const close of closers.reverse()) await Promise.resolve(close()).catch(() => undefined);
  }
}

/** The model desk with offers short enough to see one expire. */
async function hurriedDesk(folder: string): Promise<string> {
  const desk = parseDocument(await readFile(deskFile, 'utf8'));
  desk.setIn(['offers', 'otherSeconds'], offerSeconds);
  desk.setIn(['offers', 'expiredCooldownSeconds'], 60);
  const file = path.join(folder, 'desk.yaml');
  await writeFile(file, String(desk));
  return file;
}

async function hire(url: string, story: Story, onClose: (close: () => void) => void): Promise<Omit<Stage, 'gateway' | 'network' | 'post' | 'workspace'>> {
  const boss = await signIn(url, admin.email, admin.password);
  const seat = async (name: string, more: Record<string, unknown>, watch: 'desk' | 'agent' = 'agent') => {
    const person = { name, email: `${name.toLowerCase()}@demo.local`, password: `${name}-at-the-demo`, role: 'agent', locales: ['es', 'en'], ...more };
    await boss.addAgent(person);
    const rest = await signIn(url, person.email, person.password);
    const screen = await openScreen(url, rest, watch === 'desk' ? story.watchDesk : (told) => story.watchAgent(name, told));
    onClose(screen.close);
    return screen;
  };
  const lead = await seat('Lucía', { role: 'lead', email: 'lucia@demo.local', teams: [] }, 'desk');
  const ana = await seat('Ana', { teams: ['mesa', 'mesa-tecnologia'], phone: '+576015550111' });
  const beto = await seat('Beto', { teams: ['mesa-tecnologia'], phone: '+576015550112' });
  const carla = await seat('Carla', { teams: ['soporte-tecnico'], phone: '+576015550113' });
  const diego = await seat('Diego', { teams: ['infraestructura'] });
  const elena = await seat('Elena', { teams: ['mesa-administrativos'], phone: '+576015550114' });
  return { lead, ana, beto, carla, diego, elena };
}

/** The number of the last ticket that was opened for this telephone or mail address, once a lead's screen tells of it. */
export function ticketFrom({ lead }: Stage, address: string): Promise<string> {
  return until(`a ticket is opened for ${address}`, () =>
    lead.told.findLast(
      (told) => told.kind === 'ticket' && told.name === 'ticket.opened' && isOf(told.ticket, address),
    )).then((told) => (told.kind === 'ticket' ? told.ticket.number : ''));
}

function isOf({ customer }: { customer: { addresses: { value: string }[] } | null }, address: string): boolean {
  return customer?.addresses.some(({ value }) => value === address) ?? false;
}
