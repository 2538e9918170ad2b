import { useLiveState } from '../live/use-live.tsx';
import { useSession } from '../session.tsx';
import { CallBar } from './call-bar.tsx';
import { IncomingCall } from './incoming-call.tsx';
import { SupervisedBars } from './supervised-bar.tsx';

/** Every call of this person, on every page. */
export function Calls() {
  const { me } = useSession();
  const { assignments } = useLiveState();
  return (
    <>
      {assignments.map(({ ticket }) => ticket.call && <CallBar key={ticket.number} ticket={ticket} call={ticket.call} />)}
      {me.role !== 'agent' && <SupervisedBars />}
      <IncomingCall />
    </>
  );
}
