import type { OutboundMail } from '../../../src/core/index.ts';

/** What mail servers send back, as they write it: each makes the bytes of a report on this mail. */
export const reports = {
  /** A delivery status notification (RFC 3464), as Postfix writes it, with the headers of what failed. */
  postfix: (mail: OutboundMail, to: string) => lines(
    'From: MAILER-DAEMON@mx.elsewhere.example (Mail Delivery System)', 'Subject: Undelivered Mail Returned to Sender', `To: ${mail.returnPath}`,
    'Date: Mon, 2 Mar 2026 15:00:02 +0000 (UTC)', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0', `Message-ID: <${to}.1@mx.elsewhere.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="4F2A.1/mx.elsewhere.example"', '',
    '--4F2A.1/mx.elsewhere.example', 'Content-Description: Notification', 'Content-Type: text/plain; charset=us-ascii', '',
    'This is the mail system at host mx.elsewhere.example.', '', "I'm sorry to have to inform you that your message could not",
    'be delivered to one or more recipients. It\'s attached below.', '', `<${to}>: host inner.elsewhere.example said: 550 5.1.1`,
    `    <${to}>: Recipient address rejected: User unknown (in reply to RCPT TO command)`, '',
    '--4F2A.1/mx.elsewhere.example', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; mx.elsewhere.example', 'Arrival-Date: Mon, 2 Mar 2026 15:00:01 +0000 (UTC)', '',
    `Final-Recipient: rfc822; ${to}`, 'Action: failed', 'Status: 5.1.1', 'Remote-MTA: dns; inner.elsewhere.example',
    `Diagnostic-Code: smtp; 550 5.1.1 <${to}>: Recipient address rejected: User unknown`, '',
    '--4F2A.1/mx.elsewhere.example', 'Content-Type: text/rfc822-headers', '', `From: ${mail.from.address}`, `To: ${to}`,
    `Subject: Re: x`, `Message-ID: ${mail.messageId}`, '', '--4F2A.1/mx.elsewhere.example--', '',
  ),
  /** No report by form, only words, as qmail writes them. */
  qmail: (mail: OutboundMail, to: string) => lines(
    'Date: 2 Mar 2026 15:00:02 -0000', 'From: MAILER-DAEMON@old.elsewhere.example', `To: ${mail.returnPath}`, 'Subject: failure notice',
    `Message-ID: <${to}.2@old.elsewhere.example>`, '',
    'Hi. This is the qmail-send program at old.elsewhere.example.', "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.", '', `<${to}>:`,
    'Sorry, no mailbox here by that name. (#5.1.1)', '', '--- Below this line is a copy of the message.', '',
    `Return-Path: <${mail.returnPath}>`, `From: ${mail.from.address}`, `To: ${to}`, `Message-ID: ${mail.messageId}`, 'Subject: Re: x', '', 'Reinicie el equipo.', '',
  ),
  /** Still trying. */
  delayed: (mail: OutboundMail, to: string) => lines(
    'From: MAILER-DAEMON@mx.elsewhere.example (Mail Delivery System)', 'Subject: Delayed Mail (still being retried)', `To: ${mail.returnPath}`,
    'Date: Mon, 2 Mar 2026 19:00:02 +0000 (UTC)', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0', `Message-ID: <${to}.3@mx.elsewhere.example>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="4F2B"', '',
    '--4F2B', 'Content-Type: text/plain', '', 'YOU DO NOT NEED TO RESEND YOUR MESSAGE.', '',
    '--4F2B', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.elsewhere.example', '',
    `Final-Recipient: rfc822; ${to}`, 'Action: delayed', 'Status: 4.4.1', 'Diagnostic-Code: X-Postfix; connect to inner.elsewhere.example: timed out',
    '', '--4F2B--', '',
  ),
} as const;

function lines(...written: string[]): Buffer {
  return Buffer.from(written.join('\r\n'));
}
