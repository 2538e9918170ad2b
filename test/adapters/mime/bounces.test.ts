import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.example.com>\nTo: soporte@desk.example\n';
const reply = '\nMessage-ID: <r.0123456789@desk.example>\n';

describe('a report without RFC 3464', () => {
  it.each([
    ['qmail', `${daemon}Return-Path: <>\nSubject: failure notice\n\nHi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ana@example.com>:\n10.0.0.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n--- Below this line is a copy of the message.\n${reply}To: otro@example.com\n`, ['failed', 'ana@example.com', '5.1.1']],
    ['Exim', `${daemon}X-Failed-Recipients: ana@example.com\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\n  ana@example.com\n    SMTP error from remote mail server after RCPT TO:<ana@example.com>:\n    550 5.7.1 Relaying denied\n\n------ This is a copy of the message ------\n${reply}`, ['failed', 'ana@example.com', '5.7.1']],
    ['Exim, late', `${daemon}Subject: Warning: message 1abc delayed 24 hours\n\nA message that you sent has not yet been delivered to:\n\n  ana@example.com\n\nDelivery attempts will continue.\n${reply}`, ['delayed', 'ana@example.com', null]],
    ['Exchange', `From: Microsoft Outlook <postmaster@example.com>\nTo: soporte@desk.example\nSubject: Undeliverable: Re: impresora\n\nDelivery has failed to these recipients or groups:\n\nana@example.com\nThe email address you entered couldn't be found.\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\nOriginal message headers:\n${reply}`, ['failed', 'ana@example.com', '5.1.10']],
    ['Exchange in Spanish', `From: Microsoft Outlook <postmaster@example.com>\nTo: soporte@desk.example\nSubject: No se puede entregar: Re: impresora\n\nError en la entrega a estos destinatarios o grupos:\n\nana@example.com\n#550 5.4.1 Recipient address rejected: Access denied\n\nEncabezados de mensaje originales:\n${reply}`, ['failed', 'ana@example.com', '5.4.1']],
    ['Gmail', `From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: soporte@desk.example\nSubject: Delivery Status Notification (Failure)\n\nYour message wasn't delivered to ana@example.com because the address couldn't be found.\n\nThe response was:\n550 5.1.1 The email account does not exist.\n${reply}`, ['failed', 'ana@example.com', '5.1.1']],
    ['Postfix', `${daemon}Return-Path: <>\nSubject: Undelivered Mail Returned to Sender\n\nThis is the mail system at host mx.\n\n<ana@example.com>: host mail.example.com[10.0.0.1] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command)\n${reply}`, ['failed', 'ana@example.com', '5.2.2']],
    ['a server that names the recipient as whom its report was for', 'From: MAILER-DAEMON <>\nX-Original-To: <ana@example.com>\nTo: soporte@desk.example\nSubject: Mail delivery failed\n\nThere was an error delivering your mail to <ana@example.com>.\n\nmx.example.com did not like our DATA:\n550 5.7.26 not authenticated\n\nMessage headers follow.\n'.concat(reply), ['failed', 'ana@example.com', '5.7.26']],
    ['one that writes the fields into the text', `${daemon}Subject: Delivery failure\n\nAn error occurred.\n\nTechnical report:\n\nReporting-MTA: dns; mx.example.com\n\nAction: failed\nFinal-Recipient: rfc822; ana@example.com\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n${reply}`, ['failed', 'ana@example.com', '5.1.1']],
    ['one whose report is part of an ordinary mail', `${daemon}Subject: Delivery Status\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n<ana@example.com> (unknown user)\n--b\nContent-Type: message/delivery-status\n\nOriginal-Recipient: <ana@example.com>\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n--b\nContent-Type: message/rfc822\n${reply}--b--\n`, ['failed', 'ana@example.com', '5.1.1']],
  ])('is recognised: %s', async (_who, mail, [action, recipient, status]) => {
    const { bounce, returnedIds } = await read(mail);
    expect(bounce).toMatchObject([{ action, recipient, status }]);
    expect(returnedIds).toEqual(['<r.0123456789@desk.example>']);
  });

  it.each([
    ['a customer who quotes one', 'From: Ana <ana@example.com>\nSubject: Undelivered Mail Returned to Sender\n\nMe llegó esto: <x@example.com>: 550 5.1.1 no such user\nMessage-ID: <r.1234567@desk.example>\n'],
    ['one who is away', 'From: Ana <ana@example.com>\nReturn-Path: <>\nAuto-Submitted: auto-replied\nSubject: Fuera de la oficina\n\nVuelvo el 5.1.2026. Urgencias: eva@example.com, tel. 550 123.\n'],
    ['a postmaster who writes himself', 'From: postmaster@example.com\nSubject: Pregunta sobre la factura 550\n\nBuenos días: la factura 550 no me llega.\n'],
    ['somebody who forwards a report', 'From: ana@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nVean esto\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@example.com\nAction: failed\nStatus: 5.1.1\n--b--\n'],
  ])('is not seen in the mail of %s', async (_who, mail) => {
    expect(await read(mail)).toMatchObject({ bounce: [], returnedIds: [] });
  });
});

