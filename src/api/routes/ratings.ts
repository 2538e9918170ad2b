import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { invalidInput } from '../../core/index.ts';
import { findTeam } from '../../desk/definition/index.ts';
import type { RatingSum } from '../../desk/ratings/index.ts';
import type { ApiDeps } from '../deps.ts';
import type { Guard } from '../plugins/auth.ts';
import { localeQuery, maybe, momentSchema, refusals } from '../schemas/fields.ts';
import { ratingSummarySchema } from '../schemas/rating.ts';

const thirtyDays = 30 * 24 * 60 * 60_000;

/** How customers found what was done for them, for those who lead the desk. */
export function ratingRoutes({ ratingReader, desk, clock }: Pick<ApiDeps, 'ratingReader' | 'desk' | 'clock'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/ratings/summary',
      {
        onRequest: guard('lead'),
        schema: {
          tags: ['ratings'], security: [{ bearer: [] }],
          summary: 'How many ratings were given and their mean, by team and by channel; the last 30 days unless said (lead)',
          querystring: localeQuery.extend({ from: maybe(momentSchema), to: maybe(momentSchema) }),
          response: { 200: ratingSummarySchema, ...refusals },
        },
      },
      async (request) => {
        const { locale = desk.locale } = request.query;
        const to = request.query.to ?? clock.now();
        const from = request.query.from ?? new Date(to.getTime() - thirtyDays);
        if (from > to) throw invalidInput({ from: 'must not be after its end' });
        const sums = await ratingReader.summary({ from, to });
        return {
          from: from.toISOString(), to: to.toISOString(), ...together(sums),
          teams: grouped(sums, ({ team }) => team).map(([key, of]) => ({
            team: key === null ? null : { key, name: findTeam(desk, key)?.name[locale] ?? key }, ...together(of),
          })),
          channels: grouped(sums, ({ channel }) => channel).map(([channel, of]) => ({ channel, ...together(of) })),
        };
      },
    );
  };
}

function grouped<Key>(sums: RatingSum[], keyOf: (sum: RatingSum) => Key): [Key, RatingSum[]][] {
  const groups = new Map<Key, RatingSum[]>();
  for (const sum of sums) groups.set(keyOf(sum), [...(groups.get(keyOf(sum)) ?? []), sum]);
  return [...groups];
}

function together(sums: RatingSum[]): { count: number; mean: number | null } {
  const count = sums.reduce((all, sum) => all + sum.count, 0);
  const total = sums.reduce((all, sum) => all + sum.count * sum.mean, 0);
  return { count, mean: count === 0 ? null : Math.round((total / count) * 100) / 100 };
}
