const es: Record<string, string> = {
  accepted: 'aceptó la oferta', assigned: 'asignado directamente', transferred: 'transferido', 'transferred-outside': 'transferida fuera de la mesa',
  'transfer-failed': 'la transferencia no se logró', escalated: 'escalado', classified: 'se clasificó de nuevo', merged: 'unido a otro tiquete',
  split: 'separado de otro tiquete', resolved: 'resuelto', cancelled: 'cancelado', words: 'por lo que dice el texto', 'customer-chose': 'el cliente lo eligió',
  chosen: 'por lo que se eligió al pedirlo', triage: 'nada coincidió lo suficiente: hay que clasificarlo', 'customer-wrote': 'el cliente escribió',
  'time-over': 'se cumplió el tiempo de espera', asked: 'a pedido del agente', waited: 'por el tiempo de espera', 'team-closed': 'el equipo está fuera de horario',
  'not-answered': 'no contestó', 'no-answer': 'no contestó', answered: 'contestó', busy: 'ocupado', failed: 'falló la llamada', canceled: 'colgó antes',
  machine: 'contestó un buzón', declined: 'no la tomó', left: 'colgó', completed: 'terminó', vanished: 'se perdió la conexión con el agente',
  away: 'el agente se ausentó', offline: 'el agente se desconectó', deactivated: 'el agente ya no trabaja aquí', 'signed-out': 'el agente salió',
  'missed-offers': 'no respondió a varias ofertas', call: 'por teléfono', 'call-ended': 'la llamada terminó', voicemail: 'dejó un mensaje de voz',
  callback: 'se le devolverá la llamada', 'callback-retry': 'se intentará de nuevo', 'callback-failed': 'no se logró la llamada',
  'callback-cancelled': 'la llamada de vuelta se canceló', 'agent-not-reached': 'el agente no contestó', 'not-reached': 'el cliente no contestó',
  'customer-not-reached': 'el cliente no contestó', 'consultation-cancelled': 'la consulta se canceló', abandoned: 'colgó',
  'abandoned-in-menu': 'colgó en el menú', 'no-capacity': 'el agente no tiene capacidad', provider: 'por pedido nuestro', edited: 'editado', added: 'agregado',
  'address-verified': 'dirección verificada', 'address-unverified': 'dirección sin verificar', agent: 'escrita por un agente',
  acknowledgement: 'acuse de recibo', invitation: 'invitación a escribir', 'too-large': 'es más grande de lo permitido', empty: 'está vacío',
  'not-found': 'ya no existe en el proveedor', unreachable: 'el proveedor no respondió', 'foreign-address': 'está en una dirección ajena',
  'no-credentials': 'faltan las credenciales del proveedor', 'not-kept': 'no se pudo guardar', 'unknown-type': 'este tipo de archivo no se recibe', 'type-mismatch': 'no es lo que dice ser', program: 'es un programa',
  'closed-automatically': 'cierre automático', 'no-mail': 'no dejó un correo', 'no-way-out': 'la mesa no puede enviar correo', 'by-mail': 'la conversación sigue por correo',
  'alarm-ended': 'la alarma terminó', 'alarm-lasts': 'la alarma sigue', 'alarm-again': 'la alarma volvió', 'alarm-worse': 'la alarma empeoró', grouped: 'reunido con otras alarmas', 'parent-ended': 'con el tiquete que lo reúne',
};

const en: typeof es = {
  accepted: 'accepted the offer', assigned: 'assigned directly', transferred: 'transferred', 'transferred-outside': 'transferred outside of the desk',
  'transfer-failed': 'the transfer did not succeed', escalated: 'escalated', classified: 'classified anew', merged: 'merged into another ticket',
  split: 'split off another ticket', resolved: 'resolved', cancelled: 'cancelled', words: 'by what the text says', 'customer-chose': 'the customer chose it',
  chosen: 'by what was chosen when it was asked for', triage: 'nothing matched well enough: somebody must classify it', 'customer-wrote': 'the customer wrote',
  'time-over': 'the time to wait is over', asked: 'asked for by the agent', waited: 'because of the wait', 'team-closed': 'the team is closed',
  'not-answered': 'no answer', 'no-answer': 'no answer', answered: 'answered', busy: 'busy', failed: 'the call failed', canceled: 'hung up before',
  machine: 'a voicemail answered', declined: 'not taken', left: 'hung up', completed: 'completed', vanished: 'the agent lost the connection',
  away: 'the agent is away', offline: 'the agent signed off', deactivated: 'the agent works here no more', 'signed-out': 'the agent signed out',
  'missed-offers': 'several offers were not answered', call: 'by telephone', 'call-ended': 'the call ended', voicemail: 'left a voicemail',
  callback: 'they will be called back', 'callback-retry': 'it will be tried again', 'callback-failed': 'the call did not succeed',
  'callback-cancelled': 'the callback was cancelled', 'agent-not-reached': 'the agent did not answer', 'not-reached': 'the customer did not answer',
  'customer-not-reached': 'the customer did not answer', 'consultation-cancelled': 'the consultation was cancelled', abandoned: 'hung up',
  'abandoned-in-menu': 'hung up in the menu', 'no-capacity': 'the agent has no capacity left', provider: 'as we asked', edited: 'edited', added: 'added',
  'address-verified': 'address verified', 'address-unverified': 'address not verified', agent: 'written by an agent',
  acknowledgement: 'acknowledgement', invitation: 'invitation to write', 'too-large': 'it is larger than allowed', empty: 'it is empty',
  'not-found': 'it is no longer at the provider', unreachable: 'the provider did not answer', 'foreign-address': 'it lies at a foreign address',
  'no-credentials': 'credentials of the provider are missing', 'not-kept': 'it could not be kept', 'unknown-type': 'files of this kind are not taken', 'type-mismatch': 'it is not what it says it is', program: 'it is a program',
  'closed-automatically': 'closed automatically', 'no-mail': 'they left no e-mail address', 'no-way-out': 'the desk cannot send mail', 'by-mail': 'the conversation goes on by mail',
  'alarm-ended': 'the alarm is over', 'alarm-lasts': 'the alarm goes on', 'alarm-again': 'the alarm is back', 'alarm-worse': 'the alarm became worse', grouped: 'brought together with other alarms', 'parent-ended': 'with the ticket that it hangs on',
};

/** What the codes mean by which the desk says why; whatever is none of them was written by a person. */
export const reasonWords: Record<'es' | 'en', Record<string, string>> = { es, en };

/** A reason in the reader's words, or as somebody wrote it, in quotes. */
export function reasonText(reason: string, say: Record<string, string>): string {
  const known = Object.hasOwn(say, reason) ? say[reason] : undefined;
  return known ?? (/^[a-z]+(-[a-z]+)+$/.test(reason) ? reason.replaceAll('-', ' ') : `«${reason}»`);
}
