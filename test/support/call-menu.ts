import type { CallMenu } from '../../src/core/index.ts';

/** A small bilingual menu: two services, one entry that asks about impact. */
export const testMenu: CallMenu = {
  greeting: { es: 'Bienvenido a la ventanilla.', en: 'Welcome to the desk.' },
  consent: null,
  transcribes: false,
  hasNumber: true,
  locale: null,
  defaultLocale: 'es',
  service: null,
  services: [
    {
      key: 'administrativos',
      digit: '1',
      name: { es: 'servicios administrativos', en: 'administrative services' },
      entries: [{ key: 'salon', digit: '1', name: { es: 'Reservar un salón', en: 'Book a room' }, asksImpact: false, hints: { es: ['Necesito un salón'], en: ['I need a room'] } }],
    },
    {
      key: 'tecnologia',
      digit: '2',
      name: { es: 'tecnología', en: 'technology' },
      entries: [
        { key: 'internet', digit: '1', name: { es: 'Fallas de Internet', en: 'Internet trouble' }, asksImpact: true, hints: { es: ['No tengo Internet', 'No puedo navegar, ni nada'], en: ['I have no Internet'] } },
        { key: 'cambio-equipo', digit: '2', name: { es: 'Cambio de equipo', en: 'New equipment' }, asksImpact: false, hints: { es: [], en: [] } },
      ],
    },
  ],
};
