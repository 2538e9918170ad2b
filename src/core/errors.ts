/** An error with a public face: `code` and `publicMessage` may be shown to anybody, `retryable` tells jobs whether another try can help. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly publicMessage: string;
  readonly fields: Record<string, string> | undefined;
  /** A refusal that somebody decided on: nothing is wrong here, whatever its status. */
  readonly isMeant: boolean;
  /** How many seconds the other side asked us to wait before another try. */
  readonly retryAfterSeconds: number | undefined;

  constructor(options: {
    code: string;
    status: number;
    publicMessage: string;
    retryable?: boolean;
    isMeant?: boolean;
    fields?: Record<string, string>;
    retryAfterSeconds?: number;
    cause?: unknown;
  }) {
    super(options.publicMessage, { cause: options.cause });
    this.name = 'AppError';
    this.code = options.code;
    this.status = options.status;
    this.publicMessage = options.publicMessage;
    this.retryable = options.retryable ?? false;
    this.fields = options.fields;
    this.isMeant = options.isMeant ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export function notFound(what: string): AppError {
  return new AppError({ code: 'not_found', status: 404, publicMessage: `${what} was not found.` });
}

export function invalidTransition(message: string): AppError {
  return new AppError({ code: 'invalid_transition', status: 409, publicMessage: message });
}

export function invalidInput(fields: Record<string, string>): AppError {
  return new AppError({
    code: 'invalid_input',
    status: 400,
    publicMessage: 'Some fields are missing or wrong.',
    fields,
  });
}

/** The store or an outside system is out of reach: the caller may try again. */
export function unavailable(what: string, cause?: unknown): AppError {
  return new AppError({
    code: 'unavailable',
    status: 503,
    publicMessage: `${what} is out of reach at the moment. Please try again.`,
    retryable: true,
    cause,
  });
}
