import { Device, type Call } from '@twilio/voice-sdk';
import type { VoiceToken } from '../../../api/contract.ts';
import { request } from '../../shared/request.ts';
import { takeAcceptedCall } from '../offers/accepted-calls.ts';
import { softphoneLine, type SoftphoneFault } from './softphone-line.ts';

const renewBeforeMilliseconds = 60_000;

/**
 * Runs the browser's telephone until the function it gives is called. A call whose offer was accepted in this tab is
 * picked up at once; any other rings on the page (Twilio Voice JavaScript SDK 2, "Device" and "Call").
 */
export async function runSoftphone(): Promise<() => void> {
  softphoneLine.tell({ line: 'starting', fault: null });
  if (!Device.isSupported) {
    softphoneLine.tell({ line: 'off', fault: 'unsupported' });
    return () => undefined;
  }
  const { token } = await readToken();
  const device = new Device(token, { tokenRefreshMs: renewBeforeMilliseconds, closeProtection: true, appName: 'ventanilla' });
  device.on('registered', () => softphoneLine.tell({ fault: null, ...(softphoneLine.state().line === 'starting' ? { line: 'ready' } : {}) }));
  device.on('error', (error: unknown) => softphoneLine.tell({ fault: faultOf(error) }));
  device.on('tokenWillExpire', () => void readToken().then(({ token: next }) => device.updateToken(next)).catch(() => softphoneLine.tell({ fault: 'token' })));
  device.on('incoming', (call: Call) => ringHere(call));
  await device.register();
  return () => {
    softphoneLine.takeControls(null);
    device.destroy();
    softphoneLine.tell({ line: 'off', isMuted: false, fault: null });
  };
}

function readToken(): Promise<VoiceToken> {
  return request<VoiceToken>('POST', '/api/voice/token');
}

function ringHere(call: Call): void {
  const over = () => {
    softphoneLine.takeControls(null);
    softphoneLine.tell({ line: 'ready', isMuted: false });
  };
  call.on('accept', () => softphoneLine.tell({ line: 'talking' }));
  call.on('mute', (isMuted: boolean) => softphoneLine.tell({ isMuted }));
  call.on('error', (error: unknown) => softphoneLine.tell({ fault: faultOf(error) }));
  for (const end of ['disconnect', 'cancel', 'reject'] as const) call.on(end, over);
  softphoneLine.takeControls({
    answer: () => call.accept(), reject: () => call.reject(), mute: (isMuted) => call.mute(isMuted), hangUp: () => call.disconnect(),
  });
  if (takeAcceptedCall()) call.accept();
  else softphoneLine.tell({ line: 'ringing' });
}

/** By the codes of the SDK's error reference: 31401 and 31402 are the microphone, 201xx and 31204 and following the token, 31005 and 31009 and 53xxx the connection. */
function faultOf(error: unknown): SoftphoneFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 0;
  if (code === 31401 || code === 31208) return 'microphone';
  if (code === 31402) return 'noDevice';
  if ((code >= 20101 && code <= 20199) || (code >= 31204 && code <= 31207)) return 'token';
  if (code === 31005 || code === 31009 || code === 31003 || (code >= 53000 && code < 54000)) return 'network';
  return { other: code === 0 ? 'unknown' : String(code) };
}
