import pg from 'pg';
import { createDatabase, type TestDatabase } from './create-database.ts';

/** More bytes than this above an empty one: a database that held much is not used again, so that no test reads through another's dead rows. */
const mostGrowth = 6 * 1024 * 1024;

/**
 * Makes a template whose copies can be emptied again: what it holds now and where its sequences stand is kept in a schema
 * of its own, and `test_seed.reset()` brings a copy back to that in milliseconds. A new copy takes ten times as long.
 */
export async function rememberContents(url: string): Promise<void> {
  await onDatabase(url, async (client) => {
    await client.query(`
      create schema test_seed;
      do $$
      declare t record; filled boolean;
      begin
        for t in select schemaname, tablename from pg_tables where schemaname in ('public', 'bullmq') loop
          execute format('select exists (select from %I.%I)', t.schemaname, t.tablename) into filled;
          if filled then execute format('create table test_seed.%I as table %I.%I', t.schemaname || '.' || t.tablename, t.schemaname, t.tablename); end if;
        end loop;
      end $$;
      create table test_seed."sequences" as
        select format('%I.%I', schemaname, sequencename) as name, coalesce(last_value, start_value) as value, last_value is not null as is_called
        from pg_sequences where schemaname in ('public', 'bullmq');
      create table test_seed."measures" (shape text, size bigint);
      create function test_seed.shape() returns text language sql as $$
        select concat_ws(' ', (select count(*) from pg_class), (select count(*) from pg_attribute), (select count(*) from pg_constraint),
          (select count(*) from pg_trigger), (select count(*) from pg_proc)) $$;
      create function test_seed.reset() returns boolean language plpgsql as $$
      declare t record; filled boolean; is_same boolean;
      begin
        select m.shape = test_seed.shape() and pg_database_size(current_database()) - m.size < ${mostGrowth} into is_same from test_seed.measures m;
        if not is_same then return false; end if;
        set local session_replication_role = replica;
        for t in select schemaname, tablename from pg_tables where schemaname in ('public', 'bullmq') loop
          execute format('select exists (select from %I.%I)', t.schemaname, t.tablename) into filled;
          if filled then execute format('delete from %I.%I', t.schemaname, t.tablename); end if;
        end loop;
        for t in select tablename, split_part(tablename, '.', 1) as schemaname, split_part(tablename, '.', 2) as name from pg_tables
          where schemaname = 'test_seed' and tablename like '%.%' loop
          execute format('insert into %I.%I overriding system value select * from test_seed.%I', t.schemaname, t.name, t.tablename);
        end loop;
        perform setval(s.name::regclass, s.value, s.is_called) from test_seed.sequences s;
        return true;
      end $$;`);
    await client.query('insert into test_seed.measures select test_seed.shape(), pg_database_size(current_database())');
  });
}

/** Databases that tests of this process are done with, the one that rests longest first. */
const resting = new Map<string, TestDatabase[]>();

/** A copy of a template that `rememberContents` prepared: one that rests, emptied, else a new one. */
export async function takeDatabase(server: string, template: string): Promise<TestDatabase> {
  const free = resting.get(template) ?? [];
  resting.set(template, free);
  for (let known = free.shift(); known; known = free.shift()) {
    if (await isEmptied(known.url)) return lend(known, free);
    await known.drop();
  }
  return lend(await createDatabase(server, template), free);
}

function lend(database: TestDatabase, free: TestDatabase[]): TestDatabase {
  return { url: database.url, drop: async () => void free.push(database) };
}

/** Sends away whoever is still connected and empties it; false when it is not what it was. */
async function isEmptied(url: string): Promise<boolean> {
  return onDatabase(url, async (client) => {
    await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    const { rows } = await client.query<{ reset: boolean }>('select test_seed.reset()');
    return rows[0]?.reset === true;
  });
}

async function onDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
