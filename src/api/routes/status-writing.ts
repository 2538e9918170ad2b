import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, localeSchema, newId, notFound, ticketNumber, type Attachment, type Locale } from '../../core/index.ts';
import type { StoredFile } from '../../desk/files/index.ts';
import type { StatusView } from '../../desk/tickets/index.ts';
import type { CommentOutcome } from '../../intake/add-comment.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { createByteBudget } from '../byte-budget.ts';
import { logRefusal, type Refusing } from '../plugins/errors.ts';
import { slowDown } from '../slow-down.ts';
import { createCommentLimit } from '../status-page/comment-limit.ts';
import { noticePage } from '../status-page/notices.ts';
import { isFromElsewhere } from '../status-page/origin.ts';
import { emptyForm, isJsonBody, readForm, readJsonForm, type KeepFile, type SentForm } from '../status-page/read-form.ts';
import { leadOn, sendPage, wantsJson } from '../status-page/send-page.ts';
import { formLimits, pagePath, type Show } from '../status-page/show.ts';
import { statusPageWords } from '../status-page/words.ts';
import { faultInWords, type FormFault, type FormLimits, type FormState } from '../status-page/write-form.ts';

export type StatusWritingDeps = Refusing & Pick<
  ApiDeps,
  'desk' | 'statusLinks' | 'statusReader' | 'writeAtStatusPage' | 'fileKeeper' | 'fileLinks' | 'clock' | 'publicUrl'
>;

type Kind = 'comment' | 'request';

const paramsSchema = z.object({ token: z.string() });
const querySchema = z.object({ locale: localeSchema.optional().catch(undefined) });

/** One try to write: who asks, where, in which language, and what could be read of it so far. */
interface Attempt {
  kind: Kind;
  token: string;
  link: { ticketId: string; statusKey: number };
  chosen: Locale | undefined;
  form: SentForm | null;
}

const summaries: Record<Kind, string> = {
  comment: 'Write on a ticket as the holder of its status link: the form of the page, or JSON {text}',
  request: 'Ask for something new after a ticket that has ended: the form of the page, or JSON {text}',
};

/** What the holder of a status link sends: a comment on the ticket, or a new request after one that has ended. */
export function statusWriting(deps: StatusWritingDeps, show: Show): FastifyPluginAsyncZod {
  const { statusLinks, statusReader, publicUrl } = deps;
  const limits = formLimits(deps.desk);
  const tooMuch = createCommentLimit(deps.clock);
  const budget = createByteBudget(deps.clock, deps.desk.files);
  const keep: KeepFile = (content, about) => deps.fileKeeper.keep(content, { ...about, limits: { mostBytes: limits.mostBytes } });

  const write = async (request: FastifyRequest, reply: FastifyReply, attempt: Attempt): Promise<FastifyReply> => {
    const ticket = await statusReader.read(attempt.link);
    if (!ticket) throw notFound('The ticket');
    const place = placeOf(request);
    if (budget.isSpent(place)) throw new AppError({ code: 'slow_down', status: 429, publicMessage: 'Too many large files today. Please try again tomorrow.' });
    slowDown(reply, tooMuch(attempt.link.ticketId, place), 'messages');
    const form = (attempt.form = emptyForm());
    await (isJsonBody(request) ? readJsonForm(request, form) : readForm(request, form, keep, limits));
    budget.spend(place, form.files.reduce((bytes, { size }) => bytes + size, 0));
    const faults = faultsOf(form, attempt.kind);
    if (faults.length > 0) return refuse(request, reply, ticket, attempt, { text: form.text, faults, lostFiles: form.files.length > 0 });
    const outcome = await deps.writeAtStatusPage(attempt.kind, attempt.link, {
      commentId: commentIdOf(attempt, form), text: form.text, locale: attempt.chosen ?? ticket.locale,
      attachments: form.files.map(toAttachment), receivedAt: deps.clock.now(),
    });
    if (outcome.kind === 'gone') throw notFound('The ticket');
    if (outcome.kind !== 'ended') return confirm(request, reply, ticket, attempt, outcome);
    const now = (await statusReader.read(attempt.link)) ?? ticket;
    return refuse(request, reply, now, attempt, {
      text: form.text, faults: [{ field: 'text', kind: 'ended' }], lostFiles: form.files.length > 0,
    });
  };

  const confirm = (request: FastifyRequest, reply: FastifyReply, { number }: StatusView, { token, chosen }: Attempt, outcome: Taken) => {
    const { landed, isNewTicket } = outcome;
    // The link of another ticket is given to those alone who opened it.
    const statusUrl = isNewTicket ? statusLinks.urlOf({ id: landed.ticketId, statusKey: landed.statusKey }) : null;
    if (wantsJson(request)) {
      const ticket = statusUrl === null ? { number } : { number: ticketNumber(landed.number), statusUrl };
      return reply.code(201).header('cache-control', 'no-store').send({ comment: { id: landed.contactId }, ticket });
    }
    const path = statusUrl === null ? pagePath(publicUrl, token) : new URL(statusUrl).pathname;
    const query = new URLSearchParams({ done: statusUrl === null ? 'comment' : 'request', ...(chosen && { locale: chosen }) });
    return leadOn(reply, `${path}?${query.toString()}#done`);
  };

  const refuse = (request: FastifyRequest, reply: FastifyReply, ticket: StatusView, { token, chosen }: Attempt, form: Refused) => {
    if (wantsJson(request)) throw refusalOf(form.faults, limits);
    return sendPage(reply, statusOf(form.faults), show(ticket, { token, chosen, form }));
  };

  /** What was typed is given back when it could not be taken. */
  const giveBack = async (error: unknown, request: FastifyRequest, reply: FastifyReply, attempt: Attempt) => {
    const status = statusOfFault(deps.translateFault(error));
    if (wantsJson(request) || (status !== 429 && status < 500)) throw error;
    logRefusal(error, request, deps);
    const form = attempt.form ?? emptyForm();
    if (attempt.form === null) await readForm(request, form, discard, limits);
    const kept = { action: `${pagePath(publicUrl, attempt.token)}/${attempt.kind}s`, key: form.key ?? newId(), text: form.text };
    return sendPage(reply, status, noticePage(status === 429 ? 'slowDown' : 'notTaken', kept));
  };

  return async (app) => {
    for (const kind of ['comment', 'request'] as const) {
      // Who asks again for the address of a page with faults is led back to the ticket.
      app.get(`/status/:token/${kind}s`, { schema: { hide: true, params: paramsSchema, querystring: querySchema } }, (request, reply) => {
        const { locale } = request.query;
        return leadOn(reply, `${pagePath(publicUrl, request.params.token)}${locale === undefined ? '' : `?locale=${locale}`}`);
      });
      app.post(
        `/status/:token/${kind}s`,
        {
          schema: {
            tags: ['requests'], summary: summaries[kind], params: paramsSchema, querystring: querySchema,
          },
        },
        async (request, reply) => {
          if (isFromElsewhere(request, publicUrl)) {
            throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This request did not come from a page of this desk.' });
          }
          const { token } = request.params;
          const link = statusLinks.read(token);
          if (!link) throw notFound('The ticket');
          const attempt: Attempt = { kind, token, link, chosen: request.query.locale, form: null };
          return write(request, reply, attempt).catch((error: unknown) => giveBack(error, request, reply, attempt));
        },
      );
    }
  };
}

