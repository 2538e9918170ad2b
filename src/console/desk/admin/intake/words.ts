const es = {
  undelivered: {
    title: 'No entregados', hint: 'Respuestas de la mesa que necesitan que alguien decida.',
    statuses: { failed: 'Fallaron', unknown: 'No se sabe si llegaron', held: 'Esperan al cliente', parked: 'Retenidas' },
    statusHints: {
      failed: 'El proveedor no las entregó.', unknown: 'El proceso se interrumpió al enviarlas: pudieron llegar.', held: 'WhatsApp las entrega cuando el cliente escriba.',
      parked: 'Respuestas automáticas que no se enviaron para que dos máquinas no conversen.',
    },
    none: 'Nada por aquí: todo lo que salió llegó.', to: 'a', nobody: 'sin dirección', by: 'por', desk: 'la mesa', part: (part: number, parts: number) => `parte ${part} de ${parts}`, noReason: 'El proveedor no dijo por qué.', code: 'código',
    retry: 'Enviar de nuevo', letGo: 'Enviar', retryLabel: (ticket: string) => `Enviar de nuevo la respuesta de ${ticket}`, confirmTitle: 'Puede haber llegado', confirmHint: 'No se sabe si esta respuesta llegó. Si se envía otra vez, el cliente puede recibirla dos veces.',
    sent: 'Va en camino de nuevo.', status: 'Cuáles',
  },
  quarantine: {
    title: 'Cuarentena', hint: 'Lo que llegó y no se pudo recibir. Sus bytes se conservan hasta 30 días después de resolverlo.', none: 'Nada en cuarentena.',
    states: { held: 'Por resolver', replayed: 'Recibidos después', discarded: 'Descartados', all: 'Todos' }, state: 'Cuáles',
    view: 'Ver', viewLabel: (from: string) => `Ver lo que llegó de ${from}`, viewTitle: 'Como llegó, en texto', cut: 'Se muestra el comienzo; descárguelo para verlo entero.', raw: 'Descargar', replay: 'Recibir de nuevo', discard: 'Descartar', reason: 'Por qué',
    discardTitle: 'Descartar', discardHint: 'Nadie lo necesita. Sale de la lista y sus bytes se borran en 30 días.', noSubject: '(sin asunto)', via: 'por', ticket: 'Tiquete', by: (name: string) => `por ${name}`,
    results: {
      opened: (ticket: string) => `Recibido: abrió ${ticket}.`, appended: (ticket: string) => `Recibido: se unió a ${ticket}.`, duplicate: () => 'Ya se había recibido mientras tanto.', noted: () => 'Recibido: no es trabajo para nadie.', quarantined: () => 'Sigue sin poderse recibir.',
    },
    gone: 'sus bytes ya se borraron',
  },
  ticketless: {
    title: 'Contactos sin tiquete', hint: 'Nadie que llamó o escribió queda olvidado, aunque no haya abierto un tiquete.', none: 'No hay contactos así.', kind: 'Cuáles', all: 'Todos',
    outcomes: { 'abandoned-in-menu': 'Colgó en el menú', screened: 'Llamaba demasiado: buzón de voz', blocked: 'Bloqueado', 'opted-out': 'Pidió no recibir mensajes', 'opted-in': 'Volvió a aceptar mensajes', helped: 'Pidió ayuda' }, to: 'a', block: 'Bloquear', blockLabel: (from: string) => `Bloquear ${from}`,
  },
  blocked: {
    title: 'Bloqueados', hint: 'Sus llamadas van al buzón de voz y sus mensajes se guardan sin que nadie los reciba.', none: 'Nadie está bloqueado.', add: 'Bloquear una dirección', kind: 'Clase', kinds: { phone: 'Teléfono', email: 'Correo', slack: 'Slack', visitor: 'Visitante' },
    value: 'Dirección', reason: 'Por qué', block: 'Bloquear', unblock: 'Desbloquear', unblockLabel: (value: string) => `Desbloquear ${value}`, by: (name: string) => `por ${name}`, done: (value: string) => `${value} queda bloqueado.`, undone: (value: string) => `${value} se oye de nuevo.`,
    unblockHint: 'Lo que envíe desde ahora llega como lo de cualquiera. Lo que envió antes sigue guardado sin tiquete.',
  },
};