describe('a report by RFC 3464', () => {
  const report = (status: string) =>
    read(`${daemon}Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n${status}\n--b\nContent-Type: text/rfc822-headers\n${reply}--b--\n`);

  it('tells of each recipient, whatever is missing', async () => {
    const { bounce, returnedIds, attachments } = await report(
      'Original-Recipient: rfc822;Ana@Example.com\nFinal-Recipient: rfc822; other@example.net\nAction: failed\nStatus: 5.1.1 (bad)\nDiagnostic-Code: smtp; 550 no\n such user\n\nFinal-Recipient: rfc822; <b@example.com>\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; c@example.com\nAction: delivered\nStatus: 2.0.0\n\nAction: relayed\n',
    );
    expect(bounce).toEqual([
      { action: 'failed', recipient: 'ana@example.com', status: '5.1.1', diagnostic: '550 no such user' }, { action: 'delayed', recipient: 'b@example.com', status: '4.4.1', diagnostic: null },
      { action: 'delivered', recipient: 'c@example.com', status: '2.0.0', diagnostic: null }, { action: 'relayed', recipient: null, status: null, diagnostic: null },
    ]);
    expect({ returnedIds, attachments }).toEqual({ returnedIds: ['<r.0123456789@desk.example>'], attachments: [] });
  });

  it('has the status that the other server told where its own says nothing', async () => {
    const statusOf = async (status: string, code: string) => (await report(`Final-Recipient: rfc822; a@example.com\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${code} no`)).bounce[0]?.status;
    expect([await statusOf('5.0.0', '550 5.7.1'), await statusOf('', '552 5.2.2'), await statusOf('5.1.1', '550 5.7.1'), await statusOf('5.0.0', '421 4.4.2')]).toEqual(['5.7.1', '5.2.2', '5.1.1', '5.0.0']);
  });

  it('has the status that the words above tell of its recipient where it tells none', async () => {
    const mail = await read(`${daemon}Content-Type: multipart/report; boundary=b\n\n--b\n\na@example.com: 550 5.2.1 blocked\nb@example.com: gone\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nAction: failed\nStatus: 5.0.0\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.0.0\n--b--\n`);
    expect(mail.bounce).toMatchObject([{ status: '5.2.1', diagnostic: 'a@example.com: 550 5.2.1 blocked' }, { status: '5.0.0', diagnostic: null }]);
  });

  it('shows what the words tell of a recipient in brackets without half of the brackets', async () => {
    const mail = await read(`From: MAILER-DAEMON@mx.example.com\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n\nSorry.\n\n<a@example.com>: 550 5.1.1 <a@example.com> User unknown\n`);
    expect(mail.bounce).toMatchObject([{ recipient: 'a@example.com', status: '5.1.1', diagnostic: '550 5.1.1 <a@example.com> User unknown' }]);
  });

  it('shows the words that a server put where its fields belong', async () => {
    const mail = await read(`${daemon}Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nThe mailbox is closed.\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@example.com\nStatus: 5.2.1\n--b--\n`);
    expect(mail).toMatchObject({ text: 'The mailbox is closed.', bounce: [{ recipient: 'a@example.com', action: 'failed' }] });
  });

  it('is no failure when it only says that a mail was read', async () => {
    const mail = await read('From: ana@example.com\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nLeído\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ana@example.com\nOriginal-Message-ID: <r.0123456789@desk.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n');
    expect(mail).toMatchObject({ bounce: [], returnedIds: ['<r.0123456789@desk.example>'] });
  });
});
