/** A desk in a hurry: every time limit is as short as it can be, so that a storm sees all of them pass, those of waiting tickets too. */
export const stormDeskFile = `
name: Tormenta
locale: es
phoneRegion: CO
triageTeam: mesa
offers: { liveSeconds: 1, otherSeconds: 1, declineCooldownSeconds: 1, expiredCooldownSeconds: 1, reserveAfterSeconds: 1 }
agents: { graceSeconds: 2, wrapUpSeconds: 1 }
routing: { lastAgent: { holdSeconds: 1 }, overflow: [{ after: 2, tier: next }, { after: 4, team: mesa }] }
teams:
  - { key: mesa, name: { es: Mesa, en: Desk }, tier: 1 }
  - { key: redes, name: { es: Redes, en: Networks }, tier: 2, service: tecnologia }
  - { key: proveedor, name: { es: Proveedor, en: Vendor }, tier: 3 }
services:
  - key: tecnologia
    digit: "1"
    name: { es: Tecnología, en: Technology }
    entries:
      - { key: internet, digit: "1", name: { es: Internet no funciona, en: Internet not working }, kind: incident, impact: medium, urgency: medium, language: true }
      - { key: servidor, digit: "2", name: { es: Servidor caído, en: Server down }, kind: incident, impact: high, urgency: high, tier: 2, skills: [servidores], relaxSkillsAfter: 3 }
      - { key: constancia, digit: "3", name: { es: Constancia laboral, en: Employment letter }, kind: request, impact: low, urgency: low }
`;

export const stormEntries = ['internet', 'servidor', 'constancia'] as const;

/** Twelve people of all sorts. Every kind of ticket has at least two who can take it with an empty desk. */
export const stormPeople: { teams: string[]; capacity: number; skills: string[]; locales: ('es' | 'en')[] }[] = [
  { teams: ['mesa', 'redes', 'proveedor'], capacity: 200, skills: ['servidores'], locales: ['es', 'en'] },
  { teams: ['mesa', 'redes', 'proveedor'], capacity: 100, skills: ['servidores'], locales: ['es', 'en'] },
  { teams: ['mesa', 'redes', 'proveedor'], capacity: 130, skills: ['servidores', 'impresoras'], locales: ['es', 'en'] },
  { teams: ['mesa', 'proveedor'], capacity: 100, skills: ['servidores'], locales: ['es', 'en'] },
  { teams: ['mesa', 'redes'], capacity: 60, skills: ['servidores'], locales: ['es', 'en'] },
  { teams: ['mesa'], capacity: 100, skills: [], locales: ['es'] },
  { teams: ['mesa'], capacity: 45, skills: [], locales: ['es', 'en'] },
  { teams: ['mesa'], capacity: 30, skills: [], locales: ['en'] },
  { teams: ['mesa'], capacity: 100, skills: ['impresoras'], locales: ['es', 'en'] },
  { teams: ['redes'], capacity: 100, skills: ['servidores'], locales: ['es'] },
  { teams: ['redes'], capacity: 45, skills: ['servidores'], locales: ['es', 'en'] },
  { teams: ['proveedor'], capacity: 100, skills: ['servidores'], locales: ['es', 'en'] },
];
