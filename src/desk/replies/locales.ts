import type { Locale } from '../../core/index.ts';

interface ReplyWords {
  acknowledgement(about: { number: string; statusUrl: string; deskName: string }): string;
}

const es: ReplyWords = {
  acknowledgement: ({ number, statusUrl, deskName }) =>
    `${deskName}: recibimos su mensaje. Su caso es el ${number}. Siga su estado en ${statusUrl}`,
};

const en: ReplyWords = {
  acknowledgement: ({ number, statusUrl, deskName }) =>
    `${deskName}: we have received your message. Your ticket is ${number}. Follow it at ${statusUrl}`,
};

export const replyWords: Record<Locale, ReplyWords> = { es, en };
