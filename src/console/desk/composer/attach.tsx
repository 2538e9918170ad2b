import { ActionIcon, FileButton, Tooltip } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState, type ClipboardEvent, type DragEvent } from 'react';
import type { WayBack } from '../../../api/contract.ts';
import { useLanguage, useWords } from '../../shared/words.tsx';
import { sizeText } from './files-list.tsx';
import { words } from './words.ts';

/** Files that are dropped, pasted or picked; where none are taken, `refusal` says why. */
export function useFileTaking({ refusal, take, refuse }: { refusal: string | null; take: (files: File[]) => void; refuse: (why: string) => void }) {
  const [isOver, setOver] = useState(false);
  const pick = (files: File[]) => {
    if (files.length === 0) return;
    if (refusal === null) take(files);
    else refuse(refusal);
  };
  const holdsFiles = ({ dataTransfer }: DragEvent) => [...dataTransfer.types].includes('Files');
  return {
    isOver, pick,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      },
      onDropCapture: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        pick([...event.dataTransfer.files]);
      },
      onPasteCapture: (event: ClipboardEvent) => {
        const { files, types } = event.clipboardData;
        // Office programs lay a picture of the text beside it: then the text is meant.
        if (files.length === 0 || types.includes('text/plain')) return;
        event.preventDefault();
        event.stopPropagation();
        pick([...files]);
      },
    },
  };
}

export function AttachButton({ limits, isOn, onPick }: { limits: WayBack['files'] | undefined; isOn: boolean; onPick: (files: File[]) => void }) {
  const say = useWords(words);
  const { locale } = useLanguage();
  const hint = !isOn ? say.noFiles : limits ? `${say.attach}. ${say.fileLimits(limits.most, sizeText(limits.maxBytes, locale), sizeText(limits.maxBytesTogether, locale))}` : say.attach;
  return (
    <FileButton multiple onChange={onPick}>
      {(props) => (
        <Tooltip label={hint} multiline maw={260}>
          <ActionIcon {...props} variant="subtle" color="gray" aria-label={say.attach} aria-disabled={!isOn} onClick={isOn ? props.onClick : undefined}><IconPaperclip size={18} /></ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}
