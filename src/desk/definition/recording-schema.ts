import { z } from 'zod';
import { textSchema } from './fields.ts';

/** Days that something is kept; null: for good. */
const retentionSchema = z.int().min(1).max(36_500).nullable().default(null);

/** Which sounds the desk keeps, and for how long. */
export const recordingSchema = z
  .strictObject({
    /** Conversations with agents are recorded. Voicemail always is: that is what it is for. */
    calls: z.boolean().default(false),
    /** What a caller hears before a conversation is recorded. */
    consent: textSchema.prefault({
      es: 'Esta llamada puede ser grabada para cuidar la calidad del servicio.',
      en: 'This call may be recorded to look after the quality of the service.',
    }),
    retentionDays: retentionSchema,
    /** The provider's copy is deleted once ours was verified. */
    deleteAtProvider: z.boolean().default(false),
    /** The provider writes down what a voicemail says. */
    transcribe: z.boolean().default(false),
  })
  .prefault({});

/** What the desk takes of files that people send. */
export const filesSchema = z
  .strictObject({
    /** Of one file. */
    maxMegabytes: z.int().min(1).max(1_000).default(25),
    retentionDays: retentionSchema,
  })
  .prefault({});
