/** Secrets, and what people say or are reached at: none of it belongs in a log. Compared in lower case without - and _. */
const hiddenKeys = new Set([
  'token', 'tokens', 'accesstoken', 'authtoken', 'bottoken', 'apptoken', 'tokenhash', 'password', 'passwordhash', 'secret', 'signingsecret',
  'authorization', 'cookie', 'setcookie', 'signature', 'xtwiliosignature', 'databaseurl', 'redisurl', 'statusurl',
  'clientsecret', 'refreshtoken', 'privatekey', 'dkimprivatekey', 'imapurl', 'smtpurl', 'returnpath', 'recipients', 'html', 'fulltext',
  'text', 'body', 'rawbody', 'subject', 'description', 'messagetext', 'solution', 'note', 'transcript', 'content',
  'from', 'to', 'fromtext', 'totext', 'address', 'addresses', 'email', 'phone', 'name', 'customer', 'theirs',
]);

const hidden = '[hidden]';
const deepest = 6;
const mostItems = 50;
const longest = 2_000;

/** A copy that may be logged: hidden keys are blanked at every depth, strings scrubbed, cycles and depth cut. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  if (value instanceof Date) return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => redact(item, depth + 1));
  // Requests, sockets and the like hold everything there is to hide.
  if (!isPlain(value)) return '[object]';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isHidden(key, item) ? hidden : redact(item, depth + 1)]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What may be told of an HTTP request or response, Node's or Fastify's: no header, no query. */
export function describeHttp(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return {
    ...('method' in value && typeof value.method === 'string' ? { method: value.method } : {}),
    ...('url' in value && typeof value.url === 'string' ? { url: scrub(value.url.replace(/\?.*$/s, '')) } : {}),
    ...('statusCode' in value && typeof value.statusCode === 'number' ? { statusCode: value.statusCode } : {}),
  };
}

function isHidden(key: string, item: unknown): boolean {
  return item !== null && item !== undefined && hiddenKeys.has(key.toLowerCase().replaceAll(/[-_]/g, ''));
}

/** Only these fields of an error: others, such as a database error's `detail`, repeat what was stored. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : undefined;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(code === undefined ? {} : { code }),
    stack: scrub(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}

/** A text without credentials in URLs, bearer tokens, links to status pages and files, mail addresses and telephone numbers. */
export function scrub(text: string): string {
  return text
    .slice(0, longest)
    .replaceAll(/(\w+:\/\/)[^\s/@]*@/g, `$1${hidden}@`)
    .replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`)
    .replaceAll(/\/(status|files)\/[\w-]+/g, `/$1/${hidden}`)
    .replaceAll(/[^\s@<>"'(),:;]{1,64}@[\w-]+(\.[\w-]+)+/g, hidden)
    .replaceAll(/(?<![\w.-])\+\d[\d ().-]{6,20}\d/g, hidden);
}
