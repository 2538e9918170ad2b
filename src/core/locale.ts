import { z } from 'zod';

/** The languages every user-facing word exists in. */
export const locales = ['es', 'en'] as const;
export const localeSchema = z.enum(locales);
export type Locale = z.infer<typeof localeSchema>;

/** A text in every language of the desk. */
export const localizedSchema = z.object({ es: z.string().min(1), en: z.string().min(1) });
export type Localized = z.infer<typeof localizedSchema>;