const en: typeof es = {
  undelivered: {
    title: 'Undelivered', hint: 'Replies of the desk that need somebody to decide.',
    statuses: { failed: 'Failed', unknown: 'May have arrived', held: 'Waiting for the customer', parked: 'Held back' },
    statusHints: {
      failed: 'The provider did not deliver them.', unknown: 'The process broke off while sending: they may have arrived.', held: 'WhatsApp delivers them once the customer writes.',
      parked: 'Automatic answers that were not sent, so that no two machines talk to each other.',
    },
    none: 'Nothing here: everything that left arrived.', to: 'to', nobody: 'no address', by: 'by', desk: 'the desk', part: (part, parts) => `part ${part} of ${parts}`, noReason: 'The provider did not say why.', code: 'code',
    retry: 'Send again', letGo: 'Send', retryLabel: (ticket) => `Send the reply of ${ticket} again`, confirmTitle: 'It may have arrived', confirmHint: 'It is not known whether this reply arrived. If it is sent again, the customer may get it twice.',
    sent: 'It is on its way again.', status: 'Which',
  },
  quarantine: {
    title: 'Quarantine', hint: 'What came and could not be taken in. Its bytes are kept until 30 days after it was settled.', none: 'Nothing in quarantine.',
    states: { held: 'To settle', replayed: 'Taken in later', discarded: 'Discarded', all: 'All' }, state: 'Which',
    view: 'View', viewLabel: (from) => `View what came from ${from}`, viewTitle: 'As it came, as text', cut: 'This is how it begins; download it to see all of it.', raw: 'Download', replay: 'Take in again', discard: 'Discard', reason: 'Why',
    discardTitle: 'Discard', discardHint: 'Nobody needs it. It leaves the list, and its bytes are deleted within 30 days.', noSubject: '(no subject)', via: 'by', ticket: 'Ticket', by: (name) => `by ${name}`,
    results: {
      opened: (ticket) => `Taken in: it opened ${ticket}.`, appended: (ticket) => `Taken in: it joined ${ticket}.`, duplicate: () => 'It was taken in already, meanwhile.', noted: () => 'Taken in: it is no work for anybody.', quarantined: () => 'It still cannot be taken in.',
    },
    gone: 'its bytes are deleted',
  },
  ticketless: {
    title: 'Contacts without ticket', hint: 'Nobody who called or wrote is forgotten, even if no ticket was opened.', none: 'There are no such contacts.', kind: 'Which', all: 'All',
    outcomes: { 'abandoned-in-menu': 'Hung up in the menu', screened: 'Called too often: voicemail', blocked: 'Blocked', 'opted-out': 'Asked to get no messages', 'opted-in': 'Takes messages again', helped: 'Asked for help' }, to: 'to', block: 'Block', blockLabel: (from) => `Block ${from}`,
  },
  blocked: {
    title: 'Blocked', hint: 'Their calls go to voicemail, and their messages are kept without reaching anybody.', none: 'Nobody is blocked.', add: 'Block an address', kind: 'Kind', kinds: { phone: 'Telephone', email: 'E-mail', slack: 'Slack', visitor: 'Visitor' },
    value: 'Address', reason: 'Why', block: 'Block', unblock: 'Unblock', unblockLabel: (value) => `Unblock ${value}`, by: (name) => `by ${name}`, done: (value) => `${value} is blocked.`, undone: (value) => `${value} is heard again.`,
    unblockHint: 'What they send from now on arrives like anybody’s. What they sent before stays without a ticket.',
  },
};

export const words = { es, en };
