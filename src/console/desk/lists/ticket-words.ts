import type { TicketSummary } from '../../../api/contract.ts';
import type { InBoth } from '../../shared/words.tsx';

export type TicketStatus = TicketSummary['status'];
export type TicketKind = TicketSummary['kind'];
export type Priority = NonNullable<TicketSummary['priority']>;
export type Level = NonNullable<TicketSummary['impact']>;
export type Tier = NonNullable<TicketSummary['tier']>;

/** In the order of a ticket's life. */
export const statuses = ['new', 'queued', 'offered', 'assigned', 'waiting', 'resolved', 'closed', 'cancelled'] as const satisfies readonly TicketStatus[];
export const kinds = ['incident', 'request', 'question', 'complaint', 'problem', 'alarm'] as const satisfies readonly TicketKind[];
/** The most urgent first. */
export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const satisfies readonly Priority[];
export const levels = ['low', 'medium', 'high'] as const satisfies readonly Level[];
export const tiers = [1, 2, 3] as const satisfies readonly Tier[];
/** The ways people reach the desk, by the names that the API gives them. */
export const channels = ['voice', 'sms', 'email', 'chat', 'web', 'slack', 'fax', 'monitoring'] as const;
export type ChannelName = (typeof channels)[number];

/** What a list says of a ticket, apart from what people wrote. */
interface TicketWords {
  status: Record<TicketStatus, string>;
  waitingFor: Record<'customer' | 'vendor', string>;
  kind: Record<TicketKind, string>;
  priority: Record<Priority, string>;
  noPriority: string;
  level: Record<Level, string>;
  impact: string;
  urgency: string;
  tier: (tier: Tier) => string;
  channel: Record<ChannelName, string>;
  sla: { none: string; met: string; left: (time: string) => string; late: (time: string) => string };
  noTags: string;
  tags: string;
  removeTag: (tag: string) => string;
  moreTags: (count: number) => string;
}

const es: TicketWords = {
  status: {
    new: 'Nuevo', queued: 'En cola', offered: 'Ofrecido', assigned: 'Asignado', waiting: 'En espera',
    resolved: 'Resuelto', closed: 'Cerrado', cancelled: 'Cancelado',
  },
  waitingFor: { customer: 'Espera al cliente', vendor: 'Espera al proveedor' },
  kind: { incident: 'Incidente', request: 'Solicitud', question: 'Consulta', complaint: 'Queja', problem: 'Problema', alarm: 'Alarma' },
  priority: { P1: 'Crítica', P2: 'Alta', P3: 'Media', P4: 'Baja', P5: 'Mínima' },
  noPriority: 'Sin prioridad',
  level: { low: 'Bajo', medium: 'Medio', high: 'Alto' },
  impact: 'Impacto',
  urgency: 'Urgencia',
  tier: (tier) => `Nivel ${tier}`,
  channel: {
    voice: 'Llamada', sms: 'Mensaje de texto', email: 'Correo', chat: 'Chat', web: 'Formulario web', slack: 'Slack',
    fax: 'Fax', monitoring: 'Monitoreo',
  },
  sla: {
    none: 'Sin plazo', met: 'Plazos cumplidos o terminados',
    left: (time) => `Quedan ${time}`, late: (time) => `Vencido hace ${time}`,
  },
  noTags: 'Sin etiquetas',
  tags: 'Etiquetas',
  removeTag: (tag) => `Quitar la etiqueta ${tag}`,
  moreTags: (count) => `${count} más`,
};

const en: TicketWords = {
  status: {
    new: 'New', queued: 'Queued', offered: 'Offered', assigned: 'Assigned', waiting: 'Waiting',
    resolved: 'Resolved', closed: 'Closed', cancelled: 'Cancelled',
  },
  waitingFor: { customer: 'Waits for the customer', vendor: 'Waits for the vendor' },
  kind: { incident: 'Incident', request: 'Request', question: 'Question', complaint: 'Complaint', problem: 'Problem', alarm: 'Alarm' },
  priority: { P1: 'Critical', P2: 'High', P3: 'Medium', P4: 'Low', P5: 'Minimal' },
  noPriority: 'No priority',
  level: { low: 'Low', medium: 'Medium', high: 'High' },
  impact: 'Impact',
  urgency: 'Urgency',
  tier: (tier) => `Tier ${tier}`,
  channel: {
    voice: 'Call', sms: 'Text message', email: 'E-mail', chat: 'Chat', web: 'Web form', slack: 'Slack',
    fax: 'Fax', monitoring: 'Monitoring',
  },
  sla: {
    none: 'No target', met: 'Targets met or ended',
    left: (time) => `${time} left`, late: (time) => `Overdue by ${time}`,
  },
  noTags: 'No tags',
  tags: 'Tags',
  removeTag: (tag) => `Remove the tag ${tag}`,
  moreTags: (count) => `${count} more`,
};

export const ticketWords: InBoth<TicketWords> = { es, en };

/** A channel in the reader's words; one that these pages do not know is told by its own name. */
export function channelWord(say: TicketWords, channel: string): string {
  return isChannel(channel) ? say.channel[channel] : channel;
}

export function isChannel(name: string): name is ChannelName {
  return channels.some((known) => known === name);
}
