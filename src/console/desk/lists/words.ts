import type { ListName } from './list-state.ts';

interface ListWords {
  titles: Record<ListName, string>;
  count: (count: number, isExact: boolean) => string;
  search: string;
  searchLabel: string;
  shortSearch: string;
  filter: string;
  filterSearch: string;
  noOption: string;
  clearAll: string;
  removeFilter: (name: string) => string;
  fields: Record<'status' | 'priority' | 'channel' | 'kind' | 'tier' | 'team' | 'service' | 'entry' | 'tag' | 'agent' | 'waitingFor' | 'more' | 'customer', string>;
  mine: string;
  nobody: string;
  myTeams: string;
  following: string;
  overdue: string;
  oneCustomer: string;
  everyStatus: string;
  sort: string;
  sorts: Record<'queue' | 'newest' | 'oldest' | 'due' | 'updated', string>;
  columns: Record<'choose' | 'priority' | 'number' | 'channel' | 'subject' | 'customer' | 'entry' | 'team' | 'agent' | 'age' | 'sla' | 'status', string>;
  chooseTicket: (number: string) => string;
  chooseAll: string;
  awaitsAnswer: string;
  undelivered: string;
  followed: string;
  unassigned: string;
  unknownCustomer: string;
  loading: string;
  fresh: (count: number) => string;
  ended: (count: number) => string;
  emptyTitle: Record<ListName | 'filtered' | 'some', string>;
  emptyHelp: Record<ListName | 'filtered' | 'some', string>;
  toQueue: string;
  fault: string;
  retry: string;
  views: { label: string; save: string; name: string; share: string; saved: string; rename: string; remove: string; menu: string; shared: string; cancel: string; everything: string; removeSure: (name: string, isShared: boolean) => string };
  bulk: {
    label: string; chosen: (count: number) => string; clear: string; assign: string; transfer: string; tag: string; classify: string; cancel: string; follow: string; unfollow: string;
    agent: string; team: string; reason: string; addTags: string; removeTags: string; tagsHint: string; impact: string; urgency: string; entry: string; keep: string; go: string; back: string;
    cancelWarning: (count: number) => string; done: (count: number) => string; failed: (count: number) => string; close: string;
  };
  faultOf: (code: string) => string;
  keys: { group: string; down: string; up: string; open: string; choose: string; chooseRange: string; filter: string; search: string; clear: string };
}

