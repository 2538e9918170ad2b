import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, addressSchema, localeSchema, notFound, storableText, ticketNumber, type Address } from '../../core/index.ts';
import { isLead } from '../../desk/agents/index.ts';
import type { Customers } from '../../desk/customers/index.ts';
import { seenBy } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { emailSchema, line, localeQuery, maybe, momentSchema, refusals, type LocaleQuery } from '../schemas/fields.ts';
import { addressViewSchema, ticketSummarySchema } from '../schemas/ticket.ts';

const about = { tags: ['customers'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });

const customerAnswer = z.object({
  customer: z.object({
    id: z.string(), name: z.string().nullable(), locale: localeSchema, plan: z.string().nullable(),
    notes: z.string(),
    addresses: z.array(addressViewSchema),
    tickets: z.array(ticketSummarySchema),
    mergedFrom: z.array(z.object({ id: z.string(), name: z.string().nullable(), at: z.string() })),
    log: z.array(z.object({
      at: z.string(), name: z.string(), reason: z.string().nullable(),
      actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
      before: z.record(z.string(), z.unknown()).nullable(), after: z.record(z.string(), z.unknown()).nullable(),
    })),
  }),
});
export const customerSchema = customerAnswer.shape.customer;

export const customerEntrySchema = z.object({
  id: z.string(), name: z.string().nullable(), locale: localeSchema, plan: z.string().nullable(), addresses: z.array(addressViewSchema),
  open: z.int(), tickets: z.int(), lastTicketAt: z.string().nullable(),
});

export const historyItemSchema = z.object({
  id: z.string(), at: z.string(), kind: z.enum(['contact', 'reply']), channel: z.string(), ticket: z.string().nullable(), text: z.string(),
  outcome: z.string(), agent: z.string().nullable(),
});

const searchQuery = z.object({ q: maybe(z.string().max(200).transform(storableText)), cursor: maybe(z.string().max(1_000)), limit: maybe(z.coerce.number().int().min(1).max(100)) });
const historyQuery = z.object({ before: maybe(momentSchema), limit: maybe(z.coerce.number().int().min(1).max(100)) });

