import { randomBytes } from 'node:crypto';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { AgentRole } from '../desk/agents/index.ts';
import type { People, PeopleStore } from '../desk/staffing/index.ts';

export interface DemoPerson {
  name: string;
  email: string;
  password: string;
  role: AgentRole;
  teams: string[];
}

/** Creates the admin that the environment names, or gives them that password again. */
export async function ensureAdmin(
  people: People,
  find: PeopleStore['findByEmail'],
  admin: { email: string; password: string },
): Promise<void> {
  const known = await find(admin.email.toLowerCase());
  if (known) {
    await people.change(known.agent.id, { password: admin.password, role: 'admin', active: true }, null);
  } else {
    await people.add({ name: admin.email, ...admin, role: 'admin', teams: [] }, null);
  }
}

/** People for a desk that has nobody yet, so that it can be tried at once; their passwords are known only to who reads them here. */
export async function addDemoPeople(people: People, desk: DeskDefinition): Promise<DemoPerson[]> {
  const teamsOf = (tier: number) => desk.teams.filter((team) => team.tier === tier).map((team) => team.key);
  const cast: Omit<DemoPerson, 'password'>[] = [
    { name: 'Ada Admin', email: 'ada@demo.local', role: 'admin', teams: [] },
    { name: 'Lucía Líder', email: 'lucia@demo.local', role: 'lead', teams: desk.teams.map((team) => team.key) },
    { name: 'Ana Uno', email: 'ana@demo.local', role: 'agent', teams: teamsOf(1) },
    { name: 'Beto Uno', email: 'beto@demo.local', role: 'agent', teams: teamsOf(1) },
    { name: 'Carla Dos', email: 'carla@demo.local', role: 'agent', teams: teamsOf(2) },
    { name: 'Diego Tres', email: 'diego@demo.local', role: 'agent', teams: teamsOf(3) },
  ];
  const added: DemoPerson[] = [];
  for (const person of cast) {
    const password = randomBytes(9).toString('base64url');
    await people.add({ ...person, password }, null);
    added.push({ ...person, password });
  }
  return added;
}
