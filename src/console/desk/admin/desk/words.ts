const es = {
  teams: {
    title: 'Equipos', skills: 'Habilidades', tier: (tier: number) => `Nivel ${tier}`, allServices: 'todos los servicios', members: 'Personas', open: 'Tiquetes abiertos', waiting: 'En espera',
    team: 'Equipo', serves: 'Atiende', edit: 'Cambiar personas', editLabel: (name: string) => `Cambiar personas de ${name}`, editTitle: (name: string) => `Personas de ${name}`,
    editHint: 'Quien sale deja de recibir sus tiquetes y se retiran las ofertas que tenga de este equipo; lo asignado sigue siendo suyo.',
    retiredHint: 'Este equipo ya no está en desk.yaml: solo se puede salir de él. Pase sus tiquetes a otro equipo.',
    saved: (name: string) => `${name}: guardado.`, search: 'Buscar personas', noSkills: 'Nadie tiene habilidades y ninguna entrada las pide.', skill: 'Habilidad', who: 'Quién', nobody: 'nadie',
    skillsHint: 'Las piden las entradas de desk.yaml (skills). Se dan a cada persona en “Personas”.',
    nobodyWaits: 'Nadie de este equipo: lo que llegue espera.',
  },
  catalog: {
    title: 'Catálogo', file: 'Archivo', loaded: 'Leído', readOnly: 'Se cambia en el archivo y se lee al iniciar; «npm run desk:check» lo revisa antes.',
    warnings: (count: number) => (count === 1 ? '1 advertencia de desk:check' : `${count} advertencias de desk:check`), noWarnings: 'desk:check no tiene advertencias.', line: (line: number) => `línea ${line}`,
    entry: 'Entrada', key: 'Clave', digit: (digit: string) => `tecla ${digit}`, kind: 'Clase', start: 'Empieza', teamsOf: 'Equipos', sla: 'Promesa', skills: 'Habilidades', examples: 'Lo que dice la gente',
    noExamples: 'sin ejemplos', entries: (count: number) => (count === 1 ? '1 entrada' : `${count} entradas`), asksImpact: 'por teléfono pregunta si hay más afectados',
    retired: 'Entradas retiradas con tiquetes abiertos', openTickets: (count: number) => (count === 1 ? '1 tiquete abierto' : `${count} tiquetes abiertos`),
    impactUrgency: 'Impacto y urgencia', matrix: 'Prioridad por impacto y urgencia', slas: 'Promesas (SLA)', respond: 'Responder en', resolve: 'Resolver en', calendar: 'Calendario', calendars: 'Calendarios',
    priority: 'Prioridad', isDefault: 'la de la mesa', isDefaultCalendar: 'el de la mesa', openNow: 'Abierto ahora', closedNow: 'Cerrado ahora', always: 'Siempre abierto', until: (moment: string) => `hasta ${moment}`, opens: (moment: string) => `abre ${moment}`,
    days: { mon: 'lun', tue: 'mar', wed: 'mié', thu: 'jue', fri: 'vie', sat: 'sáb', sun: 'dom' } as Record<string, string>, holidays: 'Festivos', es: 'Español', en: 'Inglés', minutes: (text: string) => `${text} de horario abierto`,
  },
  channels: {
    title: 'Canales', on: 'Encendido', off: 'Apagado', needsAll: (names: string) => `Para encenderlo faltan en el entorno: ${names}.`, needsOne: (names: string) => `Para encenderlo falta en el entorno una de: ${names}.`,
    trouble: (code: string) => `No funciona ahora: el proveedor responde «${code}». Revise sus credenciales en el entorno.`,
    sendNeeds: (names: string) => `Recibe, pero no puede responder: falta ${names}.`, hint: 'Qué canales hay lo dice el entorno (.env.example). El interruptor cierra uno por un tiempo: nada de lo que llega se pierde, lo que ya empezó sigue y las respuestas siguen saliendo.',
    isClosed: 'Cerrado', offInFile: 'Apagado en desk.yaml.', switchOf: (name: string) => `${name}: abierto`, close: (name: string) => `Cerrar ${name}`, open: (name: string) => `Abrir ${name} de nuevo`, closeNow: 'Cerrar el canal', openNow: 'Abrir el canal',
    closed: (name: string) => `${name}: cerrado. Líderes y administración lo ven en todas las páginas.`, opened: (name: string) => `${name}: abierto de nuevo.`,
    closedBy: (name: string, moment: string) => `Cerrado por ${name}, ${moment}`, reason: 'Motivo', reasonHint: 'Lo ven líderes y administración, y queda en el registro.', nothingLost: 'Nada se pierde, y puede abrirlo de nuevo cuando quiera.', waitsInMailbox: 'el correo espera en el buzón',
    closes: {
      request: 'Nadie empieza una conversación: quien llega deja una solicitud, que se responde por correo. Las conversaciones abiertas siguen.',
      held: 'Nada se recibe: lo que llega espera donde está y se intenta de nuevo. El correo, en los buzones y en los servidores de quienes escriben (unos días; después lo devuelven); los faxes, en el servidor de fax; las alarmas, en el sistema de monitoreo. Los faxes y las alarmas que llegan por correo esperan en cuarentena: recíbalos cuando abra su canal. Nadie recibe un aviso. Las respuestas siguen saliendo.',
      refused: 'El formulario no recibe solicitudes: dice que está cerrado y qué otras vías están abiertas. Quien ya hizo una puede seguir escribiendo en ella.',
      message: 'Quien llama oye que la línea está cerrada y puede dejar un mensaje, que se vuelve tiquete. Quien ya está en la línea sigue en ella; las devoluciones y las llamadas de los agentes siguen.',
      told: 'El proveedor sigue entregando: cada mensaje (SMS o WhatsApp) se recibe y se vuelve tiquete. A quien empieza un caso se le responde una vez, en lugar del acuse, que por aquí no se atiende por ahora y qué otras vías están abiertas; a quien pidió no recibir mensajes, nada.',
    },
    opens: {
      request: 'Quien llega puede conversar de nuevo cuando haya alguien disponible.', held: 'Entra todo lo que esperaba.', refused: 'El formulario recibe solicitudes de nuevo.',
      message: 'Quien llama oye de nuevo el menú.', told: 'Quien escribe recibe de nuevo el acuse de siempre.',
    },
    lastContact: 'Último contacto', lastSent: 'Última respuesta enviada', none: 'ninguno en 7 días', today: 'Contactos en 24 horas', failed: 'No entregados en 24 horas', waiting: 'Por enviar ahora',
    addresses: 'Direcciones', webhooks: 'El proveedor llama a', listens: 'Recibe correo en', reconciled: 'Última conciliación con el proveedor', never: 'aún ninguna', seeFailed: 'ver', mailboxes: 'Buzones',
    held: 'lo lee un proceso', notHeld: 'nadie lo lee ahora', lastRead: (moment: string) => `último correo recibido ${moment}`, neverRead: 'todavía no ha recibido correo',
    states: {
      connecting: 'conectando', reading: 'leyendo', waiting: 'al día', 'held-up': 'detenido: un correo no se pudo guardar', unreachable: 'el servidor no responde', 'login-refused': 'el servidor no acepta la contraseña', 'no-folder': 'la carpeta no existe',
    } as Record<string, string>, unknownState: 'sin noticias', readable: 'Legible', unreadable: 'No se puede leer',
  },
};