const es: ListWords = {
  titles: { work: 'Mi trabajo', queue: 'Cola del equipo', all: 'Todos los tiquetes' },
  count: (count, isExact) => (count === 1 ? '1 tiquete' : `${isExact ? '' : 'más de '}${count.toLocaleString('es')} tiquetes`),
  search: 'Buscar en esta lista',
  searchLabel: 'Buscar en esta lista por número, palabras, cliente o dirección',
  shortSearch: 'Con menos de 3 letras se buscan palabras de los tiquetes; clientes y direcciones, desde 3.',
  filter: 'Filtrar',
  filterSearch: 'Escriba un estado, un equipo, una etiqueta…',
  noOption: 'Nada se llama así',
  clearAll: 'Quitar todo',
  removeFilter: (name) => `Quitar el filtro ${name}`,
  fields: {
    status: 'Estado', priority: 'Prioridad', channel: 'Canal', kind: 'Tipo', tier: 'Nivel', team: 'Equipo', service: 'Servicio', entry: 'Tema',
    tag: 'Etiqueta', agent: 'Agente', waitingFor: 'En espera de', more: 'Además', customer: 'Cliente',
  },
  mine: 'Yo',
  nobody: 'Nadie',
  myTeams: 'Mis equipos',
  following: 'Los que sigo',
  overdue: 'Vencidos',
  oneCustomer: 'De un cliente',
  everyStatus: 'Todos los estados',
  sort: 'Orden',
  sorts: { queue: 'Orden de la cola', newest: 'Más recientes', oldest: 'Más antiguos', due: 'Vence primero', updated: 'Cambió último' },
  columns: {
    choose: 'Elegir', priority: 'Prioridad', number: 'Número', channel: 'Canal', subject: 'Asunto', customer: 'Cliente', entry: 'Tema', team: 'Equipo',
    agent: 'Agente', age: 'Edad', sla: 'Plazo', status: 'Estado',
  },
  chooseTicket: (number) => `Elegir ${number}`,
  chooseAll: 'Elegir todos los cargados',
  awaitsAnswer: 'El cliente espera respuesta',
  undelivered: 'Una respuesta no llegó',
  followed: 'Usted lo sigue',
  unassigned: 'Sin agente',
  unknownCustomer: 'Desconocido',
  loading: 'Cargando…',
  fresh: (count) => (count === 1 ? '1 nuevo' : `${count} nuevos`),
  ended: (count) => `Fin de la lista: ${count.toLocaleString('es')}`,
  emptyTitle: { work: 'No tiene nada pendiente', queue: 'La cola está vacía', all: 'Todavía no hay tiquetes', filtered: 'Nada coincide', some: 'No hay tiquetes' },
  emptyHelp: {
    work: 'Lo que acepte aparecerá aquí. Póngase disponible y la mesa le ofrecerá trabajo, o mire qué espera en la cola.',
    queue: 'Nadie espera a un agente de sus equipos. Lo nuevo aparecerá aquí sin recargar.',
    all: 'Cada llamada, correo, mensaje o formulario abrirá uno aquí.',
    filtered: 'Ningún tiquete cumple todos los filtros. Los cerrados y cancelados aparecen solo si los pide por estado.',
    some: '',
  },
  toQueue: 'Ver la cola',
  fault: 'La lista no se pudo cargar.',
  retry: 'Intentar de nuevo',
  views: {
    label: 'Vistas', save: 'Guardar vista', name: 'Nombre de la vista', share: 'Compartir con toda la mesa', saved: 'Guardar', rename: 'Cambiar nombre',
    remove: 'Borrar vista', menu: 'Acciones de la vista', shared: 'compartida', cancel: 'Cancelar', everything: 'Todo',
    removeSure: (name, isShared) => `¿Borrar «${name}»${isShared ? ' para toda la mesa' : ''}? Los tiquetes siguen donde están.`,
  },
  bulk: {
    label: 'Acciones con los tiquetes elegidos', chosen: (count) => (count === 1 ? '1 elegido' : `${count} elegidos`), clear: 'Soltar', assign: 'Asignar', transfer: 'Pasar a equipo', tag: 'Etiquetar', classify: 'Prioridad',
    cancel: 'Cancelar tiquetes', follow: 'Seguir', unfollow: 'Dejar de seguir', agent: 'Agente', team: 'Equipo', reason: 'Motivo', addTags: 'Poner', removeTags: 'Quitar',
    tagsHint: 'Enter después de cada una', impact: 'Impacto', urgency: 'Urgencia', entry: 'Tema del catálogo', keep: 'Como está', go: 'Aplicar', back: 'Volver',
    cancelWarning: (count) => (count === 1 ? 'El tiquete termina sin solución.' : `${count} tiquetes terminan sin solución.`),
    done: (count) => (count === 1 ? '1 tiquete cambió.' : `${count} tiquetes cambiaron.`),
    failed: (count) => (count === 1 ? '1 no cambió:' : `${count} no cambiaron:`), close: 'Cerrar',
  },
  faultOf: (code) => ({
    invalid_transition: 'su estado no lo permite', no_capacity: 'el agente no tiene capacidad', not_found: 'no existe', stale: 'cambió mientras tanto', forbidden: 'usted no puede hacerlo',
    invalid_input: 'falta un dato o no sirve', offline: 'no hay conexión con la mesa', unavailable: 'la mesa no puede guardarlo ahora', too_many_views: 'ya tiene 100 vistas',
  })[code] ?? 'algo falló en la mesa',
  keys: { group: 'Listas', down: 'Siguiente tiquete', up: 'Tiquete anterior', open: 'Abrir el tiquete', choose: 'Elegir el tiquete (con Mayús, hasta aquí)', chooseRange: 'Elegir hasta aquí', filter: 'Filtrar', search: 'Buscar en la lista', clear: 'Soltar los elegidos' },
};

