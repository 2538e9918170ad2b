import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, invalidInput } from '../../core/index.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are JSON in UTF-8 and nothing else; an empty one counts as none, so that actions without details need no `{}`. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      done(null, readJson(request, body));
    } catch (error) {
      done(error instanceof Error ? error : invalidJson(error));
    }
  });
}

function readJson(request: FastifyRequest, body: Buffer): unknown {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new AppError({ code: 'unsupported_media_type', status: 415, publicMessage: 'The body must be JSON in UTF-8.' });
  }
  if (body.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body), refusePrototypes);
  } catch (error) {
    throw error instanceof AppError ? error : invalidJson(error);
  }
  return value;
}

/** A key named `__proto__` is an attack on whoever copies the object. */
function refusePrototypes(key: string, value: unknown): unknown {
  if (key === '__proto__') throw invalidInput({ [key]: 'no such key is taken' });
  return value;
}

function invalidJson(cause: unknown): AppError {
  return new AppError({ code: 'invalid_json', status: 400, publicMessage: 'The body is not valid JSON in UTF-8.', cause });
}
