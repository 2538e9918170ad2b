/** Kinds of files that are told apart: a picture that claims to be a sound is refused, a spreadsheet that claims to be text is not. */
export type FileFamily = 'image' | 'media' | 'document';

export interface FileType {
  type: string;
  family: FileFamily;
  /** May be shown inside a page: browsers run nothing that is in it. */
  inline: boolean;
  /** Endings that a name of this type may have; the first is given to a name without one of them. */
  endings: readonly [string, ...string[]];
}

type Row = [type: string, ...endings: [string, ...string[]]];

const images: Row[] = [
  ['image/jpeg', 'jpg', 'jpeg'], ['image/png', 'png'], ['image/gif', 'gif'], ['image/webp', 'webp'], ['image/avif', 'avif'],
  ['image/bmp', 'bmp'], ['image/tiff', 'tif', 'tiff'], ['image/heic', 'heic'], ['image/heif', 'heif'],
];
const media: Row[] = [
  ['audio/mpeg', 'mp3'], ['audio/wav', 'wav'], ['audio/ogg', 'ogg', 'oga', 'opus'], ['audio/aac', 'aac'], ['audio/amr', 'amr'],
  ['audio/mp4', 'm4a', 'mp4'], ['audio/x-m4a', 'm4a', 'mp4'], ['audio/flac', 'flac'], ['audio/webm', 'weba'], ['video/mp4', 'mp4', 'm4v'],
  ['video/3gpp', '3gp', '3gpp'], ['video/3gpp2', '3g2'], ['video/quicktime', 'mov'], ['video/webm', 'webm'], ['video/ogg', 'ogv'],
  ['video/mpeg', 'mpg', 'mpeg'], ['video/vnd.avi', 'avi'], ['video/matroska', 'mkv'],
];
const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
const documents: Row[] = [
  [`${office}.wordprocessingml.document`, 'docx'], [`${office}.spreadsheetml.sheet`, 'xlsx'],
  [`${office}.presentationml.presentation`, 'pptx'],
  [`${openDocument}.text`, 'odt'], [`${openDocument}.spreadsheet`, 'ods'], [`${openDocument}.presentation`, 'odp'],
  // The container of Word, Excel, PowerPoint and Outlook before 2007.
  ['application/x-cfb', 'doc', 'xls', 'ppt', 'msg'],
  ['application/rtf', 'rtf'], ['application/xml', 'xml'],
  ['application/zip', 'zip'], ['application/gzip', 'gz', 'tgz'], ['application/x-7z-compressed', '7z'],
  ['text/plain', 'txt', 'csv', 'tsv', 'log', 'md', 'json', 'vcf', 'ics', 'eml', 'yaml', 'yml', 'conf', 'ini'],
];

function toTypes(rows: Row[], family: FileFamily, inline: boolean): FileType[] {
  return rows.map(([type, ...endings]) => ({ type, family, inline, endings }));
}

/** What the desk takes. Pages and drawings that can run scripts (HTML, SVG) and programs are not among them. */
const known = new Map(
  [
    ...toTypes(images, 'image', true),
    ...toTypes(media, 'media', true),
    ...toTypes([['application/pdf', 'pdf']], 'document', true),
    ...toTypes(documents, 'document', false),
  ].map((type) => [type.type, type]),
);

/** A type that the desk takes, by its name with or without parameters; null for any other. */
export function fileTypeOf(name: string): FileType | null {
  return known.get(bare(name)) ?? null;
}

/**
 * The type that a content has: what its magic bytes say, and for text, which has none, what its beginning looks like.
 * Null for what the desk does not take.
 */
export function decideType(sniffed: string | null, head: Uint8Array): FileType | null {
  const start = startOf(head);
  // The mark of a wide text is also how some sounds may begin.
  if (sniffed === null || sniffed.startsWith('text/') || (isWide(head) && start !== null)) {
    return start !== null && !isMarkup(start) ? fileTypeOf('text/plain') : null;
  }
  const type = fileTypeOf(sniffed);
  return type?.type === 'application/xml' && (start === null || livelyTags.test(start)) ? null : type;
}

const octetStream: FileType = { type: 'application/octet-stream', family: 'document', inline: false, endings: ['bin'] };

/** As `decideType`, but for whoever takes anything: a page or a drawing is the text that it is written in, and what nobody knows is bytes. */
export function decideAnyType(sniffed: string | null, head: Uint8Array): FileType {
  const text = startOf(head) === null ? null : fileTypeOf('text/plain');
  return decideType(sniffed, head) ?? text ?? octetStream;
}

/** Endings by which Windows starts what is in a file, after those that mail programs block. */
const programEndings = new Set(
  ('ade adp app appinstaller application appref-ms appx appxbundle bat chm cmd com cpl dll exe gadget hlp hta inf ins isp jar jnlp js jse lib lnk mad ' +
    'msc msh mshxml msi msix msp mst ocx pif ps1 ps1xml ps2 psc1 psd1 psm1 reg scf scr sct settingcontent-ms shb shs sys url vb vbe vbp vbs vxd website ' +
    'ws wsc wsf wsh xbap xll').split(' '),
);
const programTypes = new Set([
  'application/x-elf', 'application/x-mach-binary', 'application/x.ms.shortcut', 'application/java-vm', 'application/java-archive',
]);

/** Whether a file is one that runs when it is opened, by its bytes or by the ending of its name. */
export function isProgram(name: string | null, sniffed: string | null, head: Uint8Array): boolean {
  const ending = /\.([^.]+)[. ]*$/.exec(name ?? '')?.[1]?.trim().toLowerCase() ?? '';
  const isWindows = head[0] === 0x4d && head[1] === 0x5a && startOf(head) === null;
  return isWindows || programEndings.has(ending) || (sniffed !== null && programTypes.has(sniffed));
}

/** Whether a claim says that the content is of quite another family. A claim of no meaning contradicts nothing. */
export function contradicts(claimed: string | null, found: FileType): boolean {
  const family = claimed === null ? null : familyOfClaim(bare(claimed));
  return family !== null && family !== found.family;
}

function familyOfClaim(claimed: string): FileFamily | null {
  if (claimed.startsWith('image/')) return 'image';
  if (/^(audio|video)\/|^application\/ogg$/.test(claimed)) return 'media';
  if (claimed.startsWith('text/') || known.get(claimed)?.family === 'document') return 'document';
  return /^application\/(msword|vnd\.(ms-|openxmlformats|oasis))/.test(claimed) ? 'document' : null;
}

function bare(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** The beginning of a text; null when it holds what no text does. Old eight-bit texts count, whatever their alphabet. */
function startOf(head: Uint8Array): string | null {
  const alphabet = isWide(head) ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  const text = new TextDecoder(alphabet).decode(head);
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text) ? null : text;
}

/** Begins with the byte order mark of UTF-16. */
function isWide(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** Tags by which a browser would take a text for a page (the table of mimesniff.spec.whatwg.org, 7.1), and drawings. */
const pageTags = /<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|math|object|embed|img)[\s>/]/i;
/** What makes a page or a drawing of an XML document. */
const livelyTags = /<(?:\w+:)?(?:html|svg|script)[\s>/]/i;

function isMarkup(start: string): boolean {
  return /^\s*</.test(start) && pageTags.test(start);
}
