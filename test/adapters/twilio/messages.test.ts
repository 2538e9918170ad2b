import { describe, expect, it } from 'vitest';
import { toInboundText, toReceipt } from '../../../adapters/twilio/messages.ts';
import { messageParameters, readParameters } from '../../../adapters/twilio/parameters.ts';

const at = new Date('2026-03-02T15:00:00Z');
const read = (more: Record<string, unknown>) =>
  toInboundText(readParameters(messageParameters, { MessageSid: 'SM1', From: '+573001234567', To: '+576015550100', Body: 'Alto', ...more }), at);

describe('what the network took a text for', () => {
  it.each([['STOP', 'stop'], ['stop', 'stop'], ['START', 'start'], ['HELP', 'help']])('OptOutType %s is %s', (OptOutType, takenFor) => {
    expect(read({ OptOutType })).toMatchObject({ text: 'Alto', takenFor });
  });

  it.each([[undefined], [''], ['constructor'], ['STOP STOP'], [['STOP', 'START']], [{ a: 1 }]])('OptOutType %j is nothing, or its first value', (OptOutType) => {
    expect(read({ OptOutType }).takenFor).toBe(Array.isArray(OptOutType) ? 'stop' : null);
  });
});

describe('a receipt', () => {
  const told = (ErrorCode?: string) => toReceipt({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode });

  it.each([['21610', 'opted-out'], ['63016', 'window-closed']])('with %s means %s to the desk', (code, because) => {
    expect(told(code)).toEqual({ providerId: 'SM1', state: 'failed', code, message: null, because });
  });

  it.each([['30003'], ['constructor'], [undefined]])('with %s means only that it failed', (code) => {
    expect(told(code)).toEqual({ providerId: 'SM1', state: 'failed', code: code ?? null, message: null });
  });
});
