import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioRest } from '../../../adapters/twilio/index.ts';
import { AppError } from '../../../src/core/index.ts';
import { startTwilioNetwork, twilioAccount } from '../../support/twilio-network.ts';
import type { PretendTwilio, RestFault } from '../../support/twilio-network.ts';

const text = { to: '+573001234567', from: '+576012345678', body: 'Su ticket es V-1042. Añadimos: ¿todo bien? 😀' };
const publicUrl = 'https://desk.example.org/';
const callId = 'CA0123456789abcdef0123456789abcdef';

let network: PretendTwilio;
const rest = (more: { apiUrl?: string; timeoutMs?: number; authToken?: string } = {}) =>
  createTwilioRest({ ...twilioAccount, publicUrl, apiUrl: network.apiUrl, ...more });

beforeEach(async () => {
  network = await startTwilioNetwork();
});
afterEach(async () => {
  await network.close();
  expect(network.violations).toEqual([]);
});

/** An address on which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 1}`;
}

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => {
      throw new Error(`expected a fault, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

describe('sending a text', () => {
  it('goes out with a status callback and tells the provider id', async () => {
    const outcome = await rest().send(text);
    expect(network.messages).toMatchObject([{ ...text, statusCallback: 'https://desk.example.org/webhooks/twilio/status' }]);
    expect(outcome).toEqual({ kind: 'sent', providerId: network.messages[0]?.sid });
  });

  it.each<[RestFault, string]>([
    [{ kind: 'status', status: 400, code: 21610, message: 'Unsubscribed recipient' }, '21610'],
    [{ kind: 'status', status: 400, code: 21211, message: 'Invalid To' }, '21211'],
    [{ kind: 'status', status: 403, code: 20003, message: 'No' }, '20003'],
  ])('is refused for good on %o', async (fault, code) => {
    network.failNext(fault);
    expect(await rest().send(text)).toMatchObject({ kind: 'refused', code, message: 'message' in fault ? fault.message : '' });
  });

  it.each([[21610, 'opted-out'], [63016, 'window-closed'], [21211, undefined]])('tells what a refusal with %i means to the desk', async (code, because) => {
    network.failNext({ kind: 'status', status: 400, code });
    const outcome = await rest().send(text);
    expect('because' in outcome ? outcome.because : undefined).toBe(because);
  });

  it('goes out as an approved template with its blanks filled in', async () => {
    const id = `HX${'a'.repeat(32)}`;
    const invitation = { to: 'whatsapp:+573001234567', from: 'whatsapp:+14155238886', body: '', template: { id, variables: { 1: 'V-1042' } } };
    expect(await rest().send(invitation)).toMatchObject({ kind: 'sent' });
    const form = network.calls[0]?.form;
    expect(form?.get('ContentSid')).toBe(id);
    expect(JSON.parse(form?.get('ContentVariables') ?? '')).toEqual({ 1: 'V-1042' });
    expect(form?.has('Body')).toBe(false);
  });

  it('is refused for good with a wrong password', async () => {
    expect(await rest({ authToken: 'wrong' }).send(text)).toMatchObject({ kind: 'refused', code: '20003' });
  });

  it.each<RestFault>([{ kind: 'status', status: 429 }, { kind: 'status', status: 503 }])('may be tried again on %o', async (fault) => {
    network.failNext(fault);
    expect(await faultOf(rest().send(text))).toMatchObject({ retryable: true, status: 503 });
    expect(await rest().send(text)).toMatchObject({ kind: 'sent' });
  });

  it('may be tried again when nobody listens', async () => {
    expect(await faultOf(rest({ apiUrl: await closedPort() }).send(text))).toMatchObject({ retryable: true });
  });

  it.each<RestFault>([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
    { kind: 'reset-before' },
    { kind: 'reset-after' },
    { kind: 'no-answer' },
  ])('is of unknown fate on %o', async (fault) => {
    network.failNext(fault);
    const error = await faultOf(rest({ timeoutMs: 200 }).send(text));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AppError);
  });

  it.each<RestFault>([{ kind: 'no-answer' }, { kind: 'status', status: 500 }, { kind: 'status', status: 429 }])(
    'tells neither the password nor the text in the fault of %o',
    async (fault) => {
      network.failNext(fault);
      const error = await faultOf(rest({ timeoutMs: 200 }).send(text));
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error instanceof Error && error.cause);
      expect(told).not.toContain(twilioAccount.authToken);
      expect(told).not.toContain('V-1042');
      expect(told).not.toContain('Basic');
    },
  );
});

describe('looking up a text of unknown fate', () => {
  it('finds one that went out', async () => {
    const since = new Date();
    network.failNext({ kind: 'reset-after' });
    await faultOf(rest().send(text));
    expect(await rest().find(text, since)).toEqual({ providerId: network.messages[0]?.sid });
  });

  it.each([
    ['that never went out', { ...text, body: 'Otro texto' }, 0],
    ['to somebody else', { ...text, to: '+573000000000' }, 0],
    ['that is older', text, 10 * 60_000],
  ])('finds nothing %s', async (_name, sought, later) => {
    await rest().send(text);
    expect(await rest().find(sought, new Date(Date.now() + later))).toBeNull();
  });

  it('may be tried again when the provider is out of reach', async () => {
    network.failNext({ kind: 'status', status: 500 });
    expect(await faultOf(rest().find(text, new Date()))).toMatchObject({ retryable: true });
  });
});

describe('redirecting a call', () => {
  it('names the bridge document with a step of its own for each assignment', async () => {
    expect(await rest().redirectToBridge(callId, 'a-1')).toBe('gone');
    expect(network.calls[0]?.path).toBe(`/2010-04-01/Accounts/${twilioAccount.accountSid}/Calls/${callId}.json`);
    expect(network.calls[0]?.form.get('Url')).toBe(
      `https://desk.example.org/webhooks/twilio/voice/bridge?step=a-1&assignment=a-1&call=${callId}`,
    );
    expect(network.calls[0]?.form.get('Method')).toBe('POST');
  });

  it.each<RestFault>([{ kind: 'status', status: 404 }, { kind: 'status', status: 400, code: 21220 }])('finds the caller gone on %o', async (fault) => {
    network.failNext(fault);
    expect(await rest().redirectToBridge(callId, 'a-1')).toBe('gone');
  });

  it.each<RestFault>([{ kind: 'status', status: 500 }, { kind: 'status', status: 429 }, { kind: 'reset-before' }, { kind: 'no-answer' }])(
    'may be tried again on %o',
    async (fault) => {
      network.failNext(fault);
      expect(await faultOf(rest({ timeoutMs: 200 }).redirectToBridge(callId, 'a-1'))).toMatchObject({ retryable: true });
    },
  );
});

describe('the check against the provider\'s OpenAPI', () => {
  it('catches what the provider would refuse', async () => {
    const post = (path: string, form: Record<string, string>) =>
      fetch(`${network.apiUrl}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${twilioAccount.accountSid}:${twilioAccount.authToken}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(form).toString(),
      });
    const account = `/2010-04-01/Accounts/${twilioAccount.accountSid}`;
    expect((await post(`${account}/Messages.json`, { Too: 'x' })).status).toBe(400);
    await post(`${account}/Calls/CA1.json`, { Url: 'not a url', Status: 'asleep' });
    await post(`${account}/Nothing.json`, {});
    const found = network.violations.splice(0);
    expect(found.join('\n')).toMatch(/Too is not a parameter/);
    expect(found.join('\n')).toMatch(/To is required/);
    expect(found.join('\n')).toMatch(/Sid .*: CA1/);
    expect(found.join('\n')).toMatch(/Url is not a URL/);
    expect(found.join('\n')).toMatch(/Status is none of the allowed values/);
    expect(found.join('\n')).toMatch(/Nothing.json is not in the OpenAPI document/);
  });
});
