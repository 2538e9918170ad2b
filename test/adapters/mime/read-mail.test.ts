import { describe, expect, it } from 'vitest';
import { read, type Kept } from './reading.ts';

const from = 'From: Ana <ana@example.com>\n';
const text = async (type: string, bytes: Uint8Array) => (await read(Buffer.concat([Buffer.from(`${from}Content-Type: ${type}\n\n`), bytes]))).text;

describe('letters', () => {
  it.each([
    ['utf-7', 'Ma+APE-ana', 'Mañana'], ['iso-2022-jp', '\u001b$BF|K\\\u001b(B', '日本'], ['ks_c_5601-1987', '\xc7\xd1\xb1\xb9', '한국'], ['gb18030', '\xd6\xd0\xce\xc4', '中文'],
    ['windows-1252', 'a\xf1o \x80', 'año €'], ['iso-8859-1', 'a\xf1o \x93x\x94', 'año “x”'], ['windows-1251', '\xcf\xf0\xe8', 'При'], ['koi8-r', '\xf0\xd2\xc9', 'При'],
    ['unknown-8bit', 'a\xf1o', 'año'], ['x-no-such', 'a\xc3\xb1o', 'año'], ['us-ascii', 'a\xf1o', 'año'], ['iso-8859-1', 'a\xc3\xb1o', 'año'], ['utf-8', 'a\xf1o', 'año'],
    ['base64', 'a\xc3\xb1o', 'año'], ['"utf8"', 'a\xc3\xb1o', 'año'], ['gb2312', '\xe4\xbd\xa0\xe5\xa5\xbd\xe5\x90\x97', '你好吗'], ['x-no-such', '\xc3\xb1\xc3\xa1\xc3\xa9\xc3\xb3\xff', 'ñáéó\ufffd'], ['cp850', 'a\xa4o', 'año'],
  ])('of %s are read as they are meant', async (charset, bytes, meant) => {
    expect(await text(`text/plain; charset=${charset}`, Buffer.from(bytes, 'latin1'))).toBe(meant);
  });

  it.each([
    ['=?utf-8?q?A=C3=B1o?= nuevo', 'Año nuevo'], ['=?utf-8?b?QcM=?= =?utf-8?b?sW8=?=', 'Año'], ['=?iso-8859-1*es?q?A=F1o?=', 'Año'], ['A\xf1o', 'Año'], ['A\xc3\xb1o', 'Año'],
    ['=?no-such?q?Hola_a?=', 'Hola a'], ['=?utf-8?x?abc?=', '=?utf-8?x?abc?='], ['a=?utf-8?q?b?=c', 'abc'],
  ])('of the subject %s are too', async (subject, meant) => {
    expect((await read(`${from}Subject: ${subject}\n\nx`)).subject).toBe(meant);
  });
});

describe('a part', () => {
  it('that begins without a header is read from its first line', async () => {
    const mail = await read(`${from}Content-Type: multipart/mixed; boundary=b\n\n--b\nBuenos dias\n\nNo imprime.\n--b--\n`);
    expect(mail.text).toBe('Buenos dias\n\nNo imprime.');
  });

  it('that says base64 and is not is read as it stands, and base64 that is indented or broken is decoded', async () => {
    const words = 'Buenos dias: la impresora del tercer piso no imprime.\nGracias, Ana.';
    const code = Buffer.from(words).toString('base64');
    expect(await text('text/plain\nContent-Transfer-Encoding: base64', Buffer.from(words))).toBe(words);
    expect(await text('text/plain\nContent-Transfer-Encoding: base64', Buffer.from(`  ${code.slice(0, 40)}\n  ${code.slice(40, 60)}!!\n  ${code.slice(60)}\n`))).toBe(words);
  });
});

describe('lines', () => {
  it('may end with carriage returns alone', async () => {
    const mail = 'From: Ana <ana@example.com>\nSubject: Hola\n x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nuno\n\ndos\n--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nz\n--b--\n';
    const old = await read(mail.replaceAll('\n', '\r'), { pieceSize: 7 });
    expect(old).toEqual(await read(mail));
    expect(old).toMatchObject({ from: [{ address: 'ana@example.com' }], text: 'uno\n\ndos', attachments: [{ name: 'a.txt' }] });
  });
});

