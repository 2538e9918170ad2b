import { createVoiceChannel } from '../../channels/voice/index.ts';
import { describeChannelContract } from './channel-contract.ts';

const call = {
  callId: 'CA0123456789abcdef0123456789abcdef',
  from: '+573001234567',
  to: '+576012345678',
  receivedAt: new Date('2026-03-02T13:00:00Z'),
};

describeChannelContract({
  channel: createVoiceChannel({ region: 'CO' }),
  samples: [{ inbound: call, providerId: call.callId }],
  hostile: (hostile) => ({ ...call, from: hostile, to: hostile }),
  ownAddress: '+576012345678',
});
