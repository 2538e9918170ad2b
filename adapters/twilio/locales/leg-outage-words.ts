/** What a leg hears while the desk cannot remember anything. */
export interface LegOutageWords {
  agentSorry: string;
  customerSorry: string;
}