describe('a file', () => {
  it.each([
    ['filename="=?utf-8?q?a=C3=B1o.pdf?="', 'año.pdf'], ["filename*=utf-8''a%C3%B1o.pdf", 'año.pdf'], ["filename*0*=iso-8859-1'es'a%F1o; filename*1=\"; 2.pdf\"", 'año; 2.pdf'],
    ['filename="../../etc/passwd"', '../../etc/passwd'], ['filename=sin comillas.pdf', 'sin comillas.pdf'], ['filename="a\xc3\xb1o.pdf"', 'año.pdf'],
  ])('has its name from %s', async (parameter, name) => {
    const { attachments } = await read(`${from}Content-Type: application/pdf\nContent-Disposition: attachment; ${parameter}\n\nx`);
    expect(attachments).toMatchObject([{ name, contentType: 'application/pdf' }]);
  });

  it('without content is dropped, unless it has a name', async () => {
    const part = (type: string) => `--b\nContent-Type: ${type}\n\n`;
    const { attachments } = await read(`${from}Content-Type: multipart/mixed; boundary=b \n\n${part('image/png')}${part('image/png; name=a.png')}--b  \nContent-Type: text/plain\n\nhola\n--b--\n`);
    expect(attachments).toMatchObject([{ name: 'a.png', refused: 'empty' }]);
  });

  it('that stands uuencoded in the text is taken out of it', async () => {
    const kept: Kept = new Map();
    const mail = await read(`${from}\nAdjunto:\nbegin 644 hola.txt\n$:&]L80  \n\`\nend\nAdiós\n`, { kept });
    expect(mail.text).toBe('Adjunto:\nAdiós\n');
    expect([...kept.values()].map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['hola.txt', 'hola']]);
  });

  it('is cut where its base64 was', async () => {
    const kept: Kept = new Map();
    await read(`${from}Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\naG9sYSBob2xhI`, { kept });
    expect([...kept.values()].map(({ bytes }) => bytes.toString())).toEqual(['hola hola']);
  });
});

describe('an invitation', () => {
  const calendar = 'BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nDTSTART:19700101T000000\nEND:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY:Revisión\\, trimestral\nDTSTART;TZID=America/Bogota:20260302T100000\nDTEND;TZID=America/Bogota:20260302T113000\nLOCATION:Sala 2\nORGANIZER;CN="Ana Ruiz":mailto:ana@example.com\nEND:VEVENT\nEND:VCALENDAR\n';
  const bytes = Buffer.from(`${from}Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n${calendar}`);

  it('is kept as a file and read to people when nothing else is written', async () => {
    const mail = await read(bytes);
    expect(mail.text).toBe('Revisión, trimestral\n2026-03-02 10:00 – 11:30 (America/Bogota)\nSala 2\nAna Ruiz <ana@example.com>');
    expect(mail.attachments).toMatchObject([{ name: 'invite.ics', contentType: 'text/calendar' }]);
  });

  it('that comes as text and again as a file is one file, and another file of the same name stands beside it', async () => {
    const part = (type: string, content: string) => `--b\nContent-Type: ${type}\n\n${content}\n`;
    const mail = await read(`${from}Content-Type: multipart/mixed; boundary=b\n\n${part('text/plain', 'hola')}${part('text/calendar; method=REQUEST', 'BEGIN:VCALENDAR')}`
      + `${part('application/ics; name=invite.ics', 'BEGIN:VCALENDAR')}${part('application/ics; name=invite.ics', 'BEGIN:OTHER')}--b--\n`);
    expect(mail.attachments.map(({ name, contentType }) => [name, contentType])).toEqual([['invite.ics', 'text/calendar'], ['invite.ics', 'application/ics']]);
  });
});

