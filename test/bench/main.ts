import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../adapters/postgres/embedded.ts';
import { benchChat } from './chat-visitors.ts';
import { benchConsole } from './console-list.ts';
import { benchParse } from './mail-parse.ts';
import { benchMail } from './mail.ts';
import { benchMatcher } from './matcher.ts';
import { benchSms } from './sms.ts';
import { benchUnderstanding } from './understanding.ts';

/** `npm run bench`: each figure beside a limit taken in the same run, as rows for the README. */
const dataDir = await mkdtemp(path.join(tmpdir(), 'ventanilla-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir });
try {
  console.log(`Measured on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, embedded PostgreSQL\n`);
  const matcher = await benchMatcher({ databaseUrl: postgres.url });
  const sms = await benchSms(postgres.url);
  const pages = await benchConsole(postgres.url);
  const parse = await benchParse();
  const mail = await benchMail(postgres.url);
  const chat = await benchChat(postgres.url);
  const understanding = benchUnderstanding();
  console.log('| what | measured | beside | |\n|---|---|---|---|');
  console.log(`| texts taken in per second (signed, stored, ticket opened), routing in the same process | ${sms.gateway.toFixed(0)} | ${sms.bare.toFixed(0)} by a bare handler writing the same rows over the same pool | ${(sms.share * 100).toFixed(0)} % (at least 50 %) |`);
  console.log(`| cost of an assignment, 10,000 waiting and 500 agents | ${matcher.large.perAssignmentMs.toFixed(1)} ms | ${matcher.small.perAssignmentMs.toFixed(1)} ms at 1,000 and 50 | ${matcher.ratio.toFixed(2)} × (at most 1.5) |`);
  console.log(`| mails of 4 kB taken in per second by SMTP, acknowledgements going out meanwhile, one at a time | ${mail.one.toFixed(0)} | 3.1 by Request Tracker 5 on such a machine | at least 155 |`);
  console.log(`| the same, eight at a time | ${mail.eight.toFixed(0)} | ${mail.bare.eight.toFixed(0)} by a bare listener that stores one row | at least 280 |`);
  console.log(`| mails with a file of 1 MB, eight at a time | ${mail.withFile.toFixed(1)} | ${mail.bare.withFile.toFixed(1)} by the bare listener | |`);
  console.log(`| mails of 4 kB per second from Dovecot to open tickets | ${mail.imap.toFixed(0)} | | at least 155 |`);
  console.log(`| reading one MB of mail, its files kept piece by piece | ${parse.ours.toFixed(1)} ms | ${parse.simpleParser.toFixed(1)} ms by mailparser's simpleParser, all of it in memory | |`);
  console.log(`| memory while 20 mails of 25 MB come in, four at a time | ${mail.memory.peak.toFixed(0)} MiB | ${mail.memory.before.toFixed(0)} MiB before | |`);
  console.log(`| memory for each of ${chat.visitors.toLocaleString('en')} visitors of the chat who only look | ${chat.kilobytesPerVisitor.toFixed(0)} kB | | at most 60 kB |`);
  console.log(`| from opening the page to its welcome, fifty at a time | ${chat.welcome.p50.toFixed(0)} ms (99 %: ${chat.welcome.p99.toFixed(0)} ms) | | |`);
  console.log(`| an agent's answer, from the request to the visitor's page, while all are connected | ${chat.answer.p50.toFixed(0)} ms (99 %: ${chat.answer.p99.toFixed(0)} ms) | | at most 250 ms |`);
  console.log(`| understanding one text, of 77 entries | ${understanding.perTextMs.toFixed(2)} ms | ${understanding.stemsOnlyMs.toFixed(3)} ms for its words' stems alone, most of them remembered | at most 0.2 ms |`);
  console.log(`| learning 7,700 texts of 77 entries anew | ${understanding.trainSeconds.toFixed(1)} s | ${understanding.megabytes.toFixed(1)} MB of model | at most 15 s and 5 MB |`);
  console.log(`| script of the console's first load, gzipped | ${pages.firstLoadKb.toFixed(0)} kB | ${pages.withListKb.toFixed(0)} kB with the first list | at most 250 kB |`);
  console.log(`| script time until the first rows of a list of 10,000 tickets stand | ${pages.openedMs.toFixed(0)} ms | ${pages.returnedMs.toFixed(0)} ms coming back to the list with all of them loaded | at most 200 ms |`);
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
