/** What the page of one mail is made of. */
export interface MailPage {
  subject: string | null;
  /** All of its text. */
  text: string;
  /** As it was written: not safe to show. Null without one. */
  html: string | null;
  locale: string;
  /** Pictures that came with it, by Content-ID. */
  images: { contentId: string; attachmentId: string }[];
}

/** Reads mails for people, outside of any transaction. */
export interface MailReader {
  /** Null when there is no such mail, or it is no part of this ticket (any more). */
  read(link: { contactId: string; ticketId: string }): Promise<MailPage | null>;
}
