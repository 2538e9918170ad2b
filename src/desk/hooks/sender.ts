import type { HookFault } from './hook.ts';

/** Why an address is not one that hooks may have. */
export type HookRefusal = Extract<HookFault, 'private_address' | 'own_address' | 'https_required' | 'invalid_url' | 'host_not_found'>;

/** What came of one try. A status is an answer whatever it says; `text` is its beginning, `retryAfter` milliseconds. */
export type HookAnswer =
  | { kind: 'answered'; status: number; text: string; retryAfter: number | null }
  | { kind: 'fault'; fault: HookFault };

/**
 * The way out. It connects only to addresses that are public or allowed in desk.yaml, judged each time on the very address
 * that it connects to; it follows no redirect, and takes ten seconds at most in all.
 */
export interface HookSender {
  /** Whether a hook may have this URL, as its name resolves now; null: it may. */
  check(url: string): Promise<HookRefusal | null>;
  /** Posts JSON. Never rejects, except with the reason of `signal` when that is aborted. */
  post(request: { url: string; headers: Record<string, string>; body: string; signal: AbortSignal }): Promise<HookAnswer>;
}