const changeSchema = z
  .object({
    name: line(200).nullable(), locale: localeSchema, plan: line(60).nullable(), notes: z.string().max(5_000).transform(storableText),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

/** As it is stored: phones without their spaces and dashes, mail in small letters. */
function asStored(kind: Address['kind'], value: string): string {
  const written = storableText(value).trim();
  return kind === 'phone' ? written.replaceAll(/[\s().-]/g, '') : kind === 'email' ? written.toLowerCase() : written;
}

const writtenAddress = z
  .object({ kind: addressSchema.shape.kind, value: z.string().max(320) })
  .transform(({ kind, value }) => ({ kind, value: asStored(kind, value) }))
  .refine(({ value }) => value !== '', { message: 'must not be empty', path: ['value'] });

/** By hand only what people can be reached by is added. */
const newAddress = z
  .object({ kind: z.enum(['phone', 'email']), value: z.string().max(320), verified: z.boolean().default(false) })
  .transform(({ kind, value, verified }) => ({ kind, value: asStored(kind, value), verified }))
  .refine(({ kind, value }) => (kind === 'phone' ? /^\+\d{6,15}$/.test(value) : emailSchema.safeParse(value).success), {
    message: 'must be a telephone number such as +573001112233, or an e-mail address', path: ['value'],
  });

/** Who the desk's customers are, and which addresses are known to be theirs. */
export function customerRoutes(
  { customers, customerReader }: Pick<ApiDeps, 'customers' | 'customerReader'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  const show = async (id: string, { locale }: LocaleQuery, request: FastifyRequest) => {
    const customer = await customerReader.read(id, locale);
    if (!customer) throw notFound('The customer');
    const { agent } = signedInOf(request);
    return {
      customer: {
        ...customer, tickets: customer.tickets.map((ticket) => seenBy(ticket, agent.id)),
        mergedFrom: customer.mergedFrom.map((merged) => ({ ...merged, at: merged.at.toISOString() })),
        log: customer.log.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
      },
    };
  };
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

    app.get(
      '/api/customers',
      {
        schema: {
          ...about, summary: 'Customers by name; `q` matches parts of name, address and telephone number', querystring: searchQuery,
          response: { 200: z.object({ customers: z.array(customerEntrySchema), nextCursor: z.string().nullable() }), ...refusals },
        },
      },
      async ({ query }) => {
        const { customers: found, nextCursor } = await customerReader.search({ q: query.q ?? '', cursor: query.cursor, limit: query.limit ?? 50 });
        return { customers: found.map((entry) => ({ ...entry, lastTicketAt: entry.lastTicketAt?.toISOString() ?? null })), nextCursor };
      },
    );

    app.get(
      '/api/customers/:id/history',
      {
        schema: {
          ...about, summary: 'What was said with a customer on every channel, newest first', params, querystring: historyQuery,
          response: { 200: z.object({ history: z.array(historyItemSchema) }), ...refusals },
        },
      },
      async (request) => {
        const { before, limit } = request.query;
        const history = await customerReader.history(idOf(request.params), { before, limit: limit ?? 50 });
        if (!history) throw notFound('The customer');
        return { history: history.map((item) => ({ ...item, at: item.at.toISOString(), ticket: item.ticket === null ? null : ticketNumber(item.ticket) })) };
      },
    );

    app.post(
      '/api/customers/:id/merge',
      {
        schema: {
          ...about, summary: 'Make two customers one: everything of this one becomes the other\'s, and this id leads there',
          params, querystring: localeQuery, body: z.object({ into: z.guid(), reason: line(500) }), response: { 200: customerAnswer, ...refusals },
        },
      },
      async (request) => {
        const { into, reason } = request.body;
        await customers.merge(idOf(request.params), { id: into, reason }, { agentId: signedInOf(request).agent.id });
        return show(into, request.query, request);
      },
    );

    app.post(
      '/api/customers/:id/addresses',
      {
        schema: {
          ...about, summary: 'Add an address that is nobody\'s yet; `fields.value` of a 409 is the id of whose it is', params, querystring: localeQuery,
          body: newAddress, response: { 200: customerAnswer, ...refusals },
        },
      },
      async (request) => {
        const id = idOf(request.params);
        const { verified, ...address } = request.body;
        await customers.addAddress(id, address, { agentId: signedInOf(request).agent.id, verified });
        return show(id, request.query, request);
      },
    );

    app.get(
      '/api/customers/:id',
      {
        schema: {
          ...about, summary: 'A customer with their addresses and their last 20 tickets', params, querystring: localeQuery,
          response: { 200: customerAnswer, ...refusals },
        },
      },
      async (request) => show(idOf(request.params), request.query, request),
    );

    app.patch(
      '/api/customers/:id',
      {
        schema: {
          ...about, summary: 'Change a customer; their plan (lead) counts for tickets routed from then on', params,
          querystring: localeQuery, body: changeSchema, response: { 200: customerAnswer, ...refusals },
        },
      },
      async (request) => {
        const { agent } = signedInOf(request);
        if (request.body.plan !== undefined && !isLead(agent)) {
          throw new AppError({ code: 'forbidden', status: 403, publicMessage: 'Only a person with the role lead may change a plan.' });
        }
        const id = idOf(request.params);
        await customers.change(id, request.body, { agentId: agent.id });
        return show(id, request.query, request);
      },
    );

    for (const [verb, change, summary] of [
      ['verify', (id, address, by) => customers.state(id, address, true, by), 'State that an address is this customer\'s'],
      ['unverify', (id, address, by) => customers.state(id, address, false, by), 'State that an address is not known to be this customer\'s'],
      ['remove', customers.removeAddress, 'Remove an address; whoever writes from it is somebody new then'],
      ['deliverable', customers.reach, 'State that mail to an address arrives again'],
    ] satisfies [string, Customers['reach'], string][]) {
      app.post(
        `/api/customers/:id/addresses/${verb}`,
        {
          schema: {
            ...about, summary, params, querystring: localeQuery, body: writtenAddress, response: { 200: customerAnswer, ...refusals },
          },
        },
        async (request) => {
          const id = idOf(request.params);
          await change(id, request.body, { agentId: signedInOf(request).agent.id });
          return show(id, request.query, request);
        },
      );
    }
  };
}

function idOf({ id }: z.output<typeof params>): string {
  if (!z.guid().safeParse(id).success) throw notFound('The customer');
  return id;
}
