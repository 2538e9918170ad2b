/** What an agent chooses for themselves. */
export interface OwnSettings {
  /** They are told of what is offered to them in Slack, too. */
  offersInSlack: boolean;
}

export interface OwnSettingsStore {
  read(agentId: string): Promise<OwnSettings>;
  save(agentId: string, settings: OwnSettings): Promise<void>;
}
