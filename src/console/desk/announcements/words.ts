const es = {
  title: 'Anuncios', intro: 'Lo que la mesa le dice a todos: quien espera en el teléfono lo oye, y se ve en el portal y en el chat.', add: 'Nuevo anuncio',
  none: 'No hay anuncios.', now: 'Vigentes', later: 'Programados', past: 'Terminados', loading: 'Cargando…', again: 'Intentar de nuevo',
  kinds: { outage: 'Falla', maintenance: 'Mantenimiento', news: 'Noticia' },
  channels: { voice: 'Teléfono', web: 'Portal', chat: 'Chat' },
  allServices: 'Todos los servicios', always: 'hasta que se retire', from: 'Desde', until: 'Hasta', by: (name: string) => `por ${name}`,
  edit: 'Cambiar', end: 'Retirar', endTitle: '¿Retirar este anuncio?', endText: 'Deja de verse y de oírse en todas partes en unos segundos.', cancel: 'Cancelar', keep: 'Dejarlo',
  editTitle: 'Cambiar el anuncio', kind: 'Clase', spanish: 'En español', english: 'En inglés', words: 'Título', text: 'Texto', textHint: 'Opcional. Se lee en voz alta en el teléfono: que sea corto.',
  services: 'Servicios', servicesHint: 'Ninguno: todos.', shown: 'Dónde se dice', fromHint: 'Vacío: desde ahora.', untilHint: 'Vacío: hasta que se retire.',
  publish: 'Publicar', save: 'Guardar',
  faults: {
    noTitle: 'Escriba un título en un idioma por lo menos.', textOnly: 'El texto necesita un título en este idioma.', noChannel: 'Elija por lo menos un lugar.', order: 'Debe ser después del comienzo.',
    gone: 'Este anuncio ya fue retirado.', stale: 'Alguien cambió este anuncio mientras tanto. Ciérrelo y mire cómo quedó.', offline: 'No hay conexión con la mesa. Intente de nuevo.', other: 'No se pudo guardar. Intente de nuevo.',
  },
};

const en: typeof es = {
  title: 'Announcements', intro: 'What the desk tells everybody: callers who wait hear it, and it stands in the portal and in the chat.', add: 'New announcement',
  none: 'There are no announcements.', now: 'In force', later: 'To come', past: 'Over', loading: 'Loading…', again: 'Try again',
  kinds: { outage: 'Outage', maintenance: 'Maintenance', news: 'News' },
  channels: { voice: 'Telephone', web: 'Portal', chat: 'Chat' },
  allServices: 'All services', always: 'until it is taken back', from: 'From', until: 'Until', by: (name) => `by ${name}`,
  edit: 'Change', end: 'Take back', endTitle: 'Take this announcement back?', endText: 'It is no longer seen or heard anywhere within seconds.', cancel: 'Cancel', keep: 'Leave it',
  editTitle: 'Change the announcement', kind: 'Kind', spanish: 'In Spanish', english: 'In English', words: 'Title', text: 'Text', textHint: 'Optional. It is read aloud on the telephone: keep it short.',
  services: 'Services', servicesHint: 'None: all of them.', shown: 'Where it is told', fromHint: 'Empty: from now on.', untilHint: 'Empty: until it is taken back.',
  publish: 'Publish', save: 'Save',
  faults: {
    noTitle: 'Write a title in one language at least.', textOnly: 'The text needs a title in this language.', noChannel: 'Choose one place at least.', order: 'Must be after its beginning.',
    gone: 'This announcement was taken back.', stale: 'Somebody changed this announcement meanwhile. Close this and see what it says now.', offline: 'The desk cannot be reached. Please try again.', other: 'It could not be saved. Please try again.',
  },
};

export const words = { es, en };
export type AnnouncementPageWords = typeof es;