describe('a winmail.dat', () => {
  const attribute = (id: number, data: Buffer) => {
    const head = Buffer.alloc(9);
    head[0] = id > 0x60000 || id < 0x20000 ? 2 : 1;
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(data.length, 5);
    return Buffer.concat([head, data, Buffer.alloc(2)]);
  };
  const rtf = Buffer.from('{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\*\\htmltag64 <p>}a\\\'f1o\\htmlrtf {\\b\\htmlrtf0 {\\*\\htmltag72 </p>}}');
  const packed = Buffer.concat([Buffer.alloc(4), Buffer.from([rtf.length, 0, 0, 0]), Buffer.from('MELA'), Buffer.alloc(4), rtf]);
  const property = (type: number, id: number, data: Buffer) => {
    const head = Buffer.alloc(12);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(id, 2);
    head.writeUInt32LE(1, 4);
    head.writeUInt32LE(data.length, 8);
    return Buffer.concat([head, data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
  };
  const list = (...properties: Buffer[]) => Buffer.concat([Buffer.from([properties.length, 0, 0, 0]), ...properties]);
  const tnef = Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]), attribute(0x69003, list(property(0x102, 0x1009, packed))), attribute(0x69002, Buffer.alloc(14)),
    attribute(0x18010, Buffer.from('INFORM~1.PDF\0')), attribute(0x6800f, Buffer.from('contenido')), attribute(0x69005, list(property(0x1f, 0x3707, Buffer.from('informe año.pdf\0', 'utf16le')), property(0x1e, 0x370e, Buffer.from('application/pdf\0')))),
  ]);
  const mail = (content: Buffer) => `${from}Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${content.toString('base64')}\n`;

  it('gives its files and its text', async () => {
    const kept: Kept = new Map();
    const { attachments, html, text: words } = await read(mail(tnef), { kept });
    expect(attachments).toMatchObject([{ name: 'informe año.pdf', contentType: 'application/pdf', file: { size: 9 } }]);
    expect([...kept.values()].map(({ bytes }) => bytes.toString())).toEqual(['contenido']);
    expect({ html, words }).toEqual({ html: '<p>año</p>', words: 'año' });
  });

  it('that is none is a file like others, and one cut anywhere is read as far as it goes', async () => {
    expect((await read(mail(Buffer.from('otra cosa')))).attachments).toMatchObject([{ name: 'winmail.dat' }]);
    for (let length = 0; length < tnef.length; length += 1) await read(mail(tnef.subarray(0, length)));
  });
});

