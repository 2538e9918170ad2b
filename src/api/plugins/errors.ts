import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, invalidInput } from '../../core/index.ts';

export interface Refusing {
  translateFault: (error: unknown) => unknown;
}

/** The one place where a fault becomes an answer: `{error: {code, message, requestId, fields?}}`. */
export function refuseUniformly(app: FastifyInstance, deps: Refusing): void {
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply, deps));
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(
      new AppError({ code: 'not_found', status: 404, publicMessage: 'There is nothing at this address.' }),
      request, reply, deps,
    ),
  );
}

export function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply, deps: Refusing): FastifyReply {
  const refusal = logRefusal(error, request, deps);
  return reply
    .code(refusal.status)
    .type('application/json; charset=utf-8')
    .send({
      error: {
        code: refusal.code,
        message: refusal.publicMessage,
        requestId: request.id,
        ...(refusal.fields && { fields: refusal.fields }),
      },
    });
}

/** What to tell the caller. Our own faults are logged here, once; a caller's are not. */
export function logRefusal(error: unknown, request: FastifyRequest, deps: Refusing): AppError {
  const refusal = refusalOf(deps.translateFault(error));
  if (refusal.status >= 500 && !refusal.isMeant) {
    request.log.error({ fault: loggable(error), code: refusal.code, route: request.routeOptions.url }, 'request failed');
  }
  return refusal;
}

const requestFaults: Record<number, { code: string; publicMessage: string }> = {
  413: { code: 'too_large', publicMessage: 'The request is larger than 1 MiB.' },
  415: { code: 'unsupported_media_type', publicMessage: 'The body must be JSON in UTF-8 (application/json).' },
};

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(fieldsOf(error.validation, error.validationContext));
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    const known = requestFaults[status] ?? { code: 'bad_request', publicMessage: 'The request could not be read.' };
    return new AppError({ ...known, status, cause: error });
  }
  return new AppError({
    code: 'internal', status: 500, publicMessage: 'Something went wrong here. It has been noted.', cause: error,
  });
}

/** The first fault of each field by its path, such as `contacts.0`; of the whole body under `body`. */
function fieldsOf(
  faults: readonly { instancePath: string; message?: string | undefined }[],
  context: FastifyError['validationContext'],
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const fault of faults) {
    const path = fault.instancePath.replace(/^\//, '').replaceAll('/', '.') || (context ?? 'body');
    if (!Object.hasOwn(fields, path)) fields[path] = fault.message ?? 'is wrong';
  }
  return fields;
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** A fault without what it may carry of a message's words: PostgreSQL quotes whole rows in `detail`. */
function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'something that is no Error was thrown' };
  const code = 'code' in error ? error.code : undefined;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  const cause = error.cause === undefined ? undefined : loggable(error.cause);
  return { name: error.name, message: error.message, code, constraint, stack: error.stack, cause };
}
