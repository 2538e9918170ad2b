export { createReadMail } from './read-mail.ts';
export { createAuthenticateMail, type AuthenticateMailOptions } from './authenticate.ts';
export { createDnsLookup, type DnsLookup } from './dns-lookup.ts';
