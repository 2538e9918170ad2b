import { createWebChannel } from '../../channels/web/index.ts';
import type { InboundForm } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const form: InboundForm = {
  requestId: 'form-1',
  service: 'tecnologia',
  entry: 'computador',
  subject: 'No me prende el computador',
  description: 'Desde esta mañana no enciende.',
  name: 'Ana Ruiz',
  email: 'ana@example.org',
  phone: '300 123 4567',
  impact: 'low',
  urgency: 'high',
  asset: '0199f0a4-7c33-7a51-9d43-2f1d5b6f7a01',
  locale: 'es',
  receivedAt: new Date('2026-03-02T13:00:00Z'),
};

describeChannelContract({
  channel: createWebChannel({ region: 'CO' }),
  samples: [{ inbound: form, providerId: 'form-1' }],
  hostile: (hostile) => ({
    requestId: 'form-2',
    service: hostile,
    entry: hostile,
    subject: hostile,
    description: hostile,
    name: hostile,
    email: hostile,
    phone: hostile,
    asset: hostile,
    receivedAt: form.receivedAt,
  }),
  ownAddress: 'web',
});
