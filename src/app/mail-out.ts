import { readFileSync } from 'node:fs';
import { createTokenSource } from '../../adapters/oauth/token.ts';
import type { MailSender } from '../../adapters/smtp/index.ts';
import { systemClock } from '../core/index.ts';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { ContentStore } from '../desk/files/index.ts';
import { ConfigFaults, type MailConfig } from './config.ts';

/** The way out for mail; null without SMTP_URL. Rejects with ConfigFaults for a key or a secret that is missing. */
export async function openMailSender(mail: MailConfig, desk: Pick<DeskDefinition, 'email'>, openFile: ContentStore['open']): Promise<MailSender | null> {
  if (mail.smtpUrl === null) return null;
  const { dkim, oauth } = desk.email;
  const { clientSecret, refreshToken, password } = mail.secrets['smtp'] ?? {};
  const faults: string[] = [];
  if (dkim && mail.dkimPrivateKey === null) faults.push('DKIM_PRIVATE_KEY: expected, since email.dkim is set in desk.yaml');
  if (oauth && clientSecret === undefined && refreshToken === undefined) {
    faults.push('MAIL_CLIENT_SECRET_SMTP or MAIL_REFRESH_TOKEN_SMTP: expected, since email.oauth is set in desk.yaml');
  }
  if (faults.length > 0) throw new ConfigFaults(faults);
  const { createMailSender } = await import('../../adapters/smtp/index.ts');
  return createMailSender({
    smtpUrl: withPassword(mail.smtpUrl, password ?? null),
    accessToken: oauth && createTokenSource({ ...oauth, clientSecret, refreshToken }, fetch, systemClock.now),
    dkim: dkim && mail.dkimPrivateKey !== null ? { ...dkim, privateKey: readKey(mail.dkimPrivateKey) } : null,
    openFile: (sha256) => openFile(sha256),
  });
}

/** A password that is kept out of the address. */
function withPassword(smtpUrl: string, password: string | null): string {
  const url = new URL(smtpUrl);
  if (password === null || url.password !== '') return smtpUrl;
  url.password = encodeURIComponent(password);
  return url.href;
}

/** The key itself, with its line ends written out or not, or what a file of this name holds. */
function readKey(given: string): string {
  if (given.includes('-----BEGIN')) return given.replaceAll('\\n', '\n');
  try {
    return readFileSync(given, 'utf8');
  } catch {
    throw new ConfigFaults([`DKIM_PRIVATE_KEY: the file ${given} cannot be read`]);
  }
}
