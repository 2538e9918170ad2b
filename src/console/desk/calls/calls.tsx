import { useState } from 'react';
import { useLiveState } from '../live/use-live.tsx';
import { CallBar, type CallDialog } from './call-bar.tsx';
import { CallNote } from './call-note.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { IncomingCall } from './incoming-call.tsx';
import { OthersCalls } from './others-calls.tsx';

/** Every call of this person, on every page. A dialog stays when its call ends: nobody's words or keys go astray. */
export function Calls() {
  const { assignments } = useLiveState();
  const [open, setOpen] = useState<{ number: string; what: CallDialog } | null>(null);
  const isOver = open !== null && !assignments.some(({ ticket: { number, call } }) => number === open.number && call !== null);
  const close = () => setOpen(null);
  return (
    <>
      {assignments.map(({ ticket }) => ticket.call && (
        <CallBar key={ticket.number} ticket={ticket} call={ticket.call} openDialog={(what) => setOpen({ number: ticket.number, what })} />
      ))}
      <OthersCalls />
      <IncomingCall />
      <HandOverDialog number={open?.number ?? ''} what={open === null || open.what === 'note' ? null : open.what} isOver={isOver} close={close} />
      <CallNote number={open?.number ?? ''} opened={open?.what === 'note'} close={close} />
    </>
  );
}
