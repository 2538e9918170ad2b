import { readAlarmMail } from '../../channels/index.ts';
import type { PostgresStores } from '../../adapters/postgres/stores.ts';
import { costOf } from '../desk/definition/index.ts';
import type { Router } from '../desk/routing/index.ts';
import { createAcceptAlarms } from '../intake/alarms/accept-alarms.ts';
import { createTakeAlarmMail } from '../intake/alarms/take-alarm-mail.ts';
import type { DeskGround } from './desk-parts.ts';

/** What machines report, by webhook or mail. */
export function composeAlarms(
  { transact, clock, desk, channels: { monitoring }, textCost }: DeskGround,
  { routeNew, holdBackNew }: Pick<Router<PostgresStores>, 'routeNew' | 'holdBackNew'>,
  isClosed: () => boolean,
) {
  const acceptAlarms = createAcceptAlarms({
    transact, clock, desk, textCost, routeNew, holdBackNew, channel: monitoring,
    capabilities: monitoring.capabilities, cost: costOf(desk, monitoring.name),
  });
  const takeAlarmMail = createTakeAlarmMail({ rules: desk.monitoring.mails, read: readAlarmMail, accept: acceptAlarms, isClosed });
  return { acceptAlarms, takeAlarmMail };
}
