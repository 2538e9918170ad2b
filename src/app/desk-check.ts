import { alikeEntries } from '../desk/catalog/index.ts';
import { DeskFaults, formatFault } from '../desk/definition/index.ts';
import { readDeskFileName } from './config.ts';
import { loadDesk } from './desk-file.ts';

/** `npm run desk:check [file]`: every fault with its line and exit code 1, or a summary and 0; without a file the one that the gateway would load. */
function checkDesk(path: string): number {
  try {
    const { desk, warnings, place } = loadDesk(path);
    const entries = desk.services.flatMap((service) => service.entries);
    const examples = entries.flatMap((entry) => [...entry.examples.es, ...entry.examples.en]);
    for (const warning of [...warnings, ...place(alikeEntries(desk))]) console.warn(`warning: ${formatFault(warning)}`);
    console.log(
      `${path} is in order: ${desk.name}, ${desk.services.length} services, ${entries.length} entries with `
      + `${examples.length} examples, ${desk.teams.length} teams, ${Object.keys(desk.slas).length} SLA policies.`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof DeskFaults)) throw error;
    console.error(error.message);
    console.error(`${error.faults.length} ${error.faults.length === 1 ? 'fault' : 'faults'} in ${path}.`);
    return 1;
  }
}

process.exitCode = checkDesk(process.argv[2] ?? readDeskFileName());
