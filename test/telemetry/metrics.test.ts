import { expect, test } from 'vitest';
import { createMetrics } from '../../src/telemetry/index.ts';

test('every business event has its count, and the queues are read at the scrape', async () => {
  let waiting = 3;
  const metrics = createMetrics({ queueLength: () => Promise.resolve([{ team: 'mesa', count: waiting }]) });
  metrics.contactAccepted({ channel: 'sms', outcome: 'opened' });
  metrics.contactAccepted({ channel: 'sms', outcome: 'opened' });
  metrics.ticketRouted({ tier: 1, team: 'mesa', priority: 'P3' });
  metrics.offerEnded({ outcome: 'expired' });
  metrics.offerWaited(12);
  metrics.assignmentStarted({ team: 'mesa' });
  metrics.deliveryEnded({ channel: 'sms', status: 'failed' });
  metrics.webhookFault({ provider: 'twilio', fault: 'signature' });
  metrics.eventPublished(0.2);
  metrics.agentSockets(2);
  metrics.textUnderstood({ outcome: 'doubt' });
  metrics.entryCorrected();
  metrics.modelTrained({ outcome: 'regression' });
  metrics.modelVersion(7);
  const { text } = await metrics.render();
  for (const line of [
    'ventanilla_contacts_total{channel="sms",outcome="opened"} 2',
    'ventanilla_tickets_routed_total{tier="1",team="mesa",priority="P3"} 1',
    'ventanilla_offers_total{outcome="expired"} 1',
    'ventanilla_offer_wait_seconds_bucket{le="15"} 1',
    'ventanilla_assignments_total{team="mesa"} 1',
    'ventanilla_deliveries_total{channel="sms",status="failed"} 1',
    'ventanilla_webhook_faults_total{provider="twilio",fault="signature"} 1',
    'ventanilla_event_publish_lag_seconds_count 1',
    'ventanilla_agent_sockets 2',
    'ventanilla_texts_understood_total{outcome="doubt"} 1',
    'ventanilla_entries_corrected_total 1',
    'ventanilla_models_trained_total{outcome="regression"} 1',
    'ventanilla_model_version 7',
    'ventanilla_queue_length{team="mesa"} 3',
    'process_cpu_seconds_total',
  ]) {
    expect(text).toContain(line);
  }
  waiting = 4;
  expect((await metrics.render()).text).toContain('ventanilla_queue_length{team="mesa"} 4');
});

test('a scrape while the database is down still tells the rest', async () => {
  const metrics = createMetrics({ queueLength: () => Promise.reject(new Error('down')) });
  metrics.offerEnded({ outcome: 'accepted' });
  const { text } = await metrics.render();
  expect(text).toContain('ventanilla_offers_total{outcome="accepted"} 1');
  expect(text).not.toContain('ventanilla_queue_length{');
});
