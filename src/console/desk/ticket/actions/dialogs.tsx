import { BlockDialog } from './block-dialog.tsx';
import { CallDialog } from './call-dialog.tsx';
import { ClassifyDialog } from './classify-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { AssignDialog, TransferDialog } from './hand-over-dialog.tsx';
import { LetterDialog } from './letter-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { TextDialog, type TextAction } from './text-dialog.tsx';
import { WaitDialog } from './wait-dialog.tsx';

const others = {
  wait: WaitDialog, transfer: TransferDialog, assign: AssignDialog, classify: ClassifyDialog, merge: MergeDialog, call: CallDialog, letter: LetterDialog, block: BlockDialog,
};
export type DialogName = TextAction | keyof typeof others;

/** The one dialog that is open. */
export default function Dialogs({ name, ...props }: DialogProps & { name: DialogName }) {
  if (name === 'resolve' || name === 'reopen' || name === 'cancel' || name === 'escalate') return <TextDialog name={name} {...props} />;
  const Dialog = others[name];
  return <Dialog {...props} />;
}
