import type { Migration } from 'kysely';
import * as desk from './0001-desk.ts';
import * as texts from './0002-texts.ts';
import * as files from './0003-files.ts';
import * as routing from './0004-routing.ts';
import * as phone from './0005-phone.ts';
import * as checkpoints from './0006-checkpoints.ts';
import * as rooms from './0007-rooms.ts';
import * as callbacks from './0008-callbacks.ts';
import * as contacts from './0009-contacts.ts';
import * as mail from './0010-mail.ts';
import * as lists from './0012-lists.ts';
import * as answers from './0013-answers.ts';
import * as people from './0014-people.ts';
import * as portal from './0015-portal.ts';
import * as chat from './0016-chat.ts';
import * as customers from './0017-customers.ts';
import * as endedTickets from './0018-ended-tickets.ts';
import * as channelSwitches from './0019-channel-switches.ts';
import * as threads from './0020-threads.ts';
import * as assets from './0021-assets.ts';
import * as alarms from './0022-alarms.ts';
import * as hooks from './0023-hooks.ts';
import * as faxPreviews from './0024-fax-previews.ts';
import * as ratings from './0025-ratings-and-told-offers.ts';
import * as order from './0026-order-of-replies-and-slack-homes.ts';
import * as questions from './0027-questions.ts';
import * as lessons from './0028-lessons.ts';

/** Every change of the schema, in the order of the names. What has landed is never edited: a new change is a new file and a line here. */
export const migrations: Record<string, Migration> = {
  '0001-desk': desk,
  '0002-texts': texts,
  '0003-files': files,
  '0004-routing': routing,
  '0005-phone': phone,
  '0006-checkpoints': checkpoints,
  '0007-rooms': rooms,
  '0008-callbacks': callbacks,
  '0009-contacts': contacts,
  '0010-mail': mail,
  '0012-lists': lists,
  '0013-answers': answers,
  '0014-people': people,
  '0015-portal': portal,
  '0016-chat': chat,
  '0017-customers': customers,
  '0018-ended-tickets': endedTickets,
  '0019-channel-switches': channelSwitches,
  '0020-threads': threads,
  '0021-assets': assets,
  '0022-alarms': alarms,
  '0023-hooks': hooks,
  '0024-fax-previews': faxPreviews,
  '0025-ratings-and-told-offers': ratings,
  '0026-order-of-replies-and-slack-homes': order,
  '0027-questions': questions,
  '0028-lessons': lessons,
};
