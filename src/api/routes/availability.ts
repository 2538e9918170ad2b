import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { invalidInput, notFound, parseTicketNumber, storableText } from '../../core/index.ts';
import { availabilityOf, gatherDowntimes, type Period } from '../../desk/assets/index.ts';
import { findService } from '../../desk/definition/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { downtimeChangeSchema, downtimeLineSchema, downtimeRemovalSchema, downtimeSchema, newDowntimeSchema, toDowntimeView } from '../schemas/asset.ts';
import { localeQuery, maybe, momentSchema, refusals } from '../schemas/fields.ts';
import { seenMomentOf } from '../seen-moment.ts';

const about = { tags: ['availability'], security: [{ bearer: [] }] };
const params = z.object({ id: z.string() });
const one = z.object({ downtime: downtimeSchema });
const day = 24 * 3_600_000;
/** Longer ones are not what anybody promises by. */
const longestPeriod = 732 * day;
/** Of one service; the figures count all. */
const mostListed = 200;

export const availabilitySchema = z
  .object({
    from: z.string(), to: z.string(),
    services: z.array(z.object({
      key: z.string(), name: z.string(), target: z.number().nullable().describe('percent promised in desk.yaml'),
      seconds: z.int().describe('seconds of the period that have passed'), downSeconds: z.int(),
      availability: z.number().nullable().describe('percent, cut to three decimals; null while nothing of the period has passed'),
      downtimes: z.array(downtimeLineSchema).describe('the latest 200 that touch the period, the latest first; those of one storm are one, unless `each` is asked for'),
    })),
  })
  .meta({ id: 'Availability' });

const query = localeQuery.extend({ from: maybe(momentSchema), to: maybe(momentSchema), service: maybe(z.string().max(60).transform(storableText)), each: maybe(z.enum(['true', 'false'])) });

/** How much of a time each service was there, and the downtimes it is counted from (lead). */
export function availabilityRoutes(deps: Pick<ApiDeps, 'keepDowntimes' | 'downtimeReader' | 'desk' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  const { keepDowntimes, downtimeReader, desk, clock } = deps;
  const show = async (id: string) => {
    const downtime = await downtimeReader.find(id);
    if (!downtime) throw notFound('The downtime');
    return { downtime: toDowntimeView(downtime) };
  };
  return async (app) => {
    app.addHook('onRequest', guard('lead'));

    app.get(
      '/api/availability',
      {
        schema: {
          ...about, summary: 'How much of the time from `from` up to `to` each service was there; the last 30 days unless said (lead)',
          querystring: query, response: { 200: availabilitySchema, ...refusals },
        },
      },
      async (request) => {
        const now = clock.now();
        const { service, each, locale = desk.locale } = request.query;
        const period = periodOf(request.query, now);
        const downtimes = await downtimeReader.within(period, service);
        const keys = [...new Set([...desk.services, ...downtimes.map((downtime) => ({ key: downtime.service }))].map(({ key }) => key))];
        return {
          from: period.from.toISOString(), to: period.to.toISOString(),
          services: keys.filter((key) => service === undefined || key === service).map((key) => {
            const known = findService(desk, key);
            const own = downtimes.filter((downtime) => downtime.service === key);
            const lines = each === 'true' ? own.map((downtime) => ({ ...downtime, alarms: 1 })) : gatherDowntimes(own);
            return {
              key, name: known?.name[locale] ?? key, target: known?.availability ?? null, ...availabilityOf(own, period, now),
              downtimes: lines.slice(0, mostListed).map((line) => ({ ...toDowntimeView(line), alarms: line.alarms })),
            };
          }),
        };
      },
    );

    app.post(
      '/api/downtimes',
      { schema: { ...about, summary: 'Write down that a service was, or is, down (lead)', body: newDowntimeSchema, response: { 201: one, ...refusals } } },
      async (request, reply) => {
        const { asset: assetId, ticket, ...said } = request.body;
        const id = await keepDowntimes.record({ ...said, assetId, ticket: numberIn(ticket) ?? null }, { agentId: signedInOf(request).agent.id });
        return reply.code(201).send(await show(id));
      },
    );

    app.patch(
      '/api/downtimes/:id',
      {
        schema: {
          ...about, summary: 'Correct it or say when it ended (lead); with If-Match, the `changedAt` that was seen in quotes, only as it was seen',
          params, body: downtimeChangeSchema, response: { 200: one, ...refusals },
        },
      },
      async (request) => {
        const { asset: assetId, ticket, ...change } = request.body;
        const by = { agentId: signedInOf(request).agent.id, seen: seenMomentOf(request) };
        await keepDowntimes.change(request.params.id, { ...change, assetId, ticket: numberIn(ticket) }, by);
        return show(request.params.id);
      },
    );

    app.post(
      '/api/downtimes/:id/remove',
      { schema: { ...about, summary: 'Take it away, so that it counts no longer (lead)', params, body: downtimeRemovalSchema, response: { 204: z.null(), ...refusals } } },
      async (request, reply) => {
        await keepDowntimes.remove(request.params.id, request.body.reason, { agentId: signedInOf(request).agent.id, seen: seenMomentOf(request) });
        return reply.code(204).send(null);
      },
    );
  };
}

function periodOf(asked: { from?: Date | undefined; to?: Date | undefined }, now: Date): Period {
  const to = asked.to ?? now;
  const from = asked.from ?? new Date(to.getTime() - 30 * day);
  if (from >= to) throw invalidInput({ to: 'must be after from' });
  if (to.getTime() - from.getTime() > longestPeriod) throw invalidInput({ to: 'must be at most two years after from' });
  return { from, to };
}

function numberIn(ticket: string | null | undefined): number | null | undefined {
  if (ticket == null) return ticket;
  const number = parseTicketNumber(ticket);
  if (number === null) throw invalidInput({ ticket: 'must be the number of a ticket such as V-1042' });
  return number;
}
