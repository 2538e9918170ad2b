import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, LineCounter, Node, Pair } from 'yaml';
import { formatPath } from './faults.ts';
import type { Fault, Finding, PathStep } from './faults.ts';

/** Gives a finding its line: that of the key or value at its path, or of the nearest thing around it that the file has. */
export function placeFinding(finding: Finding, document: Document.Parsed, lines: LineCounter, file: string): Fault {
  const offset = offsetOf(finding, document);
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), path: formatPath(finding.path), message: finding.message };
}

function offsetOf(finding: Finding, document: Document.Parsed): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of finding.path.entries()) {
    const found = childOf(resolve(node, document), step);
    if (!found) return offset;
    const isLast = index === finding.path.length - 1;
    const keyOffset = startOf(found.key);
    const valueOffset = startOf(found.value);
    offset = (isLast && finding.at === 'key' ? keyOffset : valueOffset) ?? keyOffset ?? valueOffset ?? offset;
    node = found.value;
  }
  return offset;
}

function resolve(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function childOf(node: unknown, step: PathStep): { key: unknown; value: unknown } | null {
  if (isSeq(node)) {
    const value = typeof step === 'number' ? node.items[step] : undefined;
    return value === undefined ? null : { key: null, value };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step));
  return pair ? { key: pair.key, value: pair.value } : null;
}

function startOf(node: unknown): number | null {
  const range = isNode(node) ? node.range : null;
  return range?.[0] ?? null;
}

function isNode(node: unknown): node is Node {
  return isAlias(node) || isMap(node) || isScalar(node) || isSeq(node);
}
