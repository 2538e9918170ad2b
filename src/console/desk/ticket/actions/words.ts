import type { TicketStatus } from '../../lists/ticket-words.ts';

const es = {
  actions: 'Acciones',
  more: 'Más acciones',
  group: 'Tiquete',
  take: 'Tomar', takeTip: 'Asignarme este tiquete',
  resolve: 'Resolver', reopen: 'Reabrir', resume: 'Retomar', wait: 'En espera', escalate: 'Escalar', transfer: 'Transferir', classify: 'Clasificar',
  assign: 'Asignar a…', call: 'Llamar al cliente', cancelCallback: 'Cancelar la llamada de vuelta', letter: 'Anotar una carta', merge: 'Unir a otro tiquete', split: 'Separar contactos',
  cancel: 'Cancelar el tiquete', revoke: 'Anular enlaces de estado', block: 'Bloquear al remitente',
  why: {
    mineAlready: 'Ya es suyo.',
    notHeld: 'Primero alguien debe tomarlo.',
    lastTier: 'Ya está en el último nivel.',
    oneContact: 'Solo tiene un contacto: no hay qué separar.',
    noAddress: 'El cliente no tiene una dirección que bloquear.',
  },
  close: 'Volver', confirm: 'Confirmar', draftKept: 'Lo que escriba se guarda aquí hasta que confirme.',
  reason: 'Motivo', reasonOptional: 'Motivo (opcional)',
  dialog: {
    resolve: { title: 'Resolver', solution: 'Solución', hint: 'Queda en la historia y se usa para informar al cliente.', do: 'Resolver' },
    reopen: { title: 'Reabrir', do: 'Reabrir' },
    cancel: { title: 'Cancelar el tiquete', warning: 'El tiquete termina sin solución.', do: 'Cancelar el tiquete' },
    escalate: { title: 'Escalar al siguiente nivel', warning: 'Sale de sus manos y espera a un agente del nivel siguiente.', do: 'Escalar' },
    wait: { title: 'Poner en espera', forWhom: 'Espera', customer: 'Al cliente', vendor: 'A un proveedor', until: 'Hasta (opcional)', past: 'Ese momento ya pasó.', do: 'Poner en espera' },
    transfer: { title: 'Transferir', to: 'A quién', team: 'A un equipo', person: 'A una persona', pickTeam: 'Equipo', pickPerson: 'Persona', do: 'Transferir' },
    assign: { title: 'Asignar', pickPerson: 'Persona', do: 'Asignar' },
    classify: {
      title: 'Clasificar', entry: 'Tema', search: 'Buscar un tema', nothing: 'Ningún tema coincide.', matrix: 'Impacto y urgencia dan la prioridad',
      result: (from: string, to: string) => (from === to ? `La prioridad sigue en ${to}.` : `La prioridad pasa de ${from} a ${to}.`), none: 'ninguna', do: 'Clasificar',
      cell: (impact: string, urgency: string, priority: string) => `Impacto ${impact}, urgencia ${urgency}: ${priority}`,
    },
    merge: {
      title: 'Unir a otro tiquete', search: 'Número o palabras del asunto', nothing: 'No se encontró ningún tiquete.', same: 'de este mismo cliente', type: 'Escriba para buscar.',
      will: (from: string, to: string) => `${from} se cierra y sus conversaciones pasan a ${to}. El número ${from} llevará a ${to}.`, others: 'Son de clientes distintos: revise que sea el mismo asunto.', do: 'Unir',
    },
    split: {
      title: 'Separar contactos', hint: 'Elija en la historia los contactos que son otro asunto. Pasan a un tiquete nuevo.',
      count: (count: number) => (count === 1 ? '1 contacto elegido' : `${count} contactos elegidos`), all: 'Al menos un contacto debe quedarse.', do: 'Separar', give: 'Dejar como está',
    },
    call: {
      title: 'Llamar al cliente', when: 'Cuándo', now: 'Ahora', later: 'A una hora', at: 'Día y hora', past: 'Ese momento ya pasó.', to: 'Teléfono (si es otro)', nowHint: 'Primero suena su teléfono; al contestar se marca al cliente.',
      laterHint: 'El tiquete espera hasta entonces y se ofrece como llamada.', notMine: 'Para llamar ahora, el tiquete debe ser suyo.', doNow: 'Llamar', doLater: 'Programar',
    },
    letter: { title: 'Anotar una carta', hint: 'Para respuestas que salieron por correo postal. Cuenta como respuesta; la mesa no envía nada.', text: 'Qué dice la carta', to: 'Dirección postal (opcional)', do: 'Anotar la carta' },
    block: { title: 'Bloquear al remitente', address: 'Dirección', hint: 'Sus llamadas van al buzón; sus mensajes se guardan sin llegar a nadie.', do: 'Bloquear' },
  },
  done: {
    take: 'El tiquete es suyo.', resolve: 'Resuelto.', reopen: 'Reabierto.', resume: 'Retomado.', wait: 'Puesto en espera.', escalate: 'Escalado.', transfer: 'Transferido.', classify: 'Clasificado.',
    assign: 'Asignado.', call: 'Su teléfono va a sonar.', callLater: 'Llamada programada.', cancelCallback: 'La llamada de vuelta se canceló.', letter: 'La carta quedó anotada.', cancel: 'Cancelado.', revoke: 'Los enlaces de estado dados hasta ahora ya no sirven.',
    block: 'Dirección bloqueada.', split: 'Los contactos elegidos están ahora en', merge: (from: string) => `${from} se unió a este tiquete.`, follow: 'Sigue este tiquete.', unfollow: 'Ya no sigue este tiquete.',
  },
  availability: { available: 'disponible', away: 'ausente', offline: 'desconectado' },
  isNow: (status: string) => `Ahora está: ${status}.`,
};

