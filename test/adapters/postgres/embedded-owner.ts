import { startEmbeddedPostgres } from '../../../adapters/postgres/embedded.ts';

/** A process of its own that starts the database in the folder it is given, says the url and waits to be killed. */
const { url } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${url}\n`);
