import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, instant, oneOf, strict, text } from '../schema.ts'

/** A host name or an address, as far as its characters tell. */
const ServerName = Type.String({ minLength: 1, maxLength: 253, pattern: '^[0-9A-Za-z.:-]+$' })
const MOST_NAMES = 8

const Certificate = strict({
  subject: text(),
  /** SHA-256, in pairs with colons between, as browsers and systems show it. */
  fingerprint: text(),
  validFromAt: instant(),
  validToAt: instant(),
  /** Host names and addresses; none for an authority. */
  names: Type.Array(text(253)),
})

const Certificates = strict({
  authority: Certificate,
  server: Certificate,
  httpsPort: count(),
  /** Of the names of the server those that were asked for, besides those its machine has. */
  askedNames: Type.Array(text(253)),
  /** What ends so soon that somebody must look. */
  endsSoon: Type.Array(oneOf('authority', 'server')),
})

export const showCertificates = defineCommand({
  name: 'certificates.show',
  method: 'GET',
  path: '/certificates',
  summary: "The store's authority and the certificate its server speaks https with",
  access: { store: 'public' },
  response: Certificates,
})

export const renewCertificate = defineCommand({
  name: 'certificates.renew',
  method: 'POST',
  path: '/certificates/renew',
  summary: "Make the server's certificate anew, of the same authority; names replace those that were asked for last",
  access: { store: ['store:hardware.manage'] },
  audit: 'system',
  body: strict({ names: Type.Optional(Type.Array(ServerName, { maxItems: MOST_NAMES })) }),
  response: Certificates,
})

export const downloadAuthority = defineCommand({
  name: 'certificates.authority',
  method: 'GET',
  path: '/certificates/authority',
  summary: "The store's authority as a file, to be installed on a till",
  access: { store: 'public' },
  response: Type.String(),
})
