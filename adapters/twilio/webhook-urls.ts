import type { CallPoint } from '../../src/core/index.ts';

/** What a step's URL carries besides its point. */
export interface StepOfCall {
  step: string;
  assignmentId?: string | null;
  /** The caller's call, on URLs that another leg asks for. */
  callId?: string | null;
  /** The caller was listened to and pressed nothing. */
  silent?: boolean;
}

/** Absolute addresses of our own webhooks, as the provider signs them. */
export interface WebhookUrls {
  step(point: CallPoint, step: StepOfCall): string;
  /** Where a finished recording is told: a conference's says nothing of the call or the room it belongs to, so the address does. */
  recording: string;
  recordingOf(about: { callId?: string | null; room?: string | null }): string;
  /** Where the words of a message are told. */
  transcription: string;
  /** Where the state of the agent's leg of this assignment is told; `callId` is the caller's. */
  agentLegStatus(about: { assignmentId: string; callId: string }): string;
  status: string;
  holdMusic: string;
}

export const defaultBasePath = '/webhooks/twilio';

/** The public address without a slash at its end, so that paths can follow. */
export function publicBase(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, '');
}

export function createWebhookUrls(publicUrl: string, basePath: string = defaultBasePath): WebhookUrls {
  const base = `${publicBase(publicUrl)}${basePath}`;
  return {
    step: (point, { step, assignmentId, callId, silent }) => {
      const query = new URLSearchParams({ step });
      if (assignmentId) query.set('assignment', assignmentId);
      if (callId) query.set('call', callId);
      if (silent) query.set('silent', '1');
      return `${base}/voice/${point}?${query.toString()}`;
    },
    recording: `${base}/voice/recording`,
    recordingOf: ({ callId, room }) => {
      const query = new URLSearchParams();
      if (callId) query.set('call', callId);
      if (room) query.set('room', room);
      return `${base}/voice/recording?${query.toString()}`;
    },
    transcription: `${base}/voice/transcription`,
    agentLegStatus: ({ assignmentId, callId }) =>
      `${base}/voice/leg-status?${new URLSearchParams({ assignment: assignmentId, call: callId }).toString()}`,
    status: `${base}/status`,
    holdMusic: `${base}/hold-music.wav`,
  };
}
