import type { OpenTicketState } from '../../../src/core/index.ts';
import type { WallMoment } from '../told-times.ts';

/** Every sentence the telephone says, in one language. */
export interface VoiceWords {
  chooseThisLanguage(digit: string): string;
  hello(name: string): string;
  /** Before the keys of a menu: they may simply say what they need. */
  sayWhatYouNeed: string;
  sayMore: string;
  useKeys: string;
  confirmEntry(name: string): string;
  /** Before the names between which the caller is asked to choose. */
  whichEntry: string;
  noneOfThese(digit: string): string;
  chooseService(name: string, digit: string): string;
  chooseEntry(name: string, digit: string): string;
  personByZero: string;
  backByStar: string;
  askStopped: string;
  askOthers: string;
  yesOrNo: string;
  notUnderstood: string;
  nothingHeard: string;
  restarted: string;
  passingToPerson: string;
  /** The open ticket of a known caller; `due` as `moment` gives it. */
  openTicket(spelled: string): string;
  openTicketState: Record<OpenTicketState, string>;
  openTicketDue(due: string): string;
  openTicketKeys: string;
  addWordsNow: string;
  nothingRecorded: string;
  wordsAdded(spelled: string): string;
  openTicketStays(spelled: string): string;
  notLetThrough: Record<'blocked' | 'too-many' | 'line-closed', string>;
  /** `spelled` is the ticket number, one character at a time. */
  ticketOpened(spelled: string): string;
  ticketRepeated(spelled: string): string;
  staffed: string;
  nobody: string;
  closed: string;
  opensAgain(moment: string): string;
  sorryNoLine: string;
  callbackByTwo: string;
  callbackKeepsPlace: string;
  callbackOffer: string;
  callbackToThisNumber: string;
  callbackToNumber(spelled: string): string;
  callbackKeys: string;
  callbackBackToLine: string;
  callbackBackToMessage: string;
  askCallbackTime: string;
  askCallbackNumber: string;
  timeNotUnderstood: string;
  numberNotUnderstood: string;
  callbackAt(moment: string): string;
  callbackInTurn: string;
  callbackRefused: Record<'no-number' | 'never-open', string>;
  numberNotPossible: string;
  backInLine: string;
  leaveMessage: string;
  messageTaken: string;
  next: string;
  position(position: number): string;
  estimate(minutes: number): string;
  estimateUnknown: string;
  lineKeys: string;
  keyOfNoUse: string;
  /** Said in turn to those who wait. */
  comfort: string[];
  oneMoment: string;
  typeKeys: string;
  keysTaken: string;
  moment(moment: WallMoment): string;
  /** What the recogniser listens for besides the names of what is offered. */
  yesNoHints: string[];
  menuHints: string[];
  noneHints: string[];
  languageHints: string[];
  callbackHints: string[];
  timeHints: string[];
  connecting: string;
  agentMissed: string;
  goodbye: string;
  agentOffer: string;
  agentDeclined: string;
  callGone: string;
  /** How one letter or digit is said. */
  character(character: string): string;
}
