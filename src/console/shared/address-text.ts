/** What people call a network whose own ids say nothing to them, in any language. */
const networks: Readonly<Record<string, string>> = { slack: 'Slack', visitor: 'Chat' };

interface Address {
  kind: string;
  value: string;
}

/** An address as people read it: a number or a mail address as it is, of other networks their name. */
export function addressText({ kind, value }: Address): string {
  return networks[kind] ?? value;
}

/** A customer by their name, or where nobody told it by their first address; null when there is neither. */
export function customerText(customer: { name: string | null; addresses: readonly Address[] } | null): string | null {
  const first = customer?.addresses[0];
  return customer?.name ?? (first ? addressText(first) : null);
}
