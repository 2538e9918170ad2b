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

/**
 * The same, bounded and storable: `severity` in small letters, `startedAt` never after the moment in which it came, `url` of
 * http or https.
 */
export interface ReportedAlarm extends Omit<InboundAlarm, 'text' | 'deliveryId'> {
  /** SHA-256 in hexadecimal of what people read of it beside title and severity. */
  textHash: string;
  /** Of a delivery that may come again long after; null: it comes again at once or never. */
  deliveryId: string | null;
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
