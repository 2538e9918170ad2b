import { look, take } from './acts.ts';
import { demandThat, until } from './expectations.ts';
import type { Scene } from './scene.ts';
import { machineSecret, type Stage } from './stage.ts';
import type { Story } from './story.ts';

/** Alarms of machines: one ticket while each lasts, and one offer when many come at once. */
export const machines: Scene[] = [
  { title: 'A disk fills up: told twice, one ticket, closed when the machine says so', play: fullDisk },
  { title: 'Twelve machines are down at once: one offer', play: powerCut },
];

interface Alarm {
  name: string;
  instance: string;
  summary: string;
}

async function fullDisk(stage: Stage, story: Story): Promise<void> {
  const disk: Alarm = { name: 'DiskFull', instance: 'db-1', summary: 'db-1: disk 97 % full' };
  story.does('Alertmanager', `posts “${disk.summary}”, and the same again`);
  await tell(stage, 'firing', 'disks', [disk]);
  await tell(stage, 'firing', 'disks', [disk]);
  const number = await ticketAbout(stage, 'db-1');
  await take(stage.diego, number);
  demandThat(number, await look(stage, story, number), { status: 'assigned', channel: 'monitoring', kind: 'alarm', customer: null, tier: 3 });
  story.does('Alertmanager', 'says that it is over');
  await tell(stage, 'resolved', 'disks', [disk]);
  await until(`${number} is closed`, async () => (await stage.lead.rest.ticket(number)).status === 'closed');
  await look(stage, story, number);
  story.proves('a machine is no customer: it has no address, and gets no answer');
}

async function powerCut(stage: Stage, story: Story): Promise<void> {
  const machinesDown = Array.from({ length: 12 }, (_, index): Alarm => ({ name: 'MachineDown', instance: `web-${index + 1}`, summary: `web-${index + 1} is down` }));
  story.does('Alertmanager', `posts ${machinesDown.length} alarms in one breath`);
  await tell(stage, 'firing', 'room-2', machinesDown);
  const offer = await until('the storm is offered to Diego', () => stage.diego.offers().find(({ ticket }) => ticket.channel === 'monitoring'));
  const parent = offer.ticket.number;
  await stage.diego.accept(offer);
  const { children } = await look(stage, story, parent);
  demandThat(parent, { children: children.length, offers: stage.diego.offers().length }, { children: machinesDown.length, offers: 0 });
  story.does('Diego', 'brings the power back; the machines say so');
  await tell(stage, 'resolved', 'room-2', machinesDown);
  await until(`${parent} and its alarms are closed`, async () => {
    const { status, children: alarms } = await stage.lead.rest.ticket(parent);
    return status === 'closed' && alarms.every((alarm) => alarm.status === 'closed');
  });
  await look(stage, story, parent);
  story.proves(`${machinesDown.length} alarms kept their own tickets, and nobody was asked ${machinesDown.length} times`);
}

const startsAt = new Date().toISOString();

/** What Alertmanager posts (prometheus.io/docs/alerting/latest/configuration, webhook_config, version 4). */
async function tell({ gateway }: Stage, status: 'firing' | 'resolved', group: string, alarms: Alarm[]): Promise<void> {
  const alerts = alarms.map(({ name, instance, summary }) => ({
    status, labels: { alertname: name, instance, severity: 'critical' }, annotations: { summary }, startsAt,
    endsAt: status === 'resolved' ? new Date().toISOString() : '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example/graph', fingerprint: `${name}-${instance}`,
  }));
  const answer = await fetch(`${gateway.url}/webhooks/alertmanager`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${machineSecret}` },
    body: JSON.stringify({
      version: '4', groupKey: `{}:{group="${group}"}`, truncatedAlerts: 0, status, receiver: 'desk', groupLabels: { group },
      commonLabels: {}, commonAnnotations: {}, externalURL: 'http://alertmanager.example', alerts,
    }),
  });
  demandThat('the alarms', { status: answer.status }, { status: 200 });
}

function ticketAbout({ lead }: Stage, machine: string): Promise<string> {
  return until(`a ticket is opened about ${machine}`, () =>
    lead.told.find((told) => told.kind === 'ticket' && told.name === 'ticket.opened' && told.ticket.subject.includes(machine)),
  ).then((told) => (told.kind === 'ticket' ? told.ticket.number : ''));
}