const en: typeof es = {
  teams: {
    title: 'Teams', skills: 'Skills', tier: (tier) => `Tier ${tier}`, allServices: 'all services', members: 'People', open: 'Open tickets', waiting: 'Waiting',
    team: 'Team', serves: 'Serves', edit: 'Change people', editLabel: (name) => `Change people of ${name}`, editTitle: (name) => `People of ${name}`,
    editHint: 'Whoever leaves gets none of its tickets any more, and their offers of this team are withdrawn; what is assigned stays theirs.',
    retiredHint: 'This team is no longer in desk.yaml: people can only leave it. Transfer its tickets to another team.',
    saved: (name) => `${name}: saved.`, search: 'Search people', noSkills: 'Nobody has skills, and no entry asks for any.', skill: 'Skill', who: 'Who', nobody: 'nobody',
    skillsHint: 'Entries of desk.yaml ask for them (skills). Each person gets theirs in “People”.',
    nobodyWaits: 'Nobody is in this team: what comes will wait.',
  },
  catalog: {
    title: 'Catalog', file: 'File', loaded: 'Loaded', readOnly: 'It is changed in the file and read at the start; “npm run desk:check” looks it over before.',
    warnings: (count) => (count === 1 ? '1 warning of desk:check' : `${count} warnings of desk:check`), noWarnings: 'desk:check has no warnings.', line: (line) => `line ${line}`,
    entry: 'Entry', key: 'Key', digit: (digit) => `key ${digit}`, kind: 'Kind', start: 'Starts', teamsOf: 'Teams', sla: 'Promise', skills: 'Skills', examples: 'What people say',
    noExamples: 'no examples', entries: (count) => (count === 1 ? '1 entry' : `${count} entries`), asksImpact: 'asks by telephone whether others are affected',
    retired: 'Retired entries with open tickets', openTickets: (count) => (count === 1 ? '1 open ticket' : `${count} open tickets`),
    impactUrgency: 'Impact and urgency', matrix: 'Priority by impact and urgency', slas: 'Promises (SLA)', respond: 'Respond within', resolve: 'Resolve within', calendar: 'Calendar', calendars: 'Calendars',
    priority: 'Priority', isDefault: 'the desk’s', isDefaultCalendar: 'the desk’s', openNow: 'Open now', closedNow: 'Closed now', always: 'Always open', until: (moment) => `until ${moment}`, opens: (moment) => `opens ${moment}`,
    days: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' }, holidays: 'Holidays', es: 'Spanish', en: 'English', minutes: (text) => `${text} of open hours`,
  },
  channels: {
    title: 'Channels', on: 'On', off: 'Off', needsAll: (names) => `To turn it on, set in the environment: ${names}.`, needsOne: (names) => `To turn it on, set one of these in the environment: ${names}.`,
    trouble: (code) => `It does not work now: the provider answers “${code}”. Check its credentials in the environment.`,
    sendNeeds: (names) => `It receives but cannot answer: ${names} is missing.`, hint: 'The environment says which channels there are (.env.example). The switch closes one for a time: nothing that comes is lost, what was begun goes on, and answers still go out.',
    isClosed: 'Closed', offInFile: 'Off in desk.yaml.', switchOf: (name) => `${name}: open`, close: (name) => `Close ${name}`, open: (name) => `Open ${name} again`, closeNow: 'Close the channel', openNow: 'Open the channel',
    closed: (name) => `${name}: closed. Leads and admins see it on every page.`, opened: (name) => `${name}: open again.`,
    closedBy: (name, moment) => `Closed by ${name}, ${moment}`, reason: 'Reason', reasonHint: 'Leads and admins see it, and it stays in the log.', nothingLost: 'Nothing is lost, and you can open it again at any time.', waitsInMailbox: 'mail waits in the mailbox',
    closes: {
      request: 'Nobody begins a conversation: whoever comes leaves a request, which is answered by mail. Open conversations go on.',
      held: 'Nothing is taken in: what comes waits where it is and is tried again. Mail, in the mailboxes and on the servers of those who write (some days; then it is returned); faxes, on the fax server; alarms, in the monitoring system. Faxes and alarms that come by mail wait in quarantine: take them in once their channel is open. Nobody is told. Answers still go out.',
      refused: 'The form takes no requests: it says that it is closed and which other ways are open. Whoever made one can go on writing in it.',
      message: 'Callers hear that the line is closed and may leave a message, which becomes a ticket. Whoever is on the line stays there; callbacks and calls by agents go on.',
      told: 'The provider goes on delivering: every text (SMS or WhatsApp) is taken in and becomes a ticket. Whoever begins a case is told once, in place of the acknowledgement, that texts are not attended for now and which other ways are open; whoever asked for no messages gets none.',
    },
    opens: {
      request: 'Whoever comes can chat again as soon as somebody is available.', held: 'All that waited comes in.', refused: 'The form takes requests again.',
      message: 'Callers hear the menu again.', told: 'Whoever writes gets the usual acknowledgement again.',
    },
    lastContact: 'Last contact', lastSent: 'Last reply sent', none: 'none in 7 days', today: 'Contacts in 24 hours', failed: 'Undelivered in 24 hours', waiting: 'To be sent by now',
    addresses: 'Addresses', webhooks: 'The provider calls', listens: 'Takes mail on', reconciled: 'Last reconciled with the provider', never: 'not yet', seeFailed: 'see', mailboxes: 'Mailboxes',
    held: 'a process reads it', notHeld: 'nobody reads it now', lastRead: (moment) => `last mail taken in ${moment}`, neverRead: 'no mail taken in yet',
    states: {
      connecting: 'connecting', reading: 'reading', waiting: 'up to date', 'held-up': 'held up: a mail could not be stored', unreachable: 'the server does not answer', 'login-refused': 'the server refuses the password', 'no-folder': 'the folder does not exist',
    }, unknownState: 'no news', readable: 'Readable', unreadable: 'Cannot be read',
  },
};

export const words = { es, en };
