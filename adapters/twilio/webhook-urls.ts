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
  recording: string;
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
    status: `${base}/status`,
    holdMusic: `${base}/hold-music.wav`,
  };
}
