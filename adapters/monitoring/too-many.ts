import { AppError } from '../../src/core/index.ts';

/** Alarms of one body. */
const most = 1000;

/** Throws `too_many` (413) for a list with more alarms than one body may have. */
export function demandNotTooMany(alarms: unknown): void {
  if (!Array.isArray(alarms) || alarms.length <= most) return;
  throw new AppError({ code: 'too_many', status: 413, publicMessage: `More than ${most} alarms at a time. Send fewer, as by max_alerts of Alertmanager.` });
}
