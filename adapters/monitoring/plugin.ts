import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { admitBySecret, notFound, type Clock, type InboundAlarm } from '../../src/core/index.ts';
import type { MonitoringSource } from '../../src/desk/definition/index.ts';
import { readAlertmanager } from './alertmanager.ts';
import { readMappedJson } from './mapped-json.ts';

export interface MonitoringOptions {
  /** What Alertmanager brings; null: nothing is taken of it. */
  alertmanagerSecret: string | null;
  /** What all others bring. */
  secret: string | null;
  /** What desk.yaml says of each of the others, by its key. */
  sources: Readonly<Record<string, MonitoringSource>>;
  /** Takes in what came at once; gives how many became what. Rejects when it could not be stored, and then it must come again. */
  take: (alarms: InboundAlarm[]) => Promise<Record<string, number>>;
  isClosed: () => boolean;
  clock: Clock;
}

const bodyLimit = 1024 * 1024;

/**
 * `POST /webhooks/alertmanager` and `POST /webhooks/monitoring/<source>`. 200 means that all of it is stored; the same again
 * changes nothing. 401 without the secret, 404 while there is none, 503 while the channel is closed or the store is out of
 * reach, which Alertmanager tries again.
 */
export function createMonitoringPlugin(options: MonitoringOptions): FastifyPluginAsync {
  const { alertmanagerSecret, secret, sources, take, isClosed, clock } = options;
  const admitBy = (wanted: string | null) => async (request: FastifyRequest, reply: FastifyReply) => {
    const challenge = (how: string) => void reply.header('www-authenticate', how);
    admitBySecret({ authorization: request.headers.authorization, challenge }, { what: 'alarms', secret: wanted, schemes: ['bearer', 'basic'], isClosed });
  };
  return async (app) => {
    app.post('/webhooks/alertmanager', { bodyLimit, schema: { hide: true }, onRequest: admitBy(alertmanagerSecret) }, async (request) =>
      ({ alarms: await take(readAlertmanager(request.body, clock.now())) }));
    app.post<{ Params: { source: string } }>('/webhooks/monitoring/:source', { bodyLimit, schema: { hide: true }, onRequest: admitBy(secret) }, async (request) => {
      const { source } = request.params;
      const mapping = Object.hasOwn(sources, source) ? sources[source] : undefined;
      if (!mapping) throw notFound('A monitoring system of this name');
      return { alarms: await take(readMappedJson(request.body, source, mapping, clock.now())) };
    });
  };
}
