import {
  IconFile, IconFileAlert, IconFileMusic, IconFileText, IconFileTypePdf, IconFileZip, IconPhoto, IconVideo,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { TimelineOf } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { reasonText, reasonWords } from './reason-words.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

type File = TimelineOf<'contact'>['attachments'][number];

/** The files of a contact or a reply: pictures as pictures, others by name, type and size; what is not there says why. */
export function FileList({ files, onGone }: { files: readonly File[]; onGone: () => void }) {
  const say = useWords(timelineWords).file;
  const shown = files.filter(({ inline, state, contentType }) => !inline || state !== 'stored' || !isPicture(contentType));
  if (shown.length === 0) return null;
  return (
    <ul className={styles['files']} aria-label={say.list}>
      {shown.map((file) => <li key={file.id}><OneFile file={file} onGone={onGone} /></li>)}
    </ul>
  );
}

function OneFile({ file, onGone }: { file: File; onGone: () => void }) {
  const say = useWords(timelineWords).file;
  const reasons = useWords(reasonWords);
  // A picture that did not load is tried once more with its next address.
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const name = file.name.trim() === '' ? say.untitled : file.name;
  const size = file.size === null ? '' : say.size(file.size);
  if (file.state !== 'stored' || file.url === '') {
    const why = file.reason === null ? '' : `: ${reasonText(file.reason, reasons)}`;
    return (
      <span className={`${styles['file']} ${styles['fileGone']}`}>
        <IconFileAlert size={18} aria-hidden />
        <span className={styles['fileName']}>{name}</span>
        <span className={styles['fileFacts']}>{[size, say.states[file.state] + why].filter((one) => one !== '').join(' · ')}</span>
      </span>
    );
  }
  if (file.preview !== null && failedUrl !== file.url) {
    return <FirstPage file={file} name={name} size={size} preview={file.preview} onGone={() => { setFailedUrl(file.url); onGone(); }} />;
  }
  const hasPreview = isPicture(file.contentType) && failedUrl !== file.url;
  return (
    <a className={hasPreview ? styles['picture'] : styles['file']} href={file.url} target="_blank" rel="noopener noreferrer" title={`${name} · ${size}`}>
      {hasPreview
        ? <img src={file.url} alt="" loading="lazy" onError={() => { setFailedUrl(file.url); onGone(); }} />
        : <TypeIcon type={file.contentType} />}
      <span className={styles['fileName']}>{name}</span>
      <span className={styles['fileFacts']}>{size}</span>
    </a>
  );
}

/** A fax or a document by its first page, as people recognise it. */
function FirstPage({ file, name, size, preview, onGone }: { file: File; name: string; size: string; preview: NonNullable<File['preview']>; onGone: () => void }) {
  const say = useWords(timelineWords).file;
  const facts = [preview.pages === null ? '' : say.pages(preview.pages), size].filter((one) => one !== '').join(' · ');
  return (
    <a className={`${styles['picture']} ${styles['page']}`} href={file.url} target="_blank" rel="noopener noreferrer" title={`${name} · ${facts}`}>
      <img src={preview.url} alt={say.firstPage(name, preview.pages)} width={preview.width} height={preview.height} loading="lazy" onError={onGone} />
      <span className={styles['fileName']}>{name}</span>
      <span className={styles['fileFacts']}>{facts}</span>
    </a>
  );
}

function isPicture(type: string): boolean {
  return /^image\/(png|jpeg|gif|webp|avif)$/.test(type);
}

function TypeIcon({ type }: { type: string }) {
  if (type.startsWith('image/')) return <IconPhoto size={18} aria-hidden />;
  if (type.startsWith('audio/')) return <IconFileMusic size={18} aria-hidden />;
  if (type.startsWith('video/')) return <IconVideo size={18} aria-hidden />;
  if (type === 'application/pdf') return <IconFileTypePdf size={18} aria-hidden />;
  if (/zip|compressed|tar|7z/.test(type)) return <IconFileZip size={18} aria-hidden />;
  return type.startsWith('text/') || /word|document/.test(type) ? <IconFileText size={18} aria-hidden /> : <IconFile size={18} aria-hidden />;
}
