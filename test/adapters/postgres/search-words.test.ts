import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchWordsOf } from '../../../adapters/postgres/search-words.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

const word = fc.constantFrom('módem', 'Módem,', 'no', '-12.5', 'juan@x.example', 'https://x.example/a?b=1', 'A/B', 'wi-fi', '"', '<', '>', '<Juan', 'juan@y.example>', '&amp;', 'ñandú', '\'');
const text = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\t', '  ')), { maxLength: 40 }).map((parts) => parts.flat().join(''));

test('every word that stands in a text can be searched for, however often it stands there', async () => {
  await fc.assert(fc.asyncProperty(text, async (said) => {
    const { rows } = await sql<{ missing: string[] }>`
      select array(select lexeme from unnest(to_tsvector('simple', unaccent(${said})))
        except select lexeme from unnest(${searchWordsOf(said, 10_000)})) as missing`.execute(desk.database.db);
    expect(rows[0]?.missing).toEqual([]);
  }), { numRuns: 60 });
});

test('words between angle brackets are words, and of a long text its beginning counts', async () => {
  const wordsOf = async (said: string, most: number) => {
    const { rows } = await sql<{ words: string[] }>`
      select array(select lexeme from unnest(${searchWordsOf(said, most)}) order by 1) as words`.execute(desk.database.db);
    return rows[0]?.words;
  };
  expect(await wordsOf('<Pérez Juan> <juan@x.example> Pérez', 10_000)).toEqual(['juan', 'juan@x.example', 'perez']);
  expect(await wordsOf('uno dos tres', 7)).toEqual(['dos', 'uno']);
});
