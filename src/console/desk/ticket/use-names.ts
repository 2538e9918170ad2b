import { useCatalog, useColleagues, useTeams } from '../directory.ts';

/** Names for the keys and ids that events carry; what nobody knows (any more) stays a key. */
export interface Names {
  team: (key: string) => string;
  service: (key: string) => string;
  entry: (key: string) => string;
  agent: (id: string) => string | null;
}

export function useNames(): Names {
  const teams = useTeams();
  const services = useCatalog();
  const colleagues = useColleagues();
  return {
    team: (key) => teams.find((team) => team.key === key)?.name ?? key,
    service: (key) => services.find((service) => service.key === key)?.name ?? key,
    entry: (key) => services.flatMap(({ entries }) => entries).find((entry) => entry.key === key)?.name ?? key,
    agent: (id) => colleagues.find((one) => one.id === id)?.name ?? null,
  };
}