const en: ListWords = {
  titles: { work: 'My work', queue: 'Team queue', all: 'All tickets' },
  count: (count, isExact) => (count === 1 ? '1 ticket' : `${isExact ? '' : 'more than '}${count.toLocaleString('en')} tickets`),
  search: 'Search this list',
  searchLabel: 'Search this list by number, words, customer or address',
  shortSearch: 'Below 3 letters, words of the tickets are searched; customers and addresses from 3 on.',
  filter: 'Filter',
  filterSearch: 'Type a status, a team, a tag…',
  noOption: 'Nothing has that name',
  clearAll: 'Clear all',
  removeFilter: (name) => `Remove the filter ${name}`,
  fields: {
    status: 'Status', priority: 'Priority', channel: 'Channel', kind: 'Kind', tier: 'Tier', team: 'Team', service: 'Service', entry: 'Entry',
    tag: 'Tag', agent: 'Agent', waitingFor: 'Waits for', more: 'More', customer: 'Customer',
  },
  mine: 'Me',
  nobody: 'Nobody',
  myTeams: 'My teams',
  following: 'Followed by me',
  overdue: 'Overdue',
  oneCustomer: 'Of one customer',
  everyStatus: 'Every status',
  sort: 'Order',
  sorts: { queue: 'Queue order', newest: 'Newest', oldest: 'Oldest', due: 'Due first', updated: 'Changed last' },
  columns: {
    choose: 'Select', priority: 'Priority', number: 'Number', channel: 'Channel', subject: 'Subject', customer: 'Customer', entry: 'Entry', team: 'Team',
    agent: 'Agent', age: 'Age', sla: 'Target', status: 'Status',
  },
  chooseTicket: (number) => `Select ${number}`,
  chooseAll: 'Select all that are loaded',
  awaitsAnswer: 'The customer waits for an answer',
  undelivered: 'An answer did not arrive',
  followed: 'You follow it',
  unassigned: 'No agent',
  unknownCustomer: 'Unknown',
  loading: 'Loading…',
  fresh: (count) => `${count} new`,
  ended: (count) => `End of the list: ${count.toLocaleString('en')}`,
  emptyTitle: { work: 'Nothing is waiting for you', queue: 'The queue is empty', all: 'There are no tickets yet', filtered: 'Nothing matches', some: 'There are no tickets' },
  emptyHelp: {
    work: 'What you accept appears here. Set yourself available and the desk offers you work, or look at what waits in the queue.',
    queue: 'Nobody waits for an agent of your teams. What is new appears here by itself.',
    all: 'Each call, mail, message or form opens one here.',
    filtered: 'No ticket meets all the filters. Closed and cancelled ones appear only when asked for by status.',
    some: '',
  },
  toQueue: 'See the queue',
  fault: 'The list could not be loaded.',
  retry: 'Try again',
  views: {
    label: 'Views', save: 'Save view', name: 'Name of the view', share: 'Share with the whole desk', saved: 'Save', rename: 'Rename',
    remove: 'Delete view', menu: 'Actions of the view', shared: 'shared', cancel: 'Cancel', everything: 'Everything',
    removeSure: (name, isShared) => `Delete “${name}”${isShared ? ' for the whole desk' : ''}? The tickets stay where they are.`,
  },
  bulk: {
    label: 'Actions on the selected tickets', chosen: (count) => `${count} selected`, clear: 'Clear', assign: 'Assign', transfer: 'Move to team', tag: 'Tag', classify: 'Priority',
    cancel: 'Cancel tickets', follow: 'Follow', unfollow: 'Unfollow', agent: 'Agent', team: 'Team', reason: 'Reason', addTags: 'Add', removeTags: 'Remove',
    tagsHint: 'Enter after each', impact: 'Impact', urgency: 'Urgency', entry: 'Catalog entry', keep: 'As it is', go: 'Apply', back: 'Back',
    cancelWarning: (count) => (count === 1 ? 'The ticket ends without a solution.' : `${count} tickets end without a solution.`),
    done: (count) => (count === 1 ? '1 ticket changed.' : `${count} tickets changed.`),
    failed: (count) => `${count} did not change:`, close: 'Close',
  },
  faultOf: (code) => ({
    invalid_transition: 'its status does not allow it', no_capacity: 'the agent has no capacity left', not_found: 'it does not exist', stale: 'it changed meanwhile', forbidden: 'you may not do this',
    invalid_input: 'something is missing or wrong', offline: 'the desk cannot be reached', unavailable: 'the desk cannot store it now', too_many_views: 'you have 100 views already',
  })[code] ?? 'something failed at the desk',
  keys: { group: 'Lists', down: 'Next ticket', up: 'Previous ticket', open: 'Open the ticket', choose: 'Select the ticket (with Shift, up to here)', chooseRange: 'Select up to here', filter: 'Filter', search: 'Search the list', clear: 'Clear the selection' },
};

export const words = { es, en };
export type { ListWords };