describe('a header', () => {
  it.each([
    ['Equipo: Ana <a@x.com>, "B, C" <b@x.com>;, d@x.com (Dora)', [['Ana', 'a@x.com'], ['B, C', 'b@x.com'], ['Dora', 'd@x.com']]], ['undisclosed-recipients:;', []],
    ['A@@X.com', [[null, 'a@x.com']]], ['Ana <ana@EXAMPLE.com', [['Ana', 'ana@example.com']]], ['<ana@año.es>', [[null, 'ana@xn--ao-zja.es']]], ['nadie', []],
    ['=?utf-8?b?QcOxbw==?= <a@x.com>', [['Año', 'a@x.com']]], ['"=?utf-8?q?a=40evil.com?=" <a@x.com>', [['a@evil.com', 'a@x.com']]], ['=?utf-8?q?a=40evil.com?=', []],
    ['a@x.com; b@x.com', [[null, 'a@x.com'], [null, 'b@x.com']]], ["'Ana' <mailto:a@x.com>", [['Ana', 'a@x.com']]], ['<@relay.com:a@x.com>', [[null, 'a@x.com']]],
  ])('names people: %s', async (value, named) => {
    const { to } = await read(Buffer.from(`${from}To: ${value}\n\nx`));
    expect(to.map(({ name, address }) => [name, address])).toEqual(named);
  });

  it('without From is of whom the next best header, or the envelope, names', async () => {
    expect((await read('Sender: s@x.com\nReply-To: r@x.com\n\nx')).from).toMatchObject([{ address: 's@x.com' }]);
    expect((await read('From: nadie\nReply-To: r@x.com\n\nx')).from).toMatchObject([{ address: 'r@x.com' }]);
    expect((await read('Subject: x\n\nx', { returnPath: 'e@x.com' })).from).toMatchObject([{ address: 'e@x.com' }]);
    expect((await read('From: a@x.com\nFrom: b@x.com\n\nx')).from).toMatchObject([{ address: 'a@x.com' }, { address: 'b@x.com' }]);
  });

  it.each([
    ['Mon, 2 Mar 2026 10:00:00 -0500', '2026-03-02T15:00:00.000Z'], ['2 Mar 26 10:00 EST (Eastern)', '2026-03-02T15:00:00.000Z'], ['2026-03-02T10:00:00-05:00', '2026-03-02T15:00:00.000Z'],
    ['Mon, 2-Mar-2026 10.00.00 GMT', '2026-03-02T10:00:00.000Z'], ['Mon, 31 Feb 2026 10:00:00 +0000', null], ['ayer', null], ['Mon, 2 Mar 1926 10:00 +0000', null], ['Mon, 2 Mar 2026 25:00 +0000', null],
  ])('dates it: %s', async (date, at) => {
    expect((await read(`${from}Date: ${date}\n\nx`)).sentAt?.toISOString() ?? null).toBe(at);
  });

  it('keeps the first and the newest thirty references, each once, and drops broken ones', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `<r${at}@x.com>`);
    const { references, messageId, inReplyTo } = await read(`${from}Message-ID: sin-corchetes@x.com\nIn-Reply-To: <a\n b@x.com> <> <@> <roto\nReferences: ${ids.join('\n ')} ${ids[49]}\n\nx`);
    expect(references).toEqual([ids[0], ...ids.slice(-30)]);
    expect({ messageId, inReplyTo }).toEqual({ messageId: '<sin-corchetes@x.com>', inReplyTo: ['<ab@x.com>'] });
  });

  it('tells who wrote the one mail that it carries as a file, and what; of several it tells nothing', async () => {
    const file = 'Content-Type: message/rfc822\n\nFrom: Ana <ana@y.com>\nSubject: Impresora\nContent-Type: text/plain; charset=utf-8\n\nNo imprime.\n';
    const withFiles = (count: number) => `${from}Subject: RV: Impresora\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nVea.\n${`--b\n${file}`.repeat(count)}--b--\n`;
    const mail = await read(withFiles(1));
    expect(mail.enclosed).toEqual({ from: { name: 'Ana', address: 'ana@y.com' }, subject: 'Impresora', text: 'No imprime.' });
    expect(mail.attachments).toMatchObject([{ name: 'Impresora.eml' }]);
    expect(await read(withFiles(2))).not.toHaveProperty('enclosed');
    expect(await read(`${from}\nx`)).not.toHaveProperty('enclosed');
  });

  it('tells of machines, and whom it was delivered to', async () => {
    const mail = await read('Return-Path: <>\nDelivered-To: Soporte@x.com\nX-Original-To: ventas@x.com\nAuto-Submitted: auto-replied\nAuto-Submitted: no\nX-Other: y\n\nx', { deliveredTo: ['soporte+t.abc@x.com'] });
    expect(mail).toMatchObject({ returnPath: '', deliveredTo: ['soporte+t.abc@x.com', 'soporte@x.com', 'ventas@x.com'], headers: { 'auto-submitted': 'auto-replied' } });
    expect(mail.headers).not.toHaveProperty('x-other');
  });
});

describe('the content hash', () => {
  it('is the same for one mail on two ways, and another for another mail', async () => {
    const mail = `${from}Subject: x\nMessage-ID: <1@x.com>\n\nhola\n`;
    const { contentHash } = await read(mail);
    const onItsWay = `Return-Path: <a@x.com>\nReceived: by x;\n\tlater\nAuthentication-Results: x\nX-Google-Smtp: y\n${mail}\n`.replaceAll('\n', '\r\n');
    expect((await read(onItsWay)).contentHash).toBe(contentHash);
    expect((await read(mail.replace('hola', 'adios'))).contentHash).not.toBe(contentHash);
    expect((await read(mail.replace('Subject: x', 'Subject: y'))).contentHash).not.toBe(contentHash);
  });
});
