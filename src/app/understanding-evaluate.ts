import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { evaluate, evaluateOnline, usualThreshold, type Evaluation, type Example, type OnlineEvaluation } from '../desk/understanding/index.ts';

const usage = 'Usage: npm run understanding:evaluate -- TRAIN.csv TEST.csv [--json] [--online]\n'
  + 'Both files have the columns text and label; the label oos is what none of the others is.';
/** With how many examples of each label learning at once begins. */
const startsWith = 10;

/** By the code of the fault. */
const faults: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EISDIR: 'this is a folder, not a file.',
  EACCES: 'this file may not be read.',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed.',
};

/** What is wrong with a file, for whoever wrote it. */
class WrongFile extends Error {}

/** `npm run understanding:evaluate`: learns from one file, reads the other, prints how well, and ends with 1 where it cannot. */
function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, online: { type: 'boolean' } } });
  const [trainFile, testFile] = positionals;
  if (trainFile === undefined || testFile === undefined || positionals.length > 2) throw new WrongFile(usage);
  const train = readExamples(trainFile);
  const test = readExamples(testFile);
  const now = () => performance.now();
  const evaluation = evaluate(train, test, { threshold: usualThreshold, now });
  const online = values.online ? evaluateOnline(train, test, { startsWith, now }) : null;
  console.log(values.json ? JSON.stringify({ ...evaluation, ...(online && { online }) }, null, 2) : told(evaluation, online));
  return 0;
}

function readExamples(file: string): Example[] {
  const rows = readRows(file);
  const [head = []] = rows;
  const columns = head.map((name) => name.trim().toLowerCase());
  const text = columns.indexOf('text');
  const label = columns.indexOf('label');
  if (text < 0 || label < 0) throw new WrongFile(`${file}: the first line must name the columns text and label, with a comma between columns.`);
  const examples = rows.slice(1).map((row, at): Example => {
    if (row.slice(head.length).some((rest) => rest.trim() !== '')) throw new WrongFile(`${file}: row ${at + 2} has more columns than the first line: a text with commas stands between quotes.`);
    const found = { text: row[text] ?? '', label: (row[label] ?? '').trim() };
    if (found.label === '') throw new WrongFile(`${file}: row ${at + 2} has no label.`);
    return found;
  });
  if (examples.length === 0) throw new WrongFile(`${file}: there are no rows.`);
  return examples;
}

function readRows(file: string): string[][] {
  try {
    return parse(readFileSync(file), { bom: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new WrongFile(`${file}: ${faults[code] ?? (error instanceof Error ? error.message : 'cannot be read')}`);
  }
}

function told({ train, test, accuracy, top3, withThreshold, millisecondsPerText, modelBytes }: Evaluation, online: OnlineEvaluation | null): string {
  const lines = [
    ['learned from', `${train.examples} texts of ${train.labels} labels (${train.outOfScope} out of scope) in ${train.seconds.toFixed(1)} s`],
    ['tried with', `${test.inScope} texts in scope, ${test.outOfScope} out of scope`],
    ['accuracy', percent(accuracy)],
    ['among the best three', percent(top3)],
    [`placed at ${withThreshold.threshold}, and rightly`, percent(withThreshold.accuracy)],
    ['out of scope: recall', percent(withThreshold.outOfScopeRecall)],
    ['out of scope: precision', percent(withThreshold.outOfScopePrecision)],
    ['time a text', `${millisecondsPerText.toFixed(3)} ms`],
    ['size of the model', `${(modelBytes / 1_000_000).toFixed(2)} MB`],
    ...(online ? [
      [`with ${online.startsWith} of each label`, percent(online.accuracyBefore)],
      [`then taught ${online.taught} one by one`, `${percent(online.accuracyAfter)} (${online.millisecondsPerLesson.toFixed(2)} ms each)`],
      [`taught only the ${online.corrections} it read wrongly`, percent(online.accuracyByCorrections)],
    ] : []),
  ];
  return lines.map(([name = '', value = '']) => `${name.padEnd(36)} ${value}`).join('\n');
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

try {
  process.exitCode = main();
} catch (error) {
  // parseArgs tells of unknown options in words for people.
  if (!(error instanceof WrongFile) && !(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
