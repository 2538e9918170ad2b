import { z } from 'zod';

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const hostname = new RegExp(`^${label}(?:\\.${label})*$`, 'i');
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** Outbound webhooks, which admins set up in the console. */
export const webhooksSchema = z
  .strictObject({
    /** Beside the open internet: hosts, addresses and networks of yours that webhooks may reach. The hosts may have http. */
    allow: z
      .array(z.string().refine((entry) => network.safeParse(entry).success || (entry.length <= 253 && hostname.test(entry)), {
        message: 'a host such as "bus.example.org", an address such as "10.0.0.5", or a network such as "10.0.0.0/8"',
      }))
      .max(200)
      .default([]),
  })
  .prefault({});
