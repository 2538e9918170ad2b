const es = {
  title: 'Personas', add: 'Añadir persona', search: 'Buscar por nombre, correo, equipo o habilidad', inactiveToo: 'También desactivadas',
  none: 'Nadie coincide con la búsqueda.', count: (count: number) => (count === 1 ? '1 persona' : `${count} personas`),
  name: 'Nombre', email: 'Correo', role: 'Rol', teams: 'Equipos', skills: 'Habilidades', languages: 'Idiomas', capacity: 'Capacidad', phone: 'Teléfono',
  noTeams: 'sin equipo: no recibe ofertas', inactive: 'Desactivada', you: 'usted',
  roles: { agent: 'Agente', lead: 'Líder', admin: 'Administración' },
  roleHints: {
    agent: 'Atiende tiquetes.', lead: 'Además ve el tablero, reasigna y cambia estados.', admin: 'Además administra personas y ve toda la configuración.',
  },
  states: { available: 'Disponible', away: 'Ausente', offline: 'Desconectada' },
  locales: { es: 'Español', en: 'Inglés' },
  load: (load: number, capacity: number) => `carga ${load} de ${capacity}`,
  capacityHint: 'Unidades de trabajo a la vez: una llamada suele costar 100, un chat 30, un texto 15.',
  phoneHint: 'Dónde suenan sus llamadas: un número, una dirección sip: o client:. Vacío: en el navegador.',
  skillsHint: 'Las que piden las entradas del catálogo.', noSkills: 'desk.yaml no pide ninguna habilidad',
  editTitle: (name: string) => `Editar a ${name}`, edit: 'Editar', editLabel: (name: string) => `Editar a ${name}`, actions: (name: string) => `Más sobre ${name}`,
  saved: (name: string) => `${name}: guardado.`,
  password: 'Contraseña', passwordMade: 'Generar una y mostrarla una vez', passwordGiven: 'Escribirla yo', passwordShort: 'Al menos 8 caracteres.',
  reset: 'Nueva contraseña', resetTitle: (name: string) => `Nueva contraseña de ${name}`,
  resetHint: 'La contraseña de antes deja de servir y sus sesiones terminan en todas partes.', resetOwnHint: 'Sus demás sesiones terminan; esta sigue.',
  shown: (name: string) => `Contraseña de ${name}`, shownHint: 'Se muestra solo esta vez: désela por una vía segura. La mesa guarda solo su huella.',
  resetDone: (name: string) => `La contraseña de ${name} cambió.`,
  signOut: 'Cerrar sus sesiones', signOutTitle: (name: string) => `Cerrar las sesiones de ${name}`,
  signOutHint: 'Sale de todas partes en pocos segundos. Si no vuelve a entrar, su trabajo regresa a la cola dentro de un minuto.',
  signOutOwnHint: 'Sus demás sesiones terminan; esta sigue.', signOutDone: (name: string) => `Las sesiones de ${name} terminaron.`,
  deactivate: 'Desactivar', deactivateTitle: (name: string) => `Desactivar a ${name}`,
  deactivateWork: (tickets: number, offers: number) =>
    tickets + offers === 0
      ? 'No tiene trabajo en curso.'
      : `Tiene ${tickets} ${tickets === 1 ? 'tiquete' : 'tiquetes'} y ${offers} ${offers === 1 ? 'oferta' : 'ofertas'}: todo vuelve a la cola.`,
  deactivateHint: 'Sale de inmediato y no puede entrar. Lo que hizo sigue en los tiquetes con su nombre. Se puede activar de nuevo.',
  deactivated: (name: string) => `${name} ya no puede entrar.`, activate: 'Activar', activated: (name: string) => `${name} puede entrar de nuevo.`,
  check: { name: 'Escriba un nombre.', email: 'Escriba un correo.', teams: 'Algún equipo no existe.', capacity: 'De 1 a 100000, y no menos que su carga.', phone: 'Un número de teléfono, o sip: o client:', password: 'De 8 a 1000 caracteres.' } as Record<string, string>,
  checkOther: 'Revise este dato.', keys: { add: 'Añadir persona', group: 'Personas' },
};

const en: typeof es = {
  title: 'People', add: 'Add a person', search: 'Search by name, e-mail, team or skill', inactiveToo: 'Deactivated too',
  none: 'Nobody matches.', count: (count) => (count === 1 ? '1 person' : `${count} people`),
  name: 'Name', email: 'E-mail', role: 'Role', teams: 'Teams', skills: 'Skills', languages: 'Languages', capacity: 'Capacity', phone: 'Telephone',
  noTeams: 'no team: gets no offers', inactive: 'Deactivated', you: 'you',
  roles: { agent: 'Agent', lead: 'Lead', admin: 'Admin' },
  roleHints: { agent: 'Works tickets.', lead: 'Also sees the wall, reassigns and changes states.', admin: 'Also looks after people and sees the whole set-up.' },
  states: { available: 'Available', away: 'Away', offline: 'Offline' },
  locales: { es: 'Spanish', en: 'English' },
  load: (load, capacity) => `load ${load} of ${capacity}`,
  capacityHint: 'Units of work at a time: a call usually costs 100, a chat 30, a text 15.',
  phoneHint: 'Where their calls ring: a number, a sip: or a client: address. Empty: in the browser.',
  skillsHint: 'Those that entries of the catalog ask for.', noSkills: 'desk.yaml asks for no skill',
  editTitle: (name) => `Edit ${name}`, edit: 'Edit', editLabel: (name) => `Edit ${name}`, actions: (name) => `More about ${name}`,
  saved: (name) => `${name}: saved.`,
  password: 'Password', passwordMade: 'Make one and show it once', passwordGiven: 'I write it', passwordShort: 'At least 8 characters.',
  reset: 'New password', resetTitle: (name) => `New password for ${name}`,
  resetHint: 'The old password stops working and their sessions end everywhere.', resetOwnHint: 'Your other sessions end; this one goes on.',
  shown: (name) => `Password of ${name}`, shownHint: 'It is shown only this once: pass it on in a safe way. The desk keeps only its hash.',
  resetDone: (name) => `The password of ${name} has changed.`,
  signOut: 'Sign out everywhere', signOutTitle: (name) => `Sign ${name} out everywhere`,
  signOutHint: 'They are out everywhere within seconds. Unless they sign in again, their work goes back to the queue within a minute.',
  signOutOwnHint: 'Your other sessions end; this one goes on.', signOutDone: (name) => `The sessions of ${name} have ended.`,
  deactivate: 'Deactivate', deactivateTitle: (name) => `Deactivate ${name}`,
  deactivateWork: (tickets, offers) =>
    tickets + offers === 0
      ? 'They have no work in hand.'
      : `They have ${tickets} ${tickets === 1 ? 'ticket' : 'tickets'} and ${offers} ${offers === 1 ? 'offer' : 'offers'}: all of it goes back to the queue.`,
  deactivateHint: 'They are out at once and cannot sign in. What they did stays on the tickets under their name. They can be activated again.',
  deactivated: (name) => `${name} can no longer sign in.`, activate: 'Activate', activated: (name) => `${name} can sign in again.`,
  check: { name: 'Please write a name.', email: 'Please write an e-mail.', teams: 'One of the teams does not exist.', capacity: 'From 1 to 100000, and no less than their load.', phone: 'A telephone number, or sip: or client:', password: 'From 8 to 1000 characters.' },
  checkOther: 'Please check this.', keys: { add: 'Add a person', group: 'People' },
};

export const words = { es, en };