type Taken = Extract<CommentOutcome, { landed: unknown }>;
type Refused = Pick<FormState, 'text' | 'faults' | 'lostFiles'>;

/** A comment may be files alone; a request is read by its words. */
function faultsOf(form: SentForm, kind: Kind): FormFault[] {
  const isBlank = form.text.trim() === '' && (kind === 'request' || form.files.length === 0);
  return form.faults.length === 0 && isBlank ? [{ field: 'text', kind: 'empty' }] : form.faults;
}

/** The same for the same form sent again, and for nothing else: not with other words, nor on another ticket. */
function commentIdOf({ kind, link }: Attempt, form: SentForm): string {
  const files = form.files.map(({ sha256, name }) => [sha256, name]);
  const same = ['status page', kind, link.ticketId, form.key ?? newId(), form.text, files];
  return createHash('sha256').update(JSON.stringify(same)).digest('hex');
}

function toAttachment({ type, name, sha256, size }: StoredFile): Attachment {
  return { url: '', contentType: type, ...(name !== null && { name }), file: { sha256, size } };
}

const discard: KeepFile = async () => ({ kind: 'refused', reason: 'empty' });

const statuses: Partial<Record<FormFault['kind'], number>> = {
  ended: 409, 'too-large': 413, 'unknown-type': 415, 'type-mismatch': 415, program: 415,
};

function statusOf(faults: FormFault[]): number {
  return Math.max(...faults.map((fault) => statuses[fault.kind] ?? 400));
}

function statusOfFault(error: unknown): number {
  if (error instanceof AppError) return error.status;
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** The same faults for a program, by field. */
function refusalOf(faults: FormFault[], limits: FormLimits): AppError {
  const status = statusOf(faults);
  if (status === 409) {
    return new AppError({ code: 'invalid_transition', status, publicMessage: 'This ticket takes no more comments: send a new request.' });
  }
  const about: Pick<FormState, 'kind'> = { kind: 'comment' };
  const fields = Object.fromEntries(faults.map((fault) => [fault.field, faultInWords(fault, about, statusPageWords.en, 'en', limits)]));
  return new AppError({ code: 'invalid_input', status, publicMessage: 'Some fields are missing or wrong.', fields });
}
