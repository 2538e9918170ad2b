import { randomBytes } from 'node:crypto';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';

export const ourAddress = 'mesa@ventanilla.example';
let writers = 0;

/** A mail of somebody who never wrote before, with all its bytes. */
export function newMail(attachmentBytes = 0): { from: string; raw: Buffer } {
  const from = `persona${(writers += 1)}-${randomBytes(4).toString('hex')}@clientes.example`;
  const boundary = 'frontera-de-la-prueba';
  const head = [
    `From: Persona ${writers} <${from}>`, `To: ${ourAddress}`, 'Subject: No puedo navegar en Internet',
    `Message-ID: <${randomBytes(12).toString('hex')}@clientes.example>`, 'Date: Mon, 02 Mar 2026 10:00:00 -0500', 'MIME-Version: 1.0',
  ];
  const text = `Buenos días, no puedo navegar en Internet desde esta mañana.\r\n${Array.from({ length: 48 }, line).join('')}`;
  const plain = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text];
  if (attachmentBytes === 0) return { from, raw: Buffer.from([...head, ...plain].join('\r\n')) };
  const content = randomBytes(attachmentBytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return {
    from,
    raw: Buffer.from([
      ...head, `Content-Type: multipart/mixed; boundary="${boundary}"`, '', `--${boundary}`, ...plain, `--${boundary}`,
      'Content-Type: application/octet-stream; name="registro.bin"', 'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="registro.bin"', '', content, `--${boundary}--`, '',
    ].join('\r\n')),
  };
}

const syllables = ['ca', 'sé', 'mo', 'tar', 'in', 're', 'ción', 'pa', 'los', 'que', 'ver', 'ñe'];
const vocabulary = Array.from({ length: 1_000 }, (_, at) => [at % 12, Math.floor(at / 12) % 12, Math.floor(at / 144)].map((part) => syllables[part]).join(''));

/** A line of ten words, few of them often and many seldom: about 250 different ones in 500, as people write. */
function line(): string {
  return `${Array.from({ length: 10 }, () => vocabulary[Math.floor(vocabulary.length * Math.random() ** 5)]).join(' ')}.\r\n`;
}

/** Hands these mails over on so many connections at once; gives mails per second from the first byte to the last 250. Throws at the first refusal. */
export async function handOver(port: number, mails: { from: string; raw: Buffer }[], connections: number): Promise<number> {
  const lines = await Promise.all(Array.from({ length: connections }, () => connect(port)));
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(lines.map(async (line) => {
    for (let mail = mails[next++]; mail; mail = mails[next++]) await send(line, mail);
  }));
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const line of lines) line.quit();
  return mails.length / seconds;
}

function connect(port: number): Promise<SMTPConnection> {
  const line = new SMTPConnection({ host: '127.0.0.1', port, ignoreTLS: true });
  return new Promise((resolve, reject) => {
    line.once('error', reject);
    line.connect(() => resolve(line));
  });
}

function send(line: SMTPConnection, { from, raw }: { from: string; raw: Buffer }): Promise<void> {
  return new Promise((resolve, reject) => {
    line.send({ from, to: [ourAddress] }, raw, (error) => (error ? reject(error) : resolve()));
  });
}
