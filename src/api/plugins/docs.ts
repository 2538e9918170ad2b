import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

/** The reference at `/docs` and its source at `/openapi.json`, made from the routes' schemas. */
export function describeApi(app: FastifyInstance, about: { title: string; publicUrl: string }): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: about.title,
        version: '1',
        description: 'One window for every channel. Errors are `{error: {code, message, requestId, fields?}}`.',
      },
      servers: [{ url: about.publicUrl }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // Where we are reached by plain http, asking for https would leave the page without its scripts.
    transformStaticCSP: (policy) =>
      about.publicUrl.startsWith('https:') ? policy : policy.replace(/upgrade-insecure-requests;?/, ''),
  });
  app.register(async (scope) => {
    scope.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  });
}
