import { X509Certificate } from 'node:crypto'
import { access } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '@pos/shared-types'
import { readOrCreateSecret, replaceSecret } from '../secrets/secret-file.ts'
import { makeAuthority, makeServerCertificate, type KeyedCertificate } from './certificate-maker.ts'

const AUTHORITY_DAYS = 3_650
/** Browsers refuse certificates of servers that live longer than 825 days, whoever signed them. */
const SERVER_DAYS = 397
const RENEW_DAYS = 30
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
  /** Whether the server's certificate was made now. */
  readonly isNew: boolean
}

type Wanted = {
  /** Where the store keeps its data. */
  readonly folder: string
  readonly at: Instant
  /** Names besides those of this machine, such as one the router gives; left out, those that were given last. */
  readonly names?: readonly string[] | undefined
  /** Makes the server's certificate anew though it is still good. */
  readonly isForced?: boolean | undefined
}

/**
 * The store's authority and its server's certificate. The authority is made once and lives for ten years; the server's
 * certificate is made anew thirty days before it ends, and when the machine has a name or address it does not cover.
 */
export async function ensureCertificates({ folder, at, names, isForced = false }: Wanted): Promise<StoreCertificates> {
  const authority = await keyed(join(folder, 'tls', 'authority.pem'), () =>
    makeAuthority(`POS V2 store ${hostname()}`, { at, days: AUTHORITY_DAYS }),
  )
  const file = join(folder, 'tls', 'server.pem')
  if (names !== undefined) await replaceSecret(`${file}.names`, names.join('\n'))
  const all = namesOf(...(await readKnownNames(file)))
  const make = () => makeServerCertificate(authority, all, { at, days: SERVER_DAYS })
  const hadOne = await hasCertificates(folder)
  const server = await keyed(file, make)
  if (hadOne && !isForced && isGood(server, all, at)) return { authority, server, isNew: false }
  if (!hadOne) return { authority, server, isNew: true }
  const renewed = textOf(await make())
  await replaceSecret(file, renewed)
  return { authority, server: splitText(renewed), isNew: true }
}

/** Whether `pos cert` has made certificates for the store in this folder. */
export function hasCertificates(folder: string): Promise<boolean> {
  return hasFile(join(folder, 'tls', 'server.pem'))
}

/** @example certificateFacts(authority.certificate).fingerprint // '3F:9A:…' */
export function certificateFacts(pem: string): CertificateFacts {
  const { subject, fingerprint256, validFrom, validTo, subjectAltName = '' } = new X509Certificate(pem)
  const names = subjectAltName.split(', ').flatMap((each) => each.replace(/^(DNS|IP Address):/, '') || [])
  return {
    subject: subject.replace(/^CN=/, ''),
    fingerprint: fingerprint256,
    validFromAt: Date.parse(validFrom),
    validToAt: Date.parse(validTo),
    names,
  }
}

/** The names and addresses by which tills of the LAN may reach this machine; names outside ASCII are not among them. */
function namesOf(...more: string[]): readonly [string, ...string[]] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ scopeid }) => scopeid === undefined || scopeid === 0).map(({ address }) => address),
  )
  const host = hostname().toLowerCase()
  const local = host.includes('.') ? [] : [`${host}.local`]
  return ['localhost', ...new Set([host, ...local, ...addresses, ...more].filter((name) => name !== 'localhost'))]
}

function isGood({ certificate }: KeyedCertificate, names: readonly string[], at: Instant): boolean {
  const { validToAt, names: covered } = certificateFacts(certificate)
  const known = new Set(covered.map(comparable))
  return validToAt - at > RENEW_DAYS * DAY_MS && names.every((name) => known.has(comparable(name)))
}

/** A certificate writes IPv6 in full and in capitals; a machine does not. */
function comparable(name: string): string {
  return name.includes(':') ? new URL(`http://[${name}]`).hostname : name.toLowerCase()
}

/** Names that were asked for once stay: the next renewal has nobody to ask. */
async function readKnownNames(file: string): Promise<string[]> {
  const kept = await readOrCreateSecret(`${file}.names`, () => '')
  return kept.split('\n').filter((name) => name !== '')
}

async function keyed(file: string, make: () => Promise<KeyedCertificate>): Promise<KeyedCertificate> {
  const made = (await hasFile(file)) ? '' : textOf(await make())
  return splitText(await readOrCreateSecret(file, () => made))
}

function hasFile(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** Both halves in one file, so that a renewal changes both or none. */
function textOf({ certificate, privateKey }: KeyedCertificate): string {
  return `${certificate.trim()}\n${privateKey.trim()}\n`
}

function splitText(text: string): KeyedCertificate {
  const at = text.indexOf('-----BEGIN PRIVATE KEY-----')
  return { certificate: text.slice(0, at), privateKey: text.slice(at) }
}
