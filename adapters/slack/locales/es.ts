import type { SlackWords } from './slack-words.ts';

export const es: SlackWords = {
  form: {
    title: 'Nueva solicitud', send: 'Enviar', cancel: 'Cancelar', close: 'Cerrar',
    service: 'Servicio', choose: 'Elija', entry: '¿De qué se trata?', entryHint: 'Si no está seguro, déjelo vacío.',
    subject: 'Asunto', subjectHint: 'En pocas palabras; si lo deja vacío, usamos la primera línea.',
    words: '¿Qué necesita?', wordsHint: 'Qué pasa, desde cuándo y qué mensaje aparece.',
    impact: '¿A quién afecta?', impacts: { low: 'Solo a mí', medium: 'A mi equipo o área', high: 'A toda la organización' },
    urgency: '¿Qué tan urgente es?', urgencies: { low: 'Puede esperar unos días', medium: 'Me retrasa, pero puedo seguir', high: 'No puedo trabajar' },
    faults: {
      service: 'Este servicio ya no existe. Elija otro.', entry: 'Esta opción no es de este servicio. Elija otra.',
      words: 'Escriba qué necesita.', tooLong: 'El texto es demasiado largo.',
    },
    sent: (ticket) => `Recibimos su solicitud. Es el tiquete ${ticket}. Le responderemos por mensaje directo.`,
    sentWithout: 'Recibimos su solicitud.',
    notOpened: 'No pudimos abrir el formulario. Por favor, intente de nuevo.',
  },
  fromMessage: {
    opened: (ticket) => `Abrimos el tiquete ${ticket} con ese mensaje.`,
    known: (ticket) => `Ese mensaje ya es del tiquete ${ticket}.`,
    bot: 'Ese mensaje lo escribió una aplicación, y solo abrimos tiquetes de mensajes de personas.',
    unreadable: 'No pudimos leer ese mensaje, así que no abrimos ningún tiquete.',
    blocked: 'No recibimos mensajes de esa persona.',
    notInChannel: (mention) => `No estamos en ese canal: le responderemos por mensaje directo a quien lo escribió. Para que respondamos en el canal, escriba allí /invite ${mention}.`,
  },
  home: {
    greeting: (deskName) => `Bienvenido a ${deskName}`, newRequest: 'Nueva solicitud', announcements: 'Avisos',
    kinds: { outage: 'Interrupción', maintenance: 'Mantenimiento', news: 'Novedad' },
    requests: 'Sus solicitudes', none: 'Todavía no tiene solicitudes. Con el botón de arriba puede crear la primera.',
    more: 'Aquí aparecen las 20 más recientes.', due: (moment) => `prometida para ${moment}`, opened: (moment) => `abierta ${moment}`,
    states: {
      received: 'Recibida', queued: 'En espera de que una persona la atienda', assigned: 'Una persona la está atendiendo',
      waitingForCustomer: 'Esperamos su respuesta', waitingForVendor: 'Esperamos a un proveedor',
      resolved: 'Resuelta', closed: 'Cerrada', cancelled: 'Cancelada',
    },
    noSubject: 'Sin asunto',
  },
  resolution: {
    solved: 'Sí, quedó resuelto', notSolved: 'No, sigue igual', confirmed: 'Usted confirmó que quedó resuelto. ¡Gracias!',
    reopened: 'Abrimos de nuevo su solicitud.', over: 'Esta solicitud ya cambió después de este mensaje.',
    ask: '¿Cómo le pareció la atención?',
    scores: { 1: 'Muy buena', 2: 'Buena', 3: 'Regular', 4: 'Mala', 5: 'Muy mala' },
    rated: (score) => `Su calificación: ${score}.`, comment: 'Cambiar o comentar',
    notYours: 'Solo quien hizo la solicitud puede responder a esto.',
    reopen: { title: '¿Qué sigue fallando?', reason: 'Cuéntenos qué pasa', hint: 'Es opcional.', send: 'Abrir de nuevo', cancel: 'Cancelar' },
    rating: { title: 'Su calificación', score: '¿Cómo le pareció?', comment: 'Comentario (opcional)', send: 'Guardar', cancel: 'Cancelar' },
  },
  offer: {
    offered: 'Se le ofrece un tiquete', accept: 'Aceptar', decline: 'Rechazar', priority: 'Prioridad', due: 'Vence', until: 'Puede aceptarlo hasta',
    none: 'sin plazo', live: 'Una persona espera en línea.',
    ended: { accepted: 'Usted aceptó este tiquete.', declined: 'Usted rechazó esta oferta.', expired: 'La oferta venció sin respuesta.', withdrawn: 'La oferta se retiró.' },
    notYours: 'Esta oferta no es para usted.', late: 'Esta oferta ya terminó.',
    needsPhone: 'Atiéndala en la consola.',
  },
};
