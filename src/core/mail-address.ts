/** An address without its tag (`mesa+t.abc@…` is `mesa@…`; RFC 5233), lower-cased. */
export function withoutTag(address: string): string {
  return address.toLowerCase().replace(/^([^+@]+)\+[^@]*@/, '$1@');
}
