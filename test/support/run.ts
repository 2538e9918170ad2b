import { parseCLI, startVitest } from 'vitest/node';
import type { Vitest } from 'vitest/node';
import { buildPages } from '../../src/build/pages.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { ensureDovecot } from './ensure-dovecot.ts';
import { ensureRedisServer } from './ensure-redis.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Faults that belong to no single test: a file that does not load, an error nobody caught. */
  faults: string[];
}

/** `npm test [-- files and vitest options]`: runs the tests and says `N passed, M failed` in its very last line. */
async function runTests(args: string[]): Promise<number> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await startVitest('test', filter, { ...options, watch: false });
  const tally = countTests(vitest);
  await vitest.close();
  return conclude(tally);
}

function countTests(vitest: Vitest): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, faults: [] };
  for (const module of vitest.state.getTestModules()) {
    const before = tally.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test still pending at the end never ran.
      if (state === 'passed') tally.passed += 1;
      else if (state === 'skipped') tally.skipped += 1;
      else tally.failed += 1;
    }
    if (!module.ok() && tally.failed === before) tally.faults.push(`${module.relativeModuleId} could not be run.`);
  }
  for (const error of vitest.state.getUnhandledErrors()) {
    tally.faults.push(`Nobody caught: ${messageOf(error)}`);
  }
  return tally;
}

/** An error out of another process is a plain object. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}

/** Says the outcome and returns the exit code. Every fault counts as a failure, so that the last line never looks green when it is not. */
function conclude(tally: Tally): number {
  const faults = [...tally.faults];
  const total = tally.passed + tally.failed + tally.skipped;
  if (total === 0 && faults.length === 0) faults.push('No test was found.');
  if (tally.skipped > 0 && process.env['CI'] === 'true') faults.push(`${tally.skipped} tests were skipped; in CI none may be.`);
  for (const fault of faults) console.log(fault);
  const failed = tally.failed + faults.length;
  console.log(`${tally.passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  ensureRedisServer();
  ensureDovecot();
  ensureChromium();
  await buildPages();
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  process.exitCode = conclude({ passed: 0, failed: 0, skipped: 0, faults: [messageOf(error)] });
}
process.exit();
