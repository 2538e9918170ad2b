import { publicBase } from './webhook-urls.ts';

/** Which addresses the desk asks for because a webhook named them, and where its credentials go. */
export interface Trust {
  /** Where to begin for an address that somebody sent; null when it is not that of a medium or a recording at the provider. */
  entrance(address: string): URL | null;
  /** Whether the provider may send us on to it. */
  mayPointTo(url: URL): boolean;
  mayHaveCredentials(url: URL): boolean;
}

const api = 'api.twilio.com';
const own = /(^|\.)twilio\.com$/;
/** Where the provider keeps media and recordings: its own hosts and Amazon's storage. */
const storage = /(^|\.)(twilio\.com|twiliocdn\.com|amazonaws\.com)$/;

/** What may be asked for at all: with our credentials the rest of the interface would answer, too. */
const aFile = /\/Accounts\/AC[\da-f]{32}\/(Messages\/[A-Z]{2}[\da-f]{32}\/Media\/ME[\da-f]{32}|Recordings\/RE[\da-f]{32})$/i;

/** `apiUrl`, for tests, stands for the provider's API: what is addressed to that goes there, and its host counts as the provider's. */
export function createTrust(apiUrl: string | undefined): Trust {
  const base = apiUrl === undefined ? null : new URL(publicBase(apiUrl));
  const isSecure = (url: URL) => url.protocol === 'https:' && url.port === '';
  const isBase = (url: URL) => base !== null && url.origin === base.origin;
  const isPlain = (url: URL) => url.username === '' && url.password === '';
  return {
    entrance: (address) => {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (!url || !isPlain(url) || !aFile.test(url.pathname)) return null;
      if (isBase(url)) return url;
      if (!isSecure(url) || !own.test(url.hostname)) return null;
      return base && url.hostname === api ? new URL(`${publicBase(base.href)}${url.pathname}${url.search}`) : url;
    },
    mayPointTo: (url) =>
      isPlain(url)
      && (url.hostname === base?.hostname ? /^https?:$/.test(url.protocol) : isSecure(url) && storage.test(url.hostname)),
    mayHaveCredentials: (url) => isBase(url) || (isSecure(url) && own.test(url.hostname)),
  };
}
