/** Why a mail server did not take a mail or bounced it (RFC 3463; iana.org/assignments/smtp-enhanced-status-codes), and what an agent can do. */
export const en = {
  '5.1.1': 'There is no such mailbox. Check the address with the customer.',
  '5.1.2': 'The domain of the address does not exist or takes no mail. Check the address with the customer.',
  '5.1.3': 'The address is not written correctly. Check it with the customer.',
  '5.1.10': 'The domain of the address takes no mail. Ask the customer for another address.',
  '5.2.1': 'The mailbox is closed or takes no mail. Ask the customer for another address.',
  '5.2.2': 'The mailbox is full. Try again later, or call the customer.',
  '5.2.3': 'The mail is larger than the mailbox takes. Send it without attachments or with smaller ones.',
  '5.3.4': 'The mail is larger than the mail server takes. Send it without attachments or with smaller ones.',
  '5.4.1': 'The mail server of the address does not answer or does not take mail for it. Check the address with the customer.',
  '5.4.4': 'No mail server of the address could be found. Check the address with the customer.',
  '5.4.6': 'The mail went round in circles between mail servers. Tell the administrator of the address.',
  '5.6.7': 'The mail server does not take addresses with letters beyond ASCII. Ask the customer for another address.',
  '5.7.1': 'The mail server refused the mail by its rules. Say it in other words, without links or attachments, or call the customer.',
  '5.7.8': 'The mail server did not take our password. Tell an administrator.',
  '5.7.26': 'The mail server holds our mail for forged: SPF or DKIM of our domain is not in order. Tell an administrator.',
  '550': 'The mail server refused the mail for this address. Check the address with the customer.',
  '552': 'The mailbox is full or the mail is too large. Try without attachments, or call the customer.',
  '553': 'The mail server does not know this address. Check it with the customer.',
  '554': 'The mail server refused the mail. Say it in other words, without links or attachments, or call the customer.',
  bad_address: 'An address of this mail cannot be written to. Check it with the customer.',
  copy_refused: 'The mail went out, but somebody who was to get a copy was refused.',
  file_gone: 'A file of this mail is not kept any more. Write it anew, with the file.',
  login_refused: 'The mail server did not let us in. It is tried again; tell an administrator.',
  not_a_mail: 'This answer could not be shaped as a mail.',
} as const;

export type MailFaultCode = keyof typeof en;
