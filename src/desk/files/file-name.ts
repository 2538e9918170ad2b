import { storableText } from '../../core/index.ts';
import { fileTypeOf } from './file-type.ts';

const longest = 150;
/** Endings that make a browser open a file as a page. */
const pageEndings = /^(?:[xs]?html?|xht|m?html?|mht|svgz?|xml|xsl|xslt|shtml?|webarchive|swf)$/;

/** A name from outside as people may read it: no folders, control characters or marks that turn the writing around. Null when nothing is left. */
export function safeName(given: string | null): string | null {
  if (given === null) return null;
  const last = storableText(given.slice(0, 4_000)).split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '').replaceAll(/\s+/g, ' ').replace(/^[. ]+/, '').trim();
  const letters = [...plain];
  const cut = letters.length <= longest ? plain : `${letters.slice(0, longest - 10).join('')}${/\.\w{1,8}$/.exec(plain)?.[0] ?? ''}`;
  return cut === '' ? null : cut;
}

/** The name under which a file is shown and saved: its ending is one of its type's, so that nothing passes for what it is not. */
export function downloadName(name: string | null, type: string, fallback: string): string {
  const base = name ?? fallback;
  const endings = fileTypeOf(type)?.endings;
  const ending = /\.([^.]+)$/.exec(base)?.[1]?.toLowerCase() ?? '';
  if (!endings) return pageEndings.test(ending) ? `${base}.bin` : base;
  return endings.includes(ending) ? base : `${base}.${endings[0]}`;
}
