import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { newId } from '../core/index.ts';
import type { ApiDeps } from './deps.ts';
import { createGuard } from './plugins/auth.ts';
import { describeApi } from './plugins/docs.ts';
import { refuseUniformly, sendRefusal } from './plugins/errors.ts';
import { acceptJsonOnly } from './plugins/json-body.ts';
import { logRequests } from './plugins/request-log.ts';
import { agentRoutes } from './routes/agents.ts';
import { announcementRoutes } from './routes/announcements.ts';
import { assetRoutes } from './routes/assets.ts';
import { availabilityRoutes } from './routes/availability.ts';
import { blockedRoutes } from './routes/blocked.ts';
import { bulkRoutes } from './routes/bulk.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { callRoutes } from './routes/calls.ts';
import { cannedRoutes } from './routes/canned.ts';
import { chatFileRoutes } from './routes/chat-files.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { consoleRoutes } from './routes/console.ts';
import { channelRoutes } from './routes/channels.ts';
import { deskRoutes } from './routes/desk.ts';
import { fileRoutes } from './routes/files.ts';
import { followRoutes } from './routes/follows.ts';
import { contactRoutes } from './routes/contacts.ts';
import { customerRoutes } from './routes/customers.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { healthRoutes } from './routes/health.ts';
import { hookDeliveryRoutes } from './routes/hook-deliveries.ts';
import { hookRoutes } from './routes/hooks.ts';
import { mailHtmlRoutes } from './routes/mail-html.ts';
import { priorityRoutes } from './routes/priorities.ts';
import { mentionRoutes } from './routes/mentions.ts';
import { quarantineTextRoutes } from './routes/quarantine-text.ts';
import { portalRoutes } from './routes/portal.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { ratingRoutes } from './routes/ratings.ts';
import { ownSettingsRoutes } from './routes/own-settings.ts';
import { requestFileRoutes } from './routes/request-files.ts';
import { requestRoutes } from './routes/requests.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { statusRoutes } from './routes/status.ts';
import { statusViewRoutes } from './routes/status-view.ts';
import { tagRoutes } from './routes/tags.ts';
import { ticketActionRoutes } from './routes/ticket-actions.ts';
import { ticketListRoutes } from './routes/ticket-list.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { understandingRoutes } from './routes/understanding.ts';
import { viewRoutes } from './routes/views.ts';
import { wallRoutes } from './routes/wall.ts';
import { pagesRoutes } from './pages/index.ts';
import { uploadRoutes } from './routes/uploads.ts';

/** Room for 100,000 characters of four bytes each, and what JSON makes of them. */
const bodyLimit = 1024 * 1024;
/** Milliseconds within which a request must have come whole: the largest file over a bad line, but no body that drips in for ever. */
const requestTimeout = 10 * 60_000;

/** The whole HTTP interface, without listening. Webhooks come in as plugins. */
export function buildApi(deps: ApiDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    requestTimeout,
    genReqId: newId,
    // A proxy on this machine tells who asks; anybody else's word for it is not taken.
    trustProxy: 'loopback',
    frameworkErrors: (error, request, reply) => {
      sendRefusal(error, request, reply, deps);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are checked by the compiler: their schemas serve the reference alone.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.decorateRequest('signedIn', null);
  refuseUniformly(app, deps);
  acceptJsonOnly(app);
  logRequests(app);
  protectPages(app, deps.publicUrl);
  app.register(cookie);
  describeApi(app, { title: deps.desk.name, publicUrl: deps.publicUrl });

  const guard = createGuard(deps);
  app.register(healthRoutes(deps));
  app.register(sessionRoutes(deps, guard));
  app.register(agentRoutes(deps, guard));
  app.register(ownSettingsRoutes(deps, guard));
  app.register(announcementRoutes(deps, guard));
  app.register(assetRoutes(deps, guard));
  app.register(availabilityRoutes(deps, guard));
  app.register(blockedRoutes(deps, guard));
  app.register(cannedRoutes(deps, guard));
  app.register(mentionRoutes(deps, guard));
  app.register(catalogRoutes(deps, guard));
  app.register(priorityRoutes(deps, guard));
  app.register(customerRoutes(deps, guard));
  app.register(requestRoutes(deps));
  app.register(requestFileRoutes(deps));
  app.register(portalRoutes(deps));
  app.register(ticketListRoutes(deps, guard));
  app.register(ticketRoutes(deps, guard));
  app.register(tagRoutes(deps, guard));
  app.register(followRoutes(deps, guard));
  app.register(viewRoutes(deps, guard));
  app.register(bulkRoutes(deps, guard));
  app.register(ticketActionRoutes(deps, guard));
  app.register(callRoutes(deps, guard));
  app.register(consoleRoutes(deps, guard));
  app.register(deliveryRoutes(deps, guard));
  app.register(callbackRoutes(deps, guard));
  app.register(contactRoutes(deps, guard));
  app.register(quarantineRoutes(deps, guard));
  app.register(quarantineTextRoutes(deps, guard));
  app.register(wallRoutes(deps, guard));
  app.register(ratingRoutes(deps, guard));
  app.register(deskRoutes(deps, guard));
  app.register(channelRoutes(deps, guard));
  app.register(understandingRoutes(deps, guard));
  app.register(hookRoutes(deps, guard));
  app.register(hookDeliveryRoutes(deps, guard));
  app.register(statusRoutes(deps));
  app.register(statusViewRoutes(deps));
  app.register(fileRoutes(deps));
  app.register(uploadRoutes(deps, guard));
  if (deps.desk.chat.enabled) app.register(chatFileRoutes(deps));
  app.register(mailHtmlRoutes(deps));
  if (deps.pages) app.register(pagesRoutes(deps.pages));
  for (const plugin of deps.plugins) app.register(plugin);
  return app;
}

/** Headers by which browsers keep our pages to themselves; strict transport only where we are reached by https. */
function protectPages(app: FastifyInstance, publicUrl: string): void {
  const isSecure = publicUrl.startsWith('https:');
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"], 'base-uri': ["'self'"], 'object-src': ["'none'"], 'frame-ancestors': ["'none'"],
        'form-action': ["'self'"],
      },
    },
    strictTransportSecurity: isSecure,
  });
}
