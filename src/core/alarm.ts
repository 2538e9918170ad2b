/** What a monitoring system says of one thing that it watches, in no system's words and as it wrote it. */
export interface InboundAlarm {
  /** Which system: a key of ours. */
  source: string;
  /** The same for as long as it is the same trouble with the same thing. */
  fingerprint: string;
  status: 'firing' | 'resolved';
  severity: string | null;
  title: string;
  text: string;
  labels: Readonly<Record<string, string>>;
  /** What it is about, such as a machine's name; null where only the labels tell. */
  asset: string | null;
  /** What may fail together; null where the system groups nothing. */
  group: string | null;
  /** By the system's clock; null where it does not tell. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** Where people look into it. */
  url: string | null;
  /** Of a delivery that may come again long after, such as a mail; left out: it comes again at once or never. */
  deliveryId?: string;
  receivedAt: Date;
}

/** What a machine reports of one thing, bounded and storable. */
export interface ReportedAlarm {
  source: string;
  fingerprint: string;
  status: InboundAlarm['status'];
  /** In small letters. */
  severity: string | null;
  title: string;
  /** SHA-256 in hexadecimal of what people read of it beside title and severity. */
  textHash: string;
  labels: Readonly<Record<string, string>>;
  asset: string | null;
  group: string | null;
  /** Never after the moment in which it came. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** Of http or https. */
  url: string | null;
  /** Of a delivery that may come again long after; null: it comes again at once or never. */
  deliveryId: string | null;
  receivedAt: Date;
}

/** A mail of a machine as far as it may tell of an alarm. */
export interface AlarmMail {
  /** Whose mail is taken for alarms: the address or domain of the rule. */
  from: string;
  subject: string;
  text: string;
  messageId: string;
  sentAt: Date | null;
  receivedAt: Date;
}
