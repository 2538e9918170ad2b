import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newSid, parseXml, signedPost, twilioAccount } from '../../support/twilio-network.ts';
import { startGateway } from './gateway.ts';
import type { TestGateway } from './gateway.ts';

let gateway: TestGateway;
const parameters = () => ({
  CallSid: newSid('CA'), AccountSid: twilioAccount.accountSid, From: '+573001234567', To: '+576012345678', CallStatus: 'in-progress',
  Direction: 'inbound', ErrorCode: '11200', ErrorUrl: `${gateway.publicUrl}/webhooks/twilio/voice`,
});
const ask = (more: Record<string, string> = {}, authToken = twilioAccount.authToken) =>
  signedPost(`${gateway.publicUrl}/webhooks/twilio/voice/fallback`, { ...parameters(), ...more }, authToken, { publicUrl: gateway.publicUrl, gatewayUrl: gateway.url });

beforeEach(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.close());

describe('the fallback address', () => {
  it.each(['storeDown', 'storeHangs'] as const)('apologises in both languages and records at once, whatever the store does: %s', async (fault) => {
    gateway.settings[fault] = true;
    const answer = await ask();
    expect(answer).toMatchObject({ status: 200, contentType: expect.stringMatching(/^text\/xml/) as string });
    const document = parseXml(answer.body);
    const verbs = document.children.filter((child) => typeof child === 'object');
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Say', 'Record', 'Redirect']);
    expect(verbs.slice(0, 2).map(({ attributes }) => attributes['language'])).toEqual(['es-MX', 'en-US']);
    expect(verbs[2]?.attributes).toMatchObject({
      action: `${gateway.publicUrl}/webhooks/twilio/voice/recorded?step=outage`,
      recordingStatusCallback: expect.stringContaining(`${gateway.publicUrl}/webhooks/twilio/voice/recording`) as string,
    });
    expect(gateway.requests).toEqual([]);
    expect(gateway.faults).toEqual([]);
  });

  it('asks nothing of what it is sent but the signature', async () => {
    expect((await ask({ CallSid: '\u0000'.repeat(500), From: 'x'.repeat(10_000) })).status).toBe(200);
    expect((await ask({}, 'another-token')).status).toBe(403);
    const unsigned = await fetch(`${gateway.url}/webhooks/twilio/voice/fallback`, { method: 'POST', body: new URLSearchParams(parameters()) });
    expect(unsigned.status).toBe(403);
  });
});
