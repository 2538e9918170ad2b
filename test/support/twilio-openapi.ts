import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RestCall } from '../../src/demo/pretend-twilio/index.ts';

const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
});
type Schema = z.infer<typeof schemaSchema>;

const operationSchema = z.object({
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean().optional(), schema: schemaSchema }))
    .default([]),
  requestBody: z
    .object({
      content: z.object({
        'application/x-www-form-urlencoded': z.object({
          schema: z.object({ properties: z.record(z.string(), schemaSchema), required: z.array(z.string()).default([]) }),
        }),
      }),
    })
    .optional(),
});
type Operation = z.infer<typeof operationSchema>;

const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});
type OpenApi = z.infer<typeof documentSchema>;

/** Checks requests against the provider's own OpenAPI document; the answer lists every fault. */
export function createTwilioCheck(): (call: RestCall) => string[] {
  const file = new URL('../fixtures/twilio/messages-and-calls.json', import.meta.url);
  const document = documentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (call) => {
    const match = findOperation(document, call);
    if (!match) return [`${call.method} ${call.path} is not in the OpenAPI document`];
    const { operation, pathValues } = match;
    const body = operation.requestBody?.content['application/x-www-form-urlencoded'].schema;
    return [
      ...operation.parameters
        .filter((parameter) => parameter.in === 'path')
        .flatMap(({ name, schema }) => faultsOf(name, pathValues[name] ?? '', schema, document)),
      ...queryFaults(operation, call, document),
      ...Array.from(call.form).flatMap(([name, value]) => {
        const schema = body?.properties[name];
        return schema ? faultsOf(name, value, schema, document) : [`${name} is not a parameter of ${call.path}`];
      }),
      ...(body?.required ?? []).filter((name) => !call.form.has(name)).map((name) => `${name} is required`),
    ];
  };
}

function queryFaults(operation: Operation, call: RestCall, document: OpenApi): string[] {
  return Array.from(call.query).flatMap(([name, value]) => {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    return parameter ? faultsOf(name, value, parameter.schema, document) : [`${name} is not a query parameter of ${call.path}`];
  });
}

function findOperation(document: OpenApi, call: RestCall): { operation: Operation; pathValues: Record<string, string> } | null {
  for (const [template, methods] of Object.entries(document.paths)) {
    const pattern = template.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(call.path);
    const operation = methods[call.method.toLowerCase()];
    if (match && operation) return { operation, pathValues: match.groups ?? {} };
  }
  return null;
}

function faultsOf(name: string, value: string, written: Schema, document: OpenApi): string[] {
  const schema = written.$ref ? (document.components.schemas[written.$ref.split('/').at(-1) ?? ''] ?? written) : written;
  const faults: string[] = [];
  const blame = (why: string): number => faults.push(`${name} ${why}: ${value}`);
  if (schema.enum && !schema.enum.includes(value)) blame('is none of the allowed values');
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) blame('does not match its pattern');
  if (schema.minLength !== undefined && value.length < schema.minLength) blame('is too short');
  if (schema.maxLength !== undefined && value.length > schema.maxLength) blame('is too long');
  if (schema.type === 'integer' && !/^-?\d+$/.test(value)) blame('is not an integer');
  if (schema.type === 'number' && !Number.isFinite(Number(value))) blame('is not a number');
  if (schema.type === 'boolean' && !['true', 'false'].includes(value)) blame('is not a boolean');
  if (schema.format === 'uri' && !URL.canParse(value)) blame('is not a URL');
  if (schema.format === 'http-method' && !['GET', 'POST'].includes(value)) blame('is not a method');
  if (schema.format === 'phone-number' && !/^([a-z]+:)?\+?[A-Za-z0-9]{1,20}$/.test(value)) blame('is not a number');
  return faults;
}
