import { describe, expect, it } from 'vitest';
import { DeskFaults, formatFault, parseDesk } from '../../../src/desk/definition/index.ts';
import { smallDeskFile } from '../../support/desk.ts';

const read = (whatsapp: string) => parseDesk(`${smallDeskFile}\n${whatsapp}`, 'desk.yaml').desk.whatsapp;

function faultsOf(whatsapp: string): string[] {
  try {
    read(whatsapp);
    return [];
  } catch (error) {
    if (error instanceof DeskFaults) return error.faults.map(formatFault);
    throw error;
  }
}

describe('whatsapp in desk.yaml', () => {
  it('may be left out, or name a template for one language only', () => {
    expect(read('')).toEqual({ template: {} });
    expect(read(`whatsapp: { template: { es: HX${'0'.repeat(32)} } }`)).toEqual({ template: { es: `HX${'0'.repeat(32)}` } });
  });

  it.each(['whatsapp: { template: { es: HX123 } }', 'whatsapp: { template: { fr: x } }', 'whatsapp: { templates: {} }', 'whatsapp: 3'])(
    'refuses %s with its line', (text) => {
      expect(faultsOf(text)).toEqual([expect.stringMatching(/^desk\.yaml:\d+:/)]);
    },
  );
});
