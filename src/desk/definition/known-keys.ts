import { z } from 'zod';
import type { PathStep } from './faults.ts';
import { deskSchema } from './schema.ts';

/** The keys that desk.yaml may have in the map at this path; empty where it takes no map. */
export function knownKeys(path: readonly PathStep[]): string[] {
  const found = path.reduce<z.core.$ZodType[]>((schemas, step) => schemas.flatMap((schema) => inside(schema, step)), [deskSchema]);
  return found.flatMap(unwrap).flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
}

function inside(schema: z.core.$ZodType, step: PathStep): z.core.$ZodType[] {
  return unwrap(schema).flatMap((plain): z.core.$ZodType | z.core.$ZodType[] => {
    if (plain instanceof z.ZodObject) {
      const shape: Readonly<Record<string, z.core.$ZodType>> = plain.shape;
      return shape[String(step)] ?? [];
    }
    if (plain instanceof z.ZodArray) return plain.element;
    if (plain instanceof z.ZodRecord) return plain.valueType;
    return [];
  });
}

/** The schema under its defaults, transforms and alternatives. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.in);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(unwrap);
  return [schema];
}
