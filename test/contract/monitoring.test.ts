import { createMonitoringChannel } from '../../channels/monitoring/index.ts';
import type { InboundAlarm } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const channel = createMonitoringChannel();
const receivedAt = new Date('2026-03-02T15:00:00Z');
const alarm: InboundAlarm = {
  source: 'alertmanager', fingerprint: '1a30ba71cca2921f', status: 'firing', severity: 'critical', title: 'Disco lleno', text: 'Queda 1 %',
  labels: { instance: 'web-01' }, asset: null, group: '{}:{alertname="Disk"}', startedAt: new Date('2026-03-02T14:59:00Z'), endedAt: null,
  url: 'http://prometheus.example/graph?g0.expr=up', receivedAt,
};
const samples = [alarm, { ...alarm, status: 'resolved' as const }, { ...alarm, startedAt: null, deliveryId: '<1@nagios.example>', url: null }];

describeChannelContract({
  channel,
  // A machine has no id of its own for what it says: the contact's is made of all of it.
  samples: samples.map((inbound) => ({ inbound, providerId: channel.toContact(inbound).providerId })),
  hostile: (hostile): InboundAlarm => ({
    source: hostile, fingerprint: hostile, status: 'firing', severity: hostile, title: hostile, text: hostile, labels: { [hostile]: hostile },
    asset: hostile, group: hostile, startedAt: new Date(Number.NaN), endedAt: new Date(8.64e15), url: hostile, deliveryId: hostile, receivedAt,
  }),
  ownAddress: 'monitoring',
});
