import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { storableText } from '../../src/core/index.ts';
import type { HookAnswer, HookFault } from '../../src/desk/hooks/index.ts';

/** Bytes of an answer that are read. */
const mostRead = 4_096;

/** Why a try was ended by us. */
export class EndedTry extends Error {
  readonly fault: HookFault;
  constructor(fault: HookFault) {
    super(fault);
    this.name = 'EndedTry';
    this.fault = fault;
  }
}

/**
 * One POST on a connection of its own, to what `lookup` gives. No redirect is followed; of the answer the beginning is
 * read. Once a status was answered, nothing that happens afterwards changes it. Rejects only when `signal` is aborted.
 */
export function postOnce(request: {
  url: URL; headers: Record<string, string>; body: string; lookup: LookupFunction; timeLimit: number; signal: AbortSignal;
}): Promise<HookAnswer> {
  const { url, headers, body, lookup, timeLimit, signal } = request;
  return new Promise((resolve, reject) => {
    const content = Buffer.from(body);
    const { request: begin } = url.protocol === 'https:' ? https : http;
    const sent = begin(url, {
      method: 'POST', agent: false, lookup, signal,
      headers: {
        ...headers, 'content-type': 'application/json', 'content-length': content.length, 'user-agent': 'Ventanilla-Webhooks/1', 'accept-encoding': 'identity',
      },
    });
    const timer = setTimeout(() => sent.destroy(new EndedTry('timeout')), timeLimit);
    const end = (answer: HookAnswer) => {
      clearTimeout(timer);
      sent.destroy();
      resolve(answer);
    };
    let answered: (() => HookAnswer) | null = null;
    sent.on('response', (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const sofar = (): HookAnswer => ({
        kind: 'answered', status: response.statusCode ?? 0, retryAfter: retryAfterOf(response.headers['retry-after']),
        text: storableText(Buffer.concat(pieces).subarray(0, mostRead).toString('utf8')),
      });
      answered = sofar;
      const done = () => end(sofar());
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        length += piece.length;
        if (length >= mostRead) done();
      });
      response.on('end', done).on('error', done).on('close', done);
    });
    // Node hands a connection over where the other side changes its protocol (RFC 9110, 15.2.2): nothing else would tell that it ended.
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      end({ kind: 'answered', status: response.statusCode ?? 0, retryAfter: null, text: '' });
    });
    sent.on('error', (error) => {
      if (!signal.aborted) return end(answered?.() ?? { kind: 'fault', fault: faultOf(error) });
      clearTimeout(timer);
      reject(error);
    });
    sent.end(content);
  });
}

const faults: Record<string, HookFault> = {
  ENOTFOUND: 'host_not_found', EAI_AGAIN: 'host_not_found', EAI_FAIL: 'host_not_found', ENODATA: 'host_not_found',
  ECONNREFUSED: 'refused', ECONNRESET: 'reset', EPIPE: 'reset',
  EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', ETIMEDOUT: 'unreachable', EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls', DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
};

function faultOf(error: Error): HookFault {
  if (error instanceof EndedTry) return error.fault;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_)/.test(code)) return 'tls';
  return faults[code] ?? (code.startsWith('HPE_') ? 'bad_answer' : 'failed');
}

/** Milliseconds of a Retry-After in seconds (RFC 9110, 10.2.3); a date, which needs both clocks to agree, counts as nothing. */
function retryAfterOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) * 1000 : null;
}
