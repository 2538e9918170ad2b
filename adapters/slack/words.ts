import type { Locale } from '../../src/core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import type { SlackWords } from './locales/slack-words.ts';

export const slackWords: Record<Locale, SlackWords> = { es, en };
