import { IconDownload, IconMicrophone, IconRecordMail } from '@tabler/icons-react';
import { useState } from 'react';
import { clockText } from '../../../shared/times.ts';
import { useWords } from '../../../shared/words.tsx';
import { reasonText, reasonWords } from './reason-words.ts';
import type { TimelineEvent } from './rows.ts';
import styles from './timeline.module.css';
import { timelineWords } from './words.ts';

type Recording = NonNullable<TimelineEvent['recording']>;

/** A recording to listen to, with what is said in it. What is being played goes on when its address is renewed. */
export function RecordingPlayer({ recording, onGone }: { recording: Recording; onGone: () => void }) {
  const words = useWords(timelineWords);
  const say = words.recording;
  const reasons = useWords(reasonWords);
  const [isPlaying, setPlaying] = useState(false);
  const [url, setUrl] = useState(recording.url);
  if (url !== recording.url && !isPlaying) setUrl(recording.url);
  const what = say[recording.kind];
  const Icon = recording.kind === 'voicemail' ? IconRecordMail : IconMicrophone;
  const why = recording.reason === null ? '' : `: ${reasonText(recording.reason, reasons)}`;
  return (
    <div className={styles['recording']}>
      <div className={styles['recordingHead']}>
        <Icon size={16} aria-hidden />
        <span>{what}</span>
        <span className={styles['fileFacts']}>{clockText(recording.seconds * 1_000)}</span>
        {url !== '' && <a href={url} download className={styles['quietLink']}><IconDownload size={14} aria-hidden /> {say.download}</a>}
      </div>
      {recording.state === 'stored' && url !== ''
        ? (
          <audio
            controls preload="none" src={url} aria-label={say.player(what)}
            onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onEnded={() => setPlaying(false)}
            onError={() => { setPlaying(false); onGone(); }}
          />
        )
        : <span className={styles['fileFacts']}>{words.file.states[recording.state]}{why}</span>}
      {recording.transcript === null
        ? <span className={styles['none']}>{say.noTranscript}</span>
        : (
          <details open>
            <summary>{say.transcript}</summary>
            <p className={styles['text']}>{recording.transcript}</p>
          </details>
        )}
    </div>
  );
}
