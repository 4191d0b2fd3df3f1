import { X509Certificate } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '@pos/shared-types'
import { readOrCreateSecret, replaceSecret } from '../secrets/secret-file.ts'
import { makeAuthority, makeServerCertificate, type KeyedCertificate } from './certificate-maker.ts'
import { areCovered, namesWith, shortName } from './server-names.ts'

const AUTHORITY_DAYS = 3_650
/** Browsers refuse certificates of servers that live longer than 825 days, whoever signed them. */
const SERVER_DAYS = 397
/** Well before `endingSoon` warns: a warning says that renewing has failed for two weeks. */
const RENEW_DAYS = 45
const DAY_MS = 24 * 3_600_000

/** What a person needs to know of a certificate. */
export type CertificateFacts = {
  readonly subject: string
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string
  readonly validFromAt: Instant
  readonly validToAt: Instant
  /** Host names and addresses; none for an authority. */
  readonly names: readonly string[]
}

export type StoreCertificates = {
  readonly authority: KeyedCertificate
  readonly server: KeyedCertificate
  /** The names besides those of the machine. They stay until others are asked for: a renewal has nobody to ask. */
  readonly askedNames: readonly string[]
  /** Whether the server's certificate was made now. */
  readonly isNew: boolean
}

type Place = {
  /** Where the store keeps its data. */
  readonly folder: string
  readonly at: Instant
}

type Wanted = Place & {
  /** Names besides those of this machine, such as one the router gives; left out, those that were given last. */
  readonly names?: readonly string[] | undefined
  /** Makes another authority too, which every till must trust anew. */
  readonly isNewAuthority?: boolean | undefined
}

/** A server's certificate that is made and not in force yet. */
export type Renewal = {
  readonly certificates: StoreCertificates
  /** Puts it in the place of the one before. */
  readonly keep: () => Promise<void>
}

/**
 * The store's authority and its server's certificate. The authority is made once and lives for ten years; the server's
 * certificate is made anew 45 days before it ends, and when the machine has a name or address it does not cover.
 */
export async function ensureCertificates({ folder, at }: Place): Promise<StoreCertificates> {
  if (await hasCertificates(folder)) {
    const held = await readCertificates(folder, at)
    if (isGood(held, at)) return held
  }
  return renewCertificates({ folder, at })
}

/** Makes the server's certificate anew, though it may still be good, and the authority when there is none. */
export async function renewCertificates(wanted: Wanted): Promise<StoreCertificates> {
  const { certificates, keep } = await prepareRenewal(wanted)
  await keep()
  return certificates
}

/** The same in two steps: nothing that is kept changes before `keep`. */
export async function prepareRenewal({ folder, at, names, isNewAuthority = false }: Wanted): Promise<Renewal> {
  const files = filesIn(folder)
  const authority = isNewAuthority ? await newAuthority(at) : await readAuthority(folder, at)
  const askedNames = names ?? (await readAskedNames(folder))
  const server = await makeServerCertificate(authority, namesWith(askedNames), { at, days: SERVER_DAYS })
  return {
    certificates: { authority, server, askedNames, isNew: true },
    async keep() {
      if (isNewAuthority) await replaceSecret(files.authority, textOf(authority))
      await replaceSecret(files.names, askedNames.join('\n'))
      await replaceSecret(files.server, textOf(server))
    },
  }
}

/** Whether `pos cert` has made certificates for the store in this folder. */
export function hasCertificates(folder: string): Promise<boolean> {
  return isThere(filesIn(folder).server)
}

/** @example certificateFacts(authority.certificate).fingerprint // '3F:9A:…' */
export function certificateFacts(pem: string): CertificateFacts {
  const { subject, fingerprint256, validFrom, validTo, subjectAltName = '' } = new X509Certificate(pem)
  const names = subjectAltName.split(', ').flatMap((each) => shortName(each.replace(/^(DNS|IP Address):/, '')) || [])
  return {
    subject: subject.replace(/^CN=/, ''),
    fingerprint: fingerprint256,
    validFromAt: Date.parse(validFrom),
    validToAt: Date.parse(validTo),
    names,
  }
}

const filesIn = (folder: string) => {
  const server = join(folder, 'tls', 'server.pem')
  return { authority: join(folder, 'tls', 'authority.pem'), server, names: `${server}.names` }
}

async function readCertificates(folder: string, at: Instant): Promise<StoreCertificates> {
  const authority = await readAuthority(folder, at)
  const server = splitText(await readFile(filesIn(folder).server, 'utf8'))
  return { authority, server, askedNames: await readAskedNames(folder), isNew: false }
}

const newAuthority = (at: Instant) => makeAuthority(`POS V2 store ${hostname()}`, { at, days: AUTHORITY_DAYS })

/** Two processes that start at once agree on one. */
async function readAuthority(folder: string, at: Instant): Promise<KeyedCertificate> {
  const file = filesIn(folder).authority
  const made = (await isThere(file)) ? '' : textOf(await newAuthority(at))
  return splitText(await readOrCreateSecret(file, () => made))
}

async function readAskedNames(folder: string): Promise<string[]> {
  const kept = await readOrCreateSecret(filesIn(folder).names, () => '')
  return kept.split('\n').filter((name) => name !== '')
}

function isGood({ authority, server, askedNames }: StoreCertificates, at: Instant): boolean {
  const { validToAt, names } = certificateFacts(server.certificate)
  const issuer = new X509Certificate(authority.certificate)
  return (
    validToAt - at > RENEW_DAYS * DAY_MS &&
    areCovered(namesWith(askedNames), names) &&
    new X509Certificate(server.certificate).verify(issuer.publicKey)
  )
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** Both halves in one file, so that a renewal changes both or none. */
function textOf({ certificate, privateKey }: KeyedCertificate): string {
  return `${certificate}\n${privateKey}\n`
}

function splitText(text: string): KeyedCertificate {
  const at = text.indexOf('-----BEGIN PRIVATE KEY-----')
  return { certificate: text.slice(0, at).trim(), privateKey: text.slice(at).trim() }
}
