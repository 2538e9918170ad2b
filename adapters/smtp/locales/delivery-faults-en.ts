/** Why a mail was not taken, where the mail server gave no enhanced code (RFC 5321, 4.2.3) or was not asked, and what an agent can do. */
export const en = {
  '550': 'The mail server refused the mail for this address. Check the address with the customer.',
  '552': 'The mailbox is full or the mail is too large. Try without attachments, or call the customer.',
  '553': 'The mail server does not know this address. Check it with the customer.',
  '554': 'The mail server refused the mail. Say it in other words, without links or attachments, or call the customer.',
  bad_address: 'An address of this mail cannot be written to. Check it with the customer.',
  file_gone: 'A file of this mail is not kept any more. Write it anew, with the file.',
  login_refused: 'The mail server did not let us in. It is tried again; tell an administrator.',
  not_a_mail: 'This answer could not be shaped as a mail.',
} as const;

export type MailFaultCode = keyof typeof en;
