import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarOf, costOf, findEntry, findService, parseDesk, serviceOfEntry, slaTarget, teamFor } from '../../../src/desk/definition/index.ts';
import type { Tier } from '../../../src/desk/definition/index.ts';

const { desk } = parseDesk(readFileSync(new URL('../../../desk.yaml', import.meta.url), 'utf8'), 'desk.yaml');

describe('looking things up in a desk', () => {
  it('finds entries and services by key, and nothing by a strange one', () => {
    expect(findEntry(desk, 'salon')?.name.es).toBe('Reserva de salones');
    expect(serviceOfEntry(desk, 'salon')?.key).toBe('administrativos');
    expect(findService(desk, 'tecnologia')?.digit).toBe('1');
    for (const key of ['', 'nope', 'constructor', '__proto__']) {
      expect(findEntry(desk, key)).toBeNull();
      expect(findService(desk, key)).toBeNull();
    }
  });

  it.each<[entry: string | null, tier: Tier, team: string | null]>([
    ['internet', 1, 'mesa-tecnologia'],
    ['internet', 2, 'soporte-tecnico'],
    ['internet', 3, 'infraestructura'],
    ['salon', 2, 'recursos-fisicos'],
    ['salon', 3, 'proveedores'],
    ['queja', 1, 'mesa-organizacional'],
    [null, 1, 'mesa'],
    [null, 2, null],
    [null, 3, 'proveedores'],
  ])('%s in tier %d is worked by %s', (key, tier, team) => {
    expect(teamFor(desk, key === null ? null : findEntry(desk, key), tier)?.key ?? null).toBe(team);
  });

  it('prefers the team that the entry names', () => {
    const internet = findEntry(desk, 'internet');
    if (!internet) throw new Error('no such entry');
    expect(teamFor(desk, { ...internet, teams: { 1: 'mesa' } }, 1)?.key).toBe('mesa');
  });

  it('knows what a ticket of each channel takes, and of a channel added later', () => {
    expect([costOf(desk, 'voice'), costOf(desk, 'chat'), costOf(desk, 'sms')]).toEqual([100, 30, 15]);
    expect([costOf(desk, 'pigeon'), costOf(desk, 'constructor')]).toEqual([15, 15]);
  });

  it('knows the promise of an entry, and the desk\'s own where there is none', () => {
    expect(slaTarget(desk, findEntry(desk, 'infraestructura'), 'P1')).toMatchObject({ policy: 'critica', respond: 5, resolve: 120 });
    expect(slaTarget(desk, findEntry(desk, 'queja'), 'P2')).toMatchObject({ policy: 'general', respond: 30 });
    expect(slaTarget(desk, null, 'P5')).toMatchObject({ policy: 'general', resolve: 7200, calendar: { zone: 'America/Bogota' } });
    expect(calendarOf(desk, 'nope')).toBe(desk.calendars['siempre']);
  });
});
