/** What a desk.yaml that says nothing about these gets. */
export const defaultCosts = {
  voice: 100, chat: 30, sms: 15, email: 15, web: 15, slack: 15, fax: 15, monitoring: 15,
} as const;

export const defaultMatrix = {
  high: { high: 'P1', medium: 'P2', low: 'P3' },
  medium: { high: 'P2', medium: 'P3', low: 'P4' },
  low: { high: 'P3', medium: 'P4', low: 'P5' },
} as const;

/** Minutes that a ticket of each priority is placed behind the moment it was queued. */
export const defaultPriorityOffsets = { P1: 0, P2: 30, P3: 120, P4: 480, P5: 1440 };

/** The key of the calendar and of the promise that a desk gets when it names none. */
export const defaultCalendarKey = 'always';
export const defaultSlaKey = 'standard';

export const defaultCalendars = { [defaultCalendarKey]: { zone: 'UTC', hours: 'always' as const } };

export const defaultSlas = {
  [defaultSlaKey]: {
    targets: {
      P1: { respond: 15, resolve: 240 },
      P2: { respond: 30, resolve: 480 },
      P3: { respond: 120, resolve: 1440 },
      P4: { respond: 240, resolve: 2880 },
      P5: { respond: 480, resolve: 7200 },
    },
  },
};

/** Why people are away, unless desk.yaml says otherwise. */
export const defaultAwayReasons = [
  { key: 'lunch', name: { es: 'Almuerzo', en: 'Lunch' } },
  { key: 'break', name: { es: 'Pausa', en: 'Break' } },
  { key: 'meeting', name: { es: 'Reunión', en: 'Meeting' } },
  { key: 'training', name: { es: 'Capacitación', en: 'Training' } },
  { key: 'other', name: { es: 'Otro motivo', en: 'Another reason' } },
];
