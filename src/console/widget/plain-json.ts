/**
 * Does the work while lists turn into JSON as the language says. Old libraries give every list of a page a `toJSON` of
 * their own, which makes a text of each list; it is back in place when the work is done.
 */
export function withPlainJson<Value>(work: () => Value): Value {
  const foreign = Object.getOwnPropertyDescriptor(Array.prototype, 'toJSON');
  if (foreign?.configurable !== true) return work();
  Reflect.deleteProperty(Array.prototype, 'toJSON');
  try {
    return work();
  } finally {
    Object.defineProperty(Array.prototype, 'toJSON', foreign);
  }
}
