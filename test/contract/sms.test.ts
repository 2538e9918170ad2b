import { createSmsChannel } from '../../channels/sms/index.ts';
import type { InboundText } from '../../src/core/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const text: InboundText = {
  providerId: 'SM0123456789abcdef0123456789abcdef',
  from: '+573001234567',
  to: '+576012345678',
  text: 'No puedo navegar en Internet',
  media: [],
  receivedAt: new Date('2026-03-02T13:00:00Z'),
};

describeChannelContract({
  channel: createSmsChannel({ region: 'CO' }),
  samples: [
    { inbound: text, providerId: text.providerId },
    {
      inbound: { ...text, providerId: 'MM1', text: '', media: [{ url: 'https://api.example.org/a.jpg', contentType: 'image/jpeg' }] },
      providerId: 'MM1',
    },
  ],
  hostile: (hostile) => ({
    ...text,
    from: hostile,
    to: hostile,
    text: hostile,
    media: [{ url: hostile, contentType: hostile }],
  }),
  ownAddress: '+576012345678',
});
