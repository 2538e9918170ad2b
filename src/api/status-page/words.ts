import type { Locale } from '../../core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import type { StatusPageWords } from './locales/status-page-words.ts';

export const statusPageWords: Record<Locale, StatusPageWords> = { es, en };
