import { randomBytes } from 'node:crypto';
import type { DeskDefinition } from '../desk/definition/index.ts';
import type { AgentRole } from '../desk/agents/index.ts';
import type { Passwords, People, PeopleStore } from '../desk/staffing/index.ts';

export interface DemoPerson {
  name: string;
  email: string;
  password: string;
  role: AgentRole;
  teams: string[];
}

/** Makes sure that the admin whom the environment names can sign in. Who can already is left alone, since a new password would end their sessions at every start. */
export async function ensureAdmin(
  desk: { people: People; passwords: Pick<Passwords, 'verify'>; find: PeopleStore['findByEmail'] },
  admin: { email: string; password: string },
): Promise<void> {
  const { people, passwords, find } = desk;
  const known = await find(admin.email.toLowerCase());
  if (!known) {
    await people.add({ name: admin.email, ...admin, role: 'admin', teams: [] }, null);
    return;
  }
  const { agent, passwordHash } = known;
  const isReady = agent.active && agent.role === 'admin' && (await passwords.verify(passwordHash, admin.password));
  if (!isReady) await people.change(agent.id, { password: admin.password, role: 'admin', active: true }, null);
}

/** The agent whom everybody is who opens the try-it page. */
export const triedAgentEmail = 'vera@try.local';

/** Ends what was handed out while the desk was tried: whoever opened that page must not see a desk that is in use, nor be offered its work. */
export async function retireTriedAgent({ people, find }: { people: People; find: PeopleStore['findByEmail'] }): Promise<void> {
  const known = await find(triedAgentEmail);
  if (known?.agent.active === true) await people.change(known.agent.id, { active: false }, null);
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
