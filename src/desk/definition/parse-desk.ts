import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { crossReferenceFindings } from './cross-references.ts';
import { draftSchema } from './draft.ts';
import { DeskFaults } from './faults.ts';
import type { Fault, Finding } from './faults.ts';
import { placeFinding } from './positions.ts';
import { schemaFindings } from './schema-findings.ts';
import { deskSchema } from './schema.ts';
import type { DeskDefinition } from './types.ts';
import { unreachableTargets } from './unreachable-targets.ts';
import { warningFindings } from './warnings.ts';

export interface ParsedDesk {
  desk: DeskDefinition;
  /** They do not stop the desk. */
  warnings: Fault[];
  /** Gives what else was found out about this desk its lines, in the order of the file. */
  place(findings: readonly Finding[]): Fault[];
}

/** Reads a desk.yaml's text. Throws DeskFaults with every fault and its line. */
export function parseDesk(yamlText: string, fileName: string): ParsedDesk {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false });
  const place = (findings: readonly Finding[]) =>
    inFileOrder(findings.map((finding) => placeFinding(finding, document, lines, fileName)));
  const syntax = syntaxFaults(document, lines, fileName);
  if (syntax.some((fault) => fault.fatal)) throw new DeskFaults(syntax);

  const raw = toValues(document);
  if (raw.kind === 'refused') throw new DeskFaults([...syntax, ...place([{ path: [], message: raw.message, at: 'value' }])]);
  const checked = deskSchema.safeParse(raw.value);
  const draft = draftSchema.safeParse(raw.value);
  const faults = place([
    ...(checked.success ? unreachableTargets(checked.data) : schemaFindings(checked.error.issues, raw.value)),
    ...(draft.success ? crossReferenceFindings(draft.data) : []),
  ]);
  if (!checked.success || faults.length + syntax.length > 0) throw new DeskFaults(inFileOrder([...syntax, ...faults]));
  return { desk: checked.data, warnings: draft.success ? place(warningFindings(draft.data)) : [], place };
}

interface SyntaxFault extends Fault {
  /** The rest of the file cannot be understood. */
  fatal: boolean;
}

function syntaxFaults(document: Document.Parsed, lines: LineCounter, file: string): SyntaxFault[] {
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const repeated = error.code === 'DUPLICATE_KEY';
    const message = repeated ? 'expected every key once in its map, this one stands there already' : `not YAML: ${error.message}`;
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: '', message, fatal: !repeated };
  });
}

/** Plain values; refused when aliases refer to nothing or multiply without end. */
function toValues(document: Document.Parsed): { kind: 'values'; value: unknown } | { kind: 'refused'; message: string } {
  try {
    return { kind: 'values', value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { kind: 'refused', message: `not YAML: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function inFileOrder<Item extends Fault>(faults: Item[]): Item[] {
  return faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