const en: typeof es = {
  actions: 'Actions',
  more: 'More actions',
  group: 'Ticket',
  take: 'Take', takeTip: 'Assign this ticket to me',
  resolve: 'Resolve', reopen: 'Reopen', resume: 'Resume', wait: 'Wait', escalate: 'Escalate', transfer: 'Transfer', classify: 'Classify',
  assign: 'Assign to…', call: 'Call the customer', cancelCallback: 'Cancel the callback', letter: 'Note a letter', merge: 'Merge into another', split: 'Split off contacts',
  cancel: 'Cancel the ticket', revoke: 'Revoke status links', block: 'Block the sender',
  why: {
    mineAlready: 'It is yours already.',
    notHeld: 'Somebody must take it first.',
    lastTier: 'It is in the last tier already.',
    oneContact: 'It has one contact only: there is nothing to split off.',
    noAddress: 'The customer has no address to block.',
  },
  close: 'Back', confirm: 'Confirm', draftKept: 'What you type is kept here until you confirm.',
  reason: 'Reason', reasonOptional: 'Reason (optional)',
  dialog: {
    resolve: { title: 'Resolve', solution: 'Solution', hint: 'It stays in the story and serves to tell the customer.', do: 'Resolve' },
    reopen: { title: 'Reopen', do: 'Reopen' },
    cancel: { title: 'Cancel the ticket', warning: 'The ticket ends without a solution.', do: 'Cancel the ticket' },
    escalate: { title: 'Escalate to the next tier', warning: 'It leaves your hands and waits for an agent of the next tier.', do: 'Escalate' },
    wait: { title: 'Put on hold', forWhom: 'Waits', customer: 'For the customer', vendor: 'For a vendor', until: 'Until (optional)', past: 'That moment has passed.', do: 'Put on hold' },
    transfer: { title: 'Transfer', to: 'To whom', team: 'To a team', person: 'To a person', pickTeam: 'Team', pickPerson: 'Person', do: 'Transfer' },
    assign: { title: 'Assign', pickPerson: 'Person', do: 'Assign' },
    classify: {
      title: 'Classify', entry: 'Entry', search: 'Search the catalog', nothing: 'No entry matches.', matrix: 'Impact and urgency give the priority',
      result: (from, to) => (from === to ? `The priority stays ${to}.` : `The priority goes from ${from} to ${to}.`), none: 'none', do: 'Classify',
      cell: (impact, urgency, priority) => `Impact ${impact}, urgency ${urgency}: ${priority}`,
    },
    merge: {
      title: 'Merge into another ticket', search: 'Number or words of the subject', nothing: 'No ticket was found.', same: 'of this same customer', type: 'Type to search.',
      will: (from, to) => `${from} is closed and its conversations go to ${to}. The number ${from} will lead to ${to}.`, others: 'They are of different customers: make sure that it is the same matter.', do: 'Merge',
    },
    split: {
      title: 'Split off contacts', hint: 'Choose in the story those contacts that are another matter. They go to a new ticket.',
      count: (count) => (count === 1 ? '1 contact chosen' : `${count} contacts chosen`), all: 'One contact at least must stay.', do: 'Split off', give: 'Leave it as it is',
    },
    call: {
      title: 'Call the customer', when: 'When', now: 'Now', later: 'At a time', at: 'Day and time', past: 'That moment has passed.', to: 'Telephone (if another)', nowHint: 'Your telephone rings first; when you answer, the customer is dialled.',
      laterHint: 'The ticket waits until then and is offered as a call.', notMine: 'To call now, the ticket must be yours.', doNow: 'Call', doLater: 'Arrange',
    },
    letter: { title: 'Note a letter', hint: 'For answers that went by post. It counts as an answer; the desk sends nothing.', text: 'What the letter says', to: 'Postal address (optional)', do: 'Note the letter' },
    block: { title: 'Block the sender', address: 'Address', hint: 'Their calls go to voicemail; their messages are kept and reach nobody.', do: 'Block' },
  },
  done: {
    take: 'The ticket is yours.', resolve: 'Resolved.', reopen: 'Reopened.', resume: 'Resumed.', wait: 'Put on hold.', escalate: 'Escalated.', transfer: 'Transferred.', classify: 'Classified.',
    assign: 'Assigned.', call: 'Your telephone is about to ring.', callLater: 'Call arranged.', cancelCallback: 'The callback was cancelled.', letter: 'The letter is noted.', cancel: 'Cancelled.', revoke: 'The status links given out so far are worthless now.',
    block: 'Address blocked.', split: 'The contacts you chose are now in', merge: (from) => `${from} was merged into this ticket.`, follow: 'You follow this ticket.', unfollow: 'You follow this ticket no more.',
  },
  availability: { available: 'available', away: 'away', offline: 'offline' },
  isNow: (status) => `It is now: ${status}.`,
};

export const actionWords = { es, en };
export type ActionWords = typeof es;
export type StatusWords = Record<TicketStatus, string>;
