/** What the desk refused, in its own words (`message`) and by a stable `code`; `offline` when it could not be reached. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;

  constructor(fault: { status: number; code: string; message: string; fields?: Record<string, string> }) {
    super(fault.message);
    this.name = 'RequestError';
    this.status = fault.status;
    this.code = fault.code;
    this.fields = fault.fields ?? {};
  }
}

/** The stable code of what went wrong; `internal` for what the desk never said. */
export function codeOf(error: unknown): string {
  return error instanceof RequestError ? error.code : 'internal';
}

/** What went wrong by its code, in a page's own words: the desk's words are for programs. */
export function faultText(error: unknown, faults: Readonly<Record<string, string>>, otherwise: string): string {
  const code = codeOf(error);
  return (Object.hasOwn(faults, code) ? faults[code] : undefined) ?? otherwise;
}

export interface RequestOptions {
  body?: unknown;
  /** The version of the ticket that was seen; the desk answers 409 `stale` when it has changed since. */
  version?: number;
  /** Beside those of every request, such as an idempotency key. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

type Listener = () => void;
const onSignedOut = new Set<Listener>();

/** Calls `listener` whenever the desk says that nobody is signed in here; gives what ends that. */
export function whenSignedOut(listener: Listener): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

/** One request to the desk's API, by the cookie of the session. Throws a RequestError for everything but 2xx. */
export async function request<Answer>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, options: RequestOptions = {}): Promise<Answer> {
  const { body, version, headers, signal } = options;
  const isForm = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestError({ status: 0, code: 'offline', message: 'offline' });
  });
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer as Answer;
  const fault = faultOf(answer);
  if (response.status === 401 && path !== '/api/sessions') for (const listener of onSignedOut) listener();
  throw new RequestError({ status: response.status, code: 'internal', message: response.statusText, ...fault });
}

function faultOf(answer: unknown): { code?: string; message?: string; fields?: Record<string, string> } {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return {};
  const { error } = answer;
  return typeof error === 'object' && error !== null ? error : {};
}

/** A query string of what is set, with its `?`; '' when nothing is. */
export function queryOf(values: Record<string, string | number | boolean | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
