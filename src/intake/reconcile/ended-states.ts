import type { CallStatusReport } from '../../core/index.ts';

const endedStates = new Set<CallStatusReport['state']>(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function isEndedCall(state: CallStatusReport['state']): boolean {
  return endedStates.has(state);
}
