import { html, type Html } from './html.ts';
import type { FileReason, StatusPageWords } from './locales/status-page-words.ts';

/** Why what somebody sent was not taken, by the field it stands beside. */
export type FormFault =
  | { field: 'text'; kind: 'empty' | 'unreadable' | 'ended' }
  | { field: 'text'; kind: 'too-long'; count: number | null }
  | { field: 'files'; kind: 'too-many' }
  | { field: 'files'; kind: FileReason; name: string | null };

/** What the form shows: where it goes, and what was typed before. */
export interface FormState {
  kind: 'comment' | 'request';
  /** A path of ours. */
  action: string;
  /** New for every view of the page, so that the same form sent twice counts once. */
  key: string;
  text: string;
  faults: FormFault[];
  /** Files came with it that no browser will keep. */
  lostFiles: boolean;
}

export interface FormLimits {
  mostCharacters: number;
  mostFiles: number;
  mostBytes: number;
}

/** A number of bytes in whole megabytes of 1024 × 1024, or kilobytes when smaller, as people of this language write it. */
export function sizeInWords(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / (1024 * 1024), 'MB'] : [bytes / 1024, 'kB'];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}

/** The form to write to the desk. It works without script; each fault stands beside its field and is read out with it. */
export function writeForm(state: FormState, words: StatusPageWords, locale: string, limits: FormLimits): Html {
  const list = (field: FormFault['field'], more: string[]): Html | null => {
    const faults = state.faults.filter((fault) => fault.field === field).map((fault) => faultInWords(fault, state, words, locale, limits));
    const lines = [...faults, ...more].map((line) => html`<p>${line}</p>`);
    return lines.length === 0 ? null : html`<div class="fault" id="${field}-fault">${lines}</div>`;
  };
  const textFaults = list('text', []);
  const fileFaults = list('files', state.lostFiles || state.faults.some(({ field }) => field === 'files') ? [words.chooseFilesAgain] : []);
  const isComment = state.kind === 'comment';
  const size = sizeInWords(limits.mostBytes, locale);
  return html`
    <form method="post" action="${state.action}" enctype="multipart/form-data">
      <input type="hidden" name="key" value="${state.key}">
      <label for="text">${isComment ? words.yourMessage : words.yourRequest}</label>
      ${textFaults}
      <textarea id="text" name="text" rows="6" dir="auto"${textFaults ? html` aria-invalid="true" aria-describedby="text-fault" autofocus` : null}>
${state.text}</textarea>
      <label for="files">${words.yourFiles}</label>
      <p class="hint" id="files-hint">${words.filesHint(limits.mostFiles, size)}</p>
      ${fileFaults}
      <input id="files" type="file" name="files" multiple aria-describedby="files-hint${fileFaults ? ' files-fault' : ''}"${
        fileFaults ? html` aria-invalid="true"${textFaults ? null : html` autofocus`}` : null
      }>
      <button>${isComment ? words.send : words.sendRequest}</button>
    </form>`;
}

/** One fault as the customer reads it. */
export function faultInWords(fault: FormFault, state: Pick<FormState, 'kind'>, words: StatusPageWords, locale: string, limits: FormLimits): string {
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  if (fault.field === 'files') {
    if (fault.kind === 'too-many') return words.faults.tooManyFiles(limits.mostFiles);
    return words.faults.file[fault.kind](fault.name ?? words.namelessFile, sizeInWords(limits.mostBytes, locale));
  }
  if (fault.kind === 'too-long') return words.faults.tooLong(number(limits.mostCharacters), fault.count === null ? null : number(fault.count));
  if (fault.kind === 'empty') return state.kind === 'comment' ? words.faults.empty : words.faults.emptyRequest;
  return words.faults[fault.kind];
}
