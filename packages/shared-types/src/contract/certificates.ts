import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, instant, strict, text } from '../schema.ts'

const Certificate = strict({
  subject: text(),
  /** SHA-256, in pairs with colons between, as browsers and systems show it. */
  fingerprint: text(),
  validFromAt: instant(),
  validToAt: instant(),
  /** Host names and addresses; none for an authority. */
  names: Type.Array(text()),
})

export const showCertificates = defineCommand({
  name: 'certificates.show',
  method: 'GET',
  path: '/certificates',
  summary: "The store's authority and the certificate its server speaks https with",
  access: { store: 'public' },
  response: strict({ authority: Certificate, server: Certificate, httpsPort: count() }),
})

export const downloadAuthority = defineCommand({
  name: 'certificates.authority',
  method: 'GET',
  path: '/certificates/authority',
  summary: "The store's authority as a file, to be installed on a till",
  access: { store: 'public' },
  response: Type.String(),
})
