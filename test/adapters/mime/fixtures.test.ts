import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/mail');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'));
const open = (name: string) => readFileSync(path.join(folder, name));

const people = (...addresses: string[]) => addresses.map((address) => ({ address }));
const file = (name: string | null, contentType: string, size: number) => ({ ...(name === null ? {} : { name }), contentType, file: { size } });

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

/** What is asked of each beyond being read. */
const expected: Record<string, object> = {
  'chatwoot/bounced_with_no_from': { from: [], bounce: [{ action: 'failed', recipient: 'noreply@example-service.com', status: '5.7.1' }] },
  'chatwoot/mail_with_inline_images': { attachments: [{ contentId: 'ii_lm7fuura0' }, { contentId: 'ii_lm7fuuvm1' }, { contentId: 'ii_lm7fuuwn2' }] },
  'chatwoot/mail_with_no_date': { sentAt: null, text: 'text only mail\n' },
  'chatwoot/multiple_in_reply_to': { inReplyTo: ['<4e6e35f5a38b4_479f13bb90078171@small-app-01.mail>', '<4e6e35f5a38b4_479f13bb90078131@small-app-01.mail>'] },
  'chatwoot/non_utf_encoded_mail': { from: [{ name: 'متجر سوق نت' }], subject: 'أهلين عميلنا الكريم', text: matching(/^أنظروا/) },
  'chatwoot/only_html': { text: 'This is html only mail', html: matching(/</) },
  'chatwoot/reply_cc': { cc: [{}], html: matching(/</) },
  'cpython/msg_05': { bounce: [], attachments: [{ name: 'mail.eml' }] },
  'cpython/msg_16': { bounce: [{ action: 'failed', recipient: 'jangel1@cougar.noc.ucla.edu', status: '5.0.0' }], returnedIds: ['<002001c144a6$8752e060$56104586@oxy.edu>'] },
  'cpython/msg_25': { bounce: [{ action: 'failed', recipient: 'scoffman@wellpartner.com', status: '5.4.6' }], returnedIds: ['<01040616033903.00962@server>'] },
  'cpython/msg_28': { attachments: [file('ee.eml', 'message/rfc822', 96), file('ee.eml', 'message/rfc822', 96)] },
  'cpython/msg_31': { text: matching(/^message 1\s+message 2\s*$/) },
  'cpython/msg_35': { text: matching(/no separating newline/), subject: "here's something interesting" },
  'cpython/msg_36': { attachments: [{ contentType: 'message/external-body' }, { name: 'draft-ietf-mboned-mix-00.txt' }] },
  'cpython/msg_43': { from: [], text: matching(/BANNED FILENAME ALERT/) },
  'mailparser/base64encodedroot': { text: '', attachments: [file('screenshot.png', 'image/png', 425)] },
  'mailparser/delivery-status': { bounce: [{ action: 'failed', recipient: 'xxxx@xxxx.com', status: '5.1.1' }], returnedIds: ['<xxxxx@email.amazonses.com>'] },
  'mailparser/mixed': { text: matching(/scanned for Viruses[^]*Good Morning/), html: matching(/scanned for Viruses[^]*Good Morning/) },
  'mailparser/nested': { text: matching(/Dear Sir[^]*The footer/) },
  'mikel-mail/attachment_message_rfc822': { attachments: [file('ForwardedMessage.eml', 'message/rfc822', 3_781)] },
  'mikel-mail/attachment_nonascii_filename': { attachments: [file('ciële.txt', 'text/plain', 11)] },
  'mikel-mail/attachment_with_quoted_filename': { attachments: [file('Eelanalüüsi päring.jpg', 'image/jpeg', 1_952)], subject: 'Eelanalüüsi päring' },
  'mikel-mail/bad_date_header2': { sentAt: null },
  'mikel-mail/content_transfer_encoding_7-bit': { text: matching(/News Onlin/) },
  'mikel-mail/content_transfer_encoding_x_uuencode': { text: matching(/^Attached are/), attachments: [{ name: 'PGP_Cmts_on_12-14-01_Pkg.doc' }] },
  'mikel-mail/example04': { from: people('pete@silly.example'), to: people('c@a.test', 'joe@where.test', 'jdoe@one.test') },
  'mikel-mail/example05': { from: people('jdoe@machine.example'), sentAt: new Date('1997-11-21T15:55:06Z') },
  'mikel-mail/example10': { from: people('pete@silly.test'), to: people('c@public.example', 'joe@example.org', 'jdoe@one.test') },
  'mikel-mail/invalid_subject_characters': { subject: 'Formação FrenetikPolis: Mega Campanha Final Verão | Cursos de Setembro', from: [{ name: 'Formação Frenetikpolis' }] },
  'mikel-mail/japanese_attachment_long_name': { attachments: [file('かきくけこかきくけこかきくけこかきくけこかきくけこ.txt', 'text/plain', 18)] },
  'mikel-mail/japanese_iso_2022': { subject: 'まみむめも', text: 'すみません。\n\n' },
  'mikel-mail/japanese_shift_jis': { text: matching(/^あいうえお/) },
  'mikel-mail/ks_c_5601-1987': { text: '스티해\n' },
  'mikel-mail/multi_address_bounce1': { bounce: Array.from({ length: 5 }, () => ({ action: 'failed', status: '5.1.1' })), returnedIds: ['<118707422.15521266992174819.JavaMail.root@lvmail01>'] },
  'mikel-mail/multipart_report_multiple_status': { bounce: [{ action: 'failed', recipient: 'u@ci.com', status: '5.3.0' }], returnedIds: ['<4c2a146147ac8_61ff157c4ec1652df@s.h.c.mail>'] },
  'mikel-mail/multiple_content_types': { text: 'foo\n', html: matching(/<p>foo<\/p>/) },
  'mikel-mail/raw_email_with_at_display_name': { from: people('test@lindsaar.net', 'jack@lindsar.com') },
  'mikel-mail/raw_email_with_illegal_boundary': { text: matching(/^Hello\nThis is an outlook test/) },
  'mikel-mail/raw_email_with_mimepart_without_content_type': { bounce: [{ action: 'delayed', recipient: 'larose.julie@courrier.uqam.ca', status: '4.5.0' }] },
  'mikel-mail/report_422': { bounce: [{ action: 'delayed', recipient: 'fraser@oooooooo.com.au', status: '4.2.2', diagnostic: '452 4.2.2 <fraser@oooooooo.com.au>... Mailbox full' }] },
  'mikel-mail/report_530': { bounce: [{ action: 'failed', recipient: 'edwin@zzzzzzz.com', status: '5.3.0' }], returnedIds: ['<200712232303.lBNN3jDq002941@mail12.rrrr.com.au>'] },
  'mikel-mail/utf8_headers': { from: [{ name: 'Jöhn Doe', address: 'jdöe@xn--mchine-bua.example' }], subject: 'Säying Hello' },
  'mikel-mail/weird_to_header': { to: people('user-example@aol.com', 'e-s-a-s-2200@app.ar.com'), subject: '' },
};

describe('a mail that others wrote', () => {
  it('has something asked of it', () => {
    expect(files.map((name) => name.replace(/\.eml$/, '')).toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(Object.entries(expected))('is read as it was meant: %s', async (name, asked) => {
    expect(await read(open(`${name}.eml`))).toMatchObject(asked);
  });

  it.each(files)('is the same however its lines end and its bytes come: %s', async (name) => {
    const lf = Buffer.from(open(name).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    const crlf = Buffer.from(lf.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    const withoutFiles = async (bytes: Buffer, pieceSize: number) => {
      const mail = await read(bytes, { pieceSize });
      return { ...mail, attachments: mail.attachments.map(({ name: called, contentId }) => ({ called, contentId })) };
    };
    expect(await withoutFiles(crlf, 65_536)).toEqual(await withoutFiles(lf, 61));
  });
});
