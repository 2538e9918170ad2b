const es = {
  bell: (unread: number): string => (unread === 0 ? 'Menciones' : unread === 1 ? 'Menciones: 1 sin leer' : `Menciones: ${unread} sin leer`),
  title: 'Menciones',
  none: 'Nadie lo ha mencionado todavía.',
  by: (name: string, number: string): string => `${name} en ${number}`,
  allRead: 'Marcar todas como leídas',
  unread: 'Sin leer',
  notLoaded: 'No se pudieron cargar las menciones.',
  again: 'Intentar de nuevo',
};

const en: typeof es = {
  bell: (unread) => (unread === 0 ? 'Mentions' : `Mentions: ${unread} unread`),
  title: 'Mentions',
  none: 'Nobody has mentioned you yet.',
  by: (name, number) => `${name} in ${number}`,
  allRead: 'Mark all as read',
  unread: 'Unread',
  notLoaded: 'The mentions could not be loaded.',
  again: 'Try again',
};

export const words = { es, en };
