import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { modelDesk, startGatewayProcess, type GatewayProcess } from '../support/gateway.ts';
import { atThisPace } from '../support/pace.ts';

const open: GatewayProcess[] = [];
const start = async (...given: Parameters<typeof startGatewayProcess>) => {
  const gateway = await startGatewayProcess(...given);
  open.push(gateway);
  return gateway;
};
/** No database is started or asked for by a gateway that must not start. */
const unused = { DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' };

afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});

describe('a start', () => {
  it('stops at a wrong environment with every fault listed', async () => {
    const gateway = await start({
      waitUntilReady: false,
      env: { ...unused, PUBLIC_URL: 'desk.example.org', REDIS_URL: 'http://redis', TWILIO_ACCOUNT_SID: 'SK123', ADMIN_PASSWORD: 'short', ROLE: 'boss', LOG_LEVEL: 'loud' },
    });
    expect(await gateway.ended()).toBe(1);
    for (const name of ['PUBLIC_URL', 'REDIS_URL', 'TWILIO_ACCOUNT_SID', 'ADMIN_PASSWORD', 'ROLE', 'LOG_LEVEL']) {
      expect(gateway.log()).toMatch(new RegExp(`^ +${name}: expected `, 'm'));
    }
    expect(gateway.log()).not.toContain('    at ');
    expect(gateway.log()).not.toContain('short');
  });

  it('stops at a worker without Redis and a shared database, and says both', async () => {
    const gateway = await start({ waitUntilReady: false, env: { DATABASE_URL: '', ROLE: 'worker' } });
    expect(await gateway.ended()).toBe(1);
    expect(gateway.log()).toMatch(/REDIS_URL: expected[^]*DATABASE_URL: expected/);
  });

  it('stops at a faulty desk file with the line of every fault', async () => {
    const draft = await start({ waitUntilReady: false, env: { ...unused, DESK_FILE: 'desk.yaml' } });
    expect(await draft.ended()).toBe(1);
    expect(draft.log()).toContain('desk.yaml:1:1');

    const text = (await readFile(modelDesk, 'utf8'))
      .replace('phoneRegion: CO', 'phoneRegion: Colombia')
      .replace('tier: 2, service: tecnologia', 'tier: 4, service: tecnologia')
      .replace('triageTeam: mesa ', 'triageTeam: nobody ');
    const lineOf = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length;
    await writeFile(path.join(draft.folder, 'desk.yaml'), text);
    await draft.restart().catch(() => undefined);
    expect(await draft.ended()).toBe(1);
    for (const words of ['phoneRegion: Colombia', 'tier: 4', 'triageTeam: nobody']) {
      expect(draft.log()).toMatch(new RegExp(`^desk\\.yaml:${lineOf(words)}:\\d+ .*expected`, 'm'));
    }
  });
});

describe('SIGTERM', () => {
  it('ends it soon though others keep their connections and go on asking', { timeout: 60_000 }, async () => {
    const gateway = await start();
    let isOver = false;
    const asking = Array.from({ length: 20 }, async () => {
      while (!isOver) await fetch(`${gateway.url}/readyz`).then((answer) => answer.text()).catch(() => (isOver = true));
    });
    await fetch(`${gateway.url}/readyz`);
    expect(await gateway.stop()).toBe(0);
    await Promise.all(asking);
  });

  it('ends the process in good order, with screens connected, and its PostgreSQL with it', { timeout: 60_000 }, async () => {
    const gateway = await start({ env: { DATABASE_URL: '' } });
    const ana = await gateway.hire({ name: 'Ana', teams: ['mesa'] });
    const pidFile = path.join(gateway.folder, 'data', 'postgres', 'postmaster.pid');
    const postgres = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
    expect(isAlive(postgres)).toBe(true);
    const askedAt = Date.now();
    expect(await gateway.stop()).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(atThisPace(10_000));
    expect(isAlive(postgres)).toBe(false);
    await expect(readFile(pidFile)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(ana.isConnected()).toBe(false);

    await gateway.restart();
    expect((await (await gateway.admin()).addAgent({ name: 'Beto', email: 'beto@example.org', password: 'beto-is-back', role: 'agent', teams: [] })).name).toBe('Beto');
    expect(await gateway.stop()).toBe(0);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
