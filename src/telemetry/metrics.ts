import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One helper per thing worth counting. Labels are keys of the desk and words of the program, never what people wrote. */
export interface Metrics {
  contactAccepted(about: { channel: string; outcome: string }): void;
  contactQuarantined(about: { channel: string; reason: string }): void;
  ticketRouted(about: { tier: number; team: string; priority: string }): void;
  offerEnded(about: { outcome: string }): void;
  /** From queueing to the offer. */
  offerWaited(seconds: number): void;
  assignmentStarted(about: { team: string }): void;
  deliveryEnded(about: { channel: string; status: string }): void;
  /** A try to hand an event over to another system. */
  hookTried(about: { outcome: string }): void;
  webhookFault(about: { provider: string; fault: string }): void;
  /** A text that was to tell its entry: `sure`, `doubt` when several are likely, `triage` when none is. */
  textUnderstood(about: { outcome: string }): void;
  /** An agent said that a ticket is about another entry. */
  entryCorrected(): void;
  modelTrained(about: { outcome: string }): void;
  /** That this process reads texts with; 0: desk.yaml alone. */
  modelVersion(version: number): void;
  /** From an event's own time to its being shown by this process. */
  eventPublished(lagSeconds: number): void;
  agentSockets(count: number): void;
  visitorPages(count: number): void;
  /** Of the chat: whom or what it did not take, and why. */
  visitorRefused(about: { reason: string }): void;
  /** Null: this process does not read it. */
  mailboxReadable(about: { mailbox: string; readable: boolean | null }): void;
  /** The text of `/metrics`. A gauge that cannot be read at the moment is left out. */
  render(): Promise<{ contentType: string; text: string }>;
}

/** A registry of its own. `queueLength` is asked at every scrape. */
export function createMetrics(parts: {
  queueLength: () => Promise<{ team: string; count: number }[]>;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const count = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `ventanilla_${name}_total`, help, labelNames, registers });
  const measure = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `ventanilla_${name}_seconds`, help, buckets, registers });

  const contacts = count('contacts', 'Contacts taken in, by channel and outcome.', ['channel', 'outcome']);
  const quarantined = count('contacts_quarantined', 'What could not be taken in and was put into quarantine, by channel and reason.', ['channel', 'reason']);
  const routed = count('tickets_routed', 'Tickets that were given their queue.', ['tier', 'team', 'priority']);
  const offers = count('offers', 'Offers that ended, by outcome.', ['outcome']);
  const assignments = count('assignments', 'Tickets taken by or given to an agent.', ['team']);
  const deliveries = count('deliveries', 'Outbound deliveries, by status reached.', ['channel', 'status']);
  const hooks = count('hook_tries', 'Tries to hand an event over to another system, by outcome.', ['outcome']);
  const faults = count('webhook_faults', 'Webhooks refused or failed, by provider and fault.', ['provider', 'fault']);
  const understood = count('texts_understood', 'Texts that were to tell their entry: sure, doubt when several are likely, triage when none is.', ['outcome']);
  const corrected = count('entries_corrected', 'Tickets of which an agent said that they are about another entry.', []);
  const trained = count('models_trained', 'Trainings of what is understood: taken, or why the model before stays.', ['outcome']);
  const model = new Gauge({ name: 'ventanilla_model_version', help: 'The model that this process reads texts with; 0: desk.yaml alone.', registers });
  const waits = measure('offer_wait', 'Time from queueing to the offer.', [1, 5, 15, 30, 60, 120, 300, 900, 3600, 14_400]);
  const lag = measure('event_publish_lag', 'Time from an event to its being shown.', [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]);
  const sockets = new Gauge({ name: 'ventanilla_agent_sockets', help: 'Agent screens connected to this process.', registers });
  const pages = new Gauge({ name: 'ventanilla_visitor_pages', help: 'Pages with the chat connected to this process.', registers });
  const refusedVisitors = count('visitors_refused', 'Connections and requests of visitors that were refused, by reason.', ['reason']);
  const mailboxes = new Gauge({
    name: 'ventanilla_mailbox_readable', help: 'Mailboxes that this process reads: 0 while something keeps one from being read.', labelNames: ['mailbox'], registers,
  });
  addQueueGauge(registry, parts.queueLength);

  return {
    contactAccepted: (about) => contacts.inc(about),
    contactQuarantined: (about) => quarantined.inc(about),
    ticketRouted: ({ tier, team, priority }) => routed.inc({ tier: String(tier), team, priority }),
    offerEnded: (about) => offers.inc(about),
    offerWaited: (seconds) => waits.observe(Math.max(0, seconds)),
    assignmentStarted: (about) => assignments.inc(about),
    deliveryEnded: (about) => deliveries.inc(about),
    hookTried: (about) => hooks.inc(about),
    webhookFault: (about) => faults.inc(about),
    textUnderstood: (about) => understood.inc(about),
    entryCorrected: () => corrected.inc(),
    modelTrained: (about) => trained.inc(about),
    modelVersion: (version) => model.set(version),
    eventPublished: (seconds) => lag.observe(Math.max(0, seconds)),
    agentSockets: (number) => sockets.set(number),
    visitorPages: (number) => pages.set(number),
    visitorRefused: (about) => refusedVisitors.inc(about),
    mailboxReadable: ({ mailbox, readable }) => (readable === null ? mailboxes.remove({ mailbox }) : mailboxes.set({ mailbox }, readable ? 1 : 0)),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function addQueueGauge(registry: Registry, queueLength: () => Promise<{ team: string; count: number }[]>): void {
  const gauge = new Gauge({
    name: 'ventanilla_queue_length',
    help: 'Tickets that wait for an agent, by team.',
    labelNames: ['team'],
    registers: [registry],
    collect: async () => {
      gauge.reset();
      // A scrape while the database is down must still tell everything else.
      const lengths = await queueLength().catch(() => []);
      for (const { team, count } of lengths) gauge.set({ team }, count);
    },
  });
}
