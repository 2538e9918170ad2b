import { expect, test } from 'vitest';
import { DeskFaults, formatFault, parseDesk } from '../../../src/desk/definition/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

function faultsOf(more: string): string[] {
  try {
    parseDesk(`${smallDeskFile}\n${more}`, 'desk.yaml');
    return [];
  } catch (error) {
    if (error instanceof DeskFaults) return error.faults.map(formatFault);
    throw error;
  }
}

test('a number needs nothing but itself', () => {
  const { desk } = parseDesk(`${smallDeskFile}\nnumbers: [{ number: "+576015550100" }]`, 'desk.yaml');
  expect(desk.numbers).toEqual([{ number: '+576015550100', locale: null, service: null, greeting: null, calendar: null }]);
  expect(desk.screening).toEqual({ callsPerHour: 20, requestsPerMinute: 60 });
});

test.each([
  ['numbers: [{ number: "+576015550100", calendar: nunca }]', 'numbers[0].calendar: expected the key of a calendar'],
  ['numbers: [{ number: "+576015550100", greeting: { es: Hola. } }]', 'numbers[0].greeting.en'],
  ['numbers: [{ number: "+576015550100", greeting: Hola }]', 'numbers[0].greeting'],
  ['numbers: [{ number: "+576015550100", kalender: x }]', 'kalender'],
  ['screening: { callsPerHour: 0 }', 'screening.callsPerHour'],
  ['screening: { callsPerHour: muchas }', 'screening.callsPerHour'],
  ['screening: { calls: 3 }', 'screening'],
])('%s is told as a fault', (more, told) => {
  expect(faultsOf(more).join('\n')).toContain(told);
});
