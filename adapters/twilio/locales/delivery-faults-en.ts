/** Why the provider could not deliver a text, and what an agent can do. */
export const en = {
  '21211': 'The number is not a valid telephone number. Check it with the customer.',
  '21408': 'Texts to that country are not enabled in the provider account. Ask an administrator, or call them.',
  '21610': 'The customer wrote STOP to this number. Call them, or ask them to write START.',
  '21614': 'The number cannot receive texts: it may be a landline. Call them.',
  '30003': 'The telephone could not be reached: switched off, without coverage or no longer in use. Try again later, or call them.',
  '30004': 'The carrier or the telephone blocks our texts. Call them.',
  '30005': 'The number does not exist or is no longer in use. Check it with the customer.',
  '30006': 'The number is a landline or its carrier takes no texts. Call them.',
  '30007': 'The carrier filtered the text as unwanted. Say it in other words, without links, or call them.',
  '30008': 'The carrier gave no reason. Try again later, or call them.',
  '63016': 'The customer wrote more than 24 hours ago, and WhatsApp takes no free text until they write again.',
} as const;

export type DeliveryFaultCode = keyof typeof en;
