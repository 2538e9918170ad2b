import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../src/demo/expectations.ts';
import { startAlertmanager, type Alertmanager } from '../support/alertmanager.ts';
import { modelDesk, startGatewayProcess, type GatewayProcess, type RestClient } from '../support/gateway.ts';

const secret = 'the-secret-of-alertmanager';
let folder: string;
let gateway: GatewayProcess;
let alertmanager: Alertmanager;
let admin: RestClient;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ventanilla-alarms-'));
  const deskFile = path.join(folder, 'desk.yaml');
  await writeFile(deskFile, (await readFile(modelDesk, 'utf8')).replace('repeatSeconds: 60', 'repeatSeconds: 1'));
  gateway = await startGatewayProcess({ env: { ALERTMANAGER_SECRET: secret, DESK_FILE: deskFile } });
  alertmanager = await startAlertmanager({ url: `${gateway.url}/webhooks/alertmanager`, secret });
  admin = await gateway.admin();
}, 60_000);

afterAll(async () => {
  await alertmanager.close();
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

const labelsOf = (alertname: string) => ({ alertname, instance: `${alertname.toLowerCase()}-01`, severity: 'critical' });

async function numberOf(title: string): Promise<string> {
  return until(`a ticket for ${title}`, async () => (await admin.tickets()).find(({ subject }) => subject === title)?.number);
}

describe('a real Alertmanager', () => {
  it('fires, repeats and ends; what happens while the gateway is down is known when it is back', async () => {
    await alertmanager.fire(labelsOf('DiskFull'), { summary: 'Disco lleno', description: 'Queda 1 %' });
    const disk = await numberOf('Disco lleno');
    const repeated = await until('it repeats', async () => {
      const ticket = await admin.ticket(disk);
      return (ticket.alarm?.repeats ?? 0) > 0 && ticket.status !== 'new' ? ticket : null;
    });
    expect(repeated).toMatchObject({
      kind: 'alarm', channel: 'monitoring', status: 'queued', priority: 'P1', tier: 3, team: { key: 'infraestructura' }, assets: [{ name: 'diskfull-01' }],
      alarm: { source: 'alertmanager', severity: 'critical', endedAt: null },
    });
    expect(repeated.timeline.filter(({ kind }) => kind === 'contact')).toHaveLength(1);

    await gateway.kill();
    await alertmanager.over(labelsOf('DiskFull'));
    await alertmanager.fire(labelsOf('WebDown'), { summary: 'La web no responde' });
    await gateway.restart();
    const web = await numberOf('La web no responde');
    const ended = await until('the first is over', async () => {
      const ticket = await admin.ticket(disk);
      return ticket.status === 'closed' ? ticket : null;
    });
    expect(ended.timeline.flatMap((item) => (item.kind === 'event' ? [item.name] : []))).toEqual(expect.arrayContaining(['alarm.ended', 'downtime.ended', 'ticket.closed']));

    await alertmanager.over(labelsOf('WebDown'));
    await until('the second is over', async () => (await admin.ticket(web)).status === 'closed');
    expect(await admin.tickets()).toHaveLength(2);
  }, 60_000);
});
