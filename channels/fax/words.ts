import type { Locale } from '../../src/core/index.ts';

interface FaxWords {
  /** What the ticket is called; `from` is '' and `pages` null where they are not known. */
  subject(fax: { from: string; pages: number | null }): string;
  /** What is said of a fax that did not come whole. */
  broken(fault: string): string;
}

export const faxWords: Record<Locale, FaxWords> = {
  es: {
    subject: ({ from, pages }) => `Fax${from === '' ? '' : ` de ${from}`}${pages === null ? '' : ` (${pages} ${pages === 1 ? 'página' : 'páginas'})`}`,
    broken: (fault) => `La máquina de fax informó un problema al recibirlo: ${fault}`,
  },
  en: {
    subject: ({ from, pages }) => `Fax${from === '' ? '' : ` from ${from}`}${pages === null ? '' : ` (${pages} ${pages === 1 ? 'page' : 'pages'})`}`,
    broken: (fault) => `The fax machine told of a problem while it came in: ${fault}`,
  },
};
