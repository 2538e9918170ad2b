import { describe, expect, it } from 'vitest';
import { detectLocale } from '../../../src/desk/catalog/index.ts';

describe('the language of a short text', () => {
  it.each([
    'No me funciona el teléfono', 'necesito un salon', 'hola', 'gracias', 'CAMBIO DE EQUIPO', 'la red no sirve', 'buenas tardes', 'mañana',
    'sí', 'mi email no abre', 'el laptop esta off',
    'tienes', 'hablar', 'reserva auditorio',
  ])('is Spanish: %s', (text) => expect(detectLocale(text, 'en')).toBe('es'));

  it.each([
    'My phone is not working', 'I need a room', 'hello', 'thanks', 'NEW LAPTOP', 'server down', 'printing fails', 'the wifi en el lobby is down',
    'tell', 'goodbye',
  ])('is English: %s', (text) => expect(detectLocale(text, 'es')).toBe('en'));

  it.each(['', '12345', '😀', 'V-1042', 'wxq'])('is left to the fallback: "%s"', (text) => {
    expect(detectLocale(text, 'es')).toBe('es');
    expect(detectLocale(text, 'en')).toBe('en');
  });
});
