import { sql } from 'kysely';
import type { MailAuthentication, MailPerson } from '../../src/core/index.ts';
import type { FileViews } from '../../src/desk/files/index.ts';
import type { MailView } from '../../src/desk/tickets/index.ts';

/** A mail as the timeline reads it, without its HTML. */
export interface HeldMail {
  recipients: { to?: MailPerson[]; cc?: MailPerson[] };
  landed: string;
  automatic: string | null;
  authentication: MailAuthentication;
  fullText: string | null;
  hasHtml: boolean;
  remoteImages: boolean;
}

/** HTML that is longer is not shown. */
const mostHtmlBytes = 1024 * 1024;

/** What is known of a contact `c` that came as mail; null of any other. */
export const mailOfContact = sql`(
  select json_build_object('recipients', m.recipients, 'landed', m.landed, 'automatic', m.automatic, 'authentication', m.authentication,
    'fullText', m.full_text, 'hasHtml', coalesce(octet_length(m.html) <= ${mostHtmlBytes}, false), 'remoteImages', m.remote_images)
  from mails m where m.contact_id = c.id)`;

export function toMailView(mail: HeldMail, contactId: string, files: Pick<FileViews, 'mailUrl'>): MailView {
  const { recipients, landed, automatic, authentication, fullText, hasHtml, remoteImages } = mail;
  return {
    to: (recipients.to ?? []).map(written), cc: (recipients.cc ?? []).map(written), landed: { code: landed, words: landed },
    authentication, automatic, fullText, htmlUrl: hasHtml ? files.mailUrl(contactId) : '', remoteImages,
  };
}

function written({ name, address }: MailPerson): string {
  return name === null ? address : `${name} <${address}>`;
}
