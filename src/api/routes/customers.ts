import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, addressSchema, localeSchema, notFound, storableText } from '../../core/index.ts';
import { isLead } from '../../desk/agents/index.ts';
import type { Customers } from '../../desk/customers/index.ts';
import { seenBy } from '../../desk/tickets/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { line, localeQuery, refusals, type LocaleQuery } from '../schemas/fields.ts';
import { addressViewSchema, ticketSummarySchema } from '../schemas/ticket.ts';

const about = { tags: ['customers'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });

const customerAnswer = z.object({
  customer: z.object({
    id: z.string(), name: z.string().nullable(), locale: localeSchema, plan: z.string().nullable(),
    addresses: z.array(addressViewSchema),
    tickets: z.array(ticketSummarySchema),
  }),
});

const changeSchema = z
  .object({ name: line(200).nullable(), locale: localeSchema, plan: line(60).nullable() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'must name something to change' });

/** An address as it is stored: phones without their spaces and dashes, mail in small letters. */
const writtenAddress = z
  .object({ kind: addressSchema.shape.kind, value: z.string().max(320).transform((value) => storableText(value).trim()) })
  .transform(({ kind, value }) => ({
    kind, value: kind === 'phone' ? value.replaceAll(/[\s().-]/g, '') : kind === 'email' ? value.toLowerCase() : value,
  }))
  .refine(({ value }) => value !== '', { message: 'must not be empty', path: ['value'] });

/** Who the desk's customers are, and which addresses are known to be theirs. */
export function customerRoutes(
  { customers, customerReader }: Pick<ApiDeps, 'customers' | 'customerReader'>,
  guard: Guard,
): FastifyPluginAsyncZod {
  const show = async (id: string, { locale }: LocaleQuery, request: FastifyRequest) => {
    const customer = await customerReader.read(id, locale);
    if (!customer) throw notFound('The customer');
    const { agent } = signedInOf(request);
    return { customer: { ...customer, tickets: customer.tickets.map((ticket) => seenBy(ticket, agent.id)) } };
  };
  return async (app) => {
    app.addHook('onRequest', guard('agent'));

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
