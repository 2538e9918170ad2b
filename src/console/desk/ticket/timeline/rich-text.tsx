import { createElement, useMemo, type ReactNode } from 'react';
import styles from './timeline.module.css';

/** What an answer may be laid out in; of everything else only the words are shown. */
const shown = new Set([
  'p', 'br', 'hr', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'span', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td',
]);
const childless = new Set(['br', 'hr']);
const wordless = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
const deepest = 100;

/**
 * An answer of ours as it was laid out. It is read in a document that runs and loads nothing, and built anew from elements named
 * here, without any of their attributes but the address of a link: what the desk sent cannot do more than that, whoever wrote it.
 */
export function RichText({ html }: { html: string }) {
  const content = useMemo(() => childrenOf(new DOMParser().parseFromString(html, 'text/html').body, 0), [html]);
  return <div className={styles['rich']} dir="auto">{content}</div>;
}

function childrenOf(parent: Node, depth: number): ReactNode[] {
  return [...parent.childNodes].map((node, place) => show(node, place, depth));
}

function show(node: Node, key: number, depth: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return isBetweenRows(node) ? null : node.nodeValue;
  if (!(node instanceof Element)) return null;
  const name = node.localName;
  if (wordless.has(name)) return null;
  if (depth > deepest) return node.textContent;
  if (childless.has(name)) return createElement(name, { key });
  if (name === 'img') return node.getAttribute('alt');
  const words = childrenOf(node, depth + 1);
  const address = name === 'a' ? safeAddress(node.getAttribute('href')) : null;
  if (address !== null) return createElement('a', { key, href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...words);
  return createElement(shown.has(name) ? name : 'span', { key }, ...words);
}

/** Spaces between the rows of a table, which may hold no text. */
function isBetweenRows(node: Node): boolean {
  return /^(?:table|thead|tbody|tfoot|tr)$/.test(node.parentElement?.localName ?? '') && (node.nodeValue ?? '').trim() === '';
}

function safeAddress(href: string | null): string | null {
  return href !== null && /^(?:https?:\/\/|mailto:|tel:)/i.test(href.trim()) ? href.trim() : null;
}
