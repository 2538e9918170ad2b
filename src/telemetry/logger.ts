import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { describeHttp, redact, scrub } from './redaction.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type Logger = PinoLogger;

/**
 * A JSON logger whose lines carry no secret, no message text and no address, whatever it is given: hidden keys are
 * blanked at any depth, and strings are scrubbed, also those of errors and of child loggers.
 */
export function createLogger(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The formatter below sees errors first and leaves nothing for pino's own serializer.
      serializers: { err: (error: unknown) => error },
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      hooks: {
        logMethod(args, method) {
          Reflect.apply(method, this, withoutSecrets(args));
        },
      },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  );
  return redactChildren(logger);
}

/** pino takes the message of an error that stands alone after its hooks ran, so the error is wrapped before. */
function withoutSecrets(args: unknown[]): unknown[] {
  const [first, ...rest] = args;
  const message = rest.map((part) => (typeof part === 'string' ? scrub(part) : redact(part)));
  if (first instanceof Error) return [{ err: first }, ...(message.length > 0 ? message : [scrub(first.message)])];
  return [typeof first === 'string' ? scrub(first) : first, ...message];
}

/** pino formats the fields of a child logger without asking; children inherit this from their parent. */
function redactChildren(logger: Logger): Logger {
  const makeChild = logger.child;
  logger.child = function child(this: Logger, fields, options) {
    return Reflect.apply(makeChild, this, [redactFields(fields), options]);
  };
  return logger;
}

function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const isHttp = key === 'req' || key === 'res';
    Object.assign(shown, isHttp ? { [key]: describeHttp(value) } : redact({ [key]: value }));
  }
  return shown;
}
