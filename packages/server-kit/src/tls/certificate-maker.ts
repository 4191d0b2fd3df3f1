import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Instant } from '@pos/shared-types'

/** A certificate with its private key, as PEM texts. */
export type KeyedCertificate = { readonly certificate: string; readonly privateKey: string }

type Life = { readonly at: Instant; readonly days: number }

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const
const DAY_MS = 24 * 3_600_000
/** Clocks of tills lie: a certificate that was made a moment ago is not one of tomorrow. */
const BACK_MS = DAY_MS

/** Makes an authority of its own: it may sign servers, and nothing below it may sign anything. */
export async function makeAuthority(name: string, life: Life): Promise<KeyedCertificate> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: [{ CN: [name] }],
      ...spanOf(life),
      keys,
      signingAlgorithm: SIGNING,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    },
    webcrypto,
  )
  return { certificate: certificate.toString('pem'), privateKey: await pemOf(keys.privateKey) }
}

/** Has the authority sign a server's certificate for host names and addresses; the first is also its subject. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  names: readonly [string, ...string[]],
  life: Life,
): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(authority.certificate)
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: [{ CN: [names[0]] }],
      issuer: issuer.subject,
      ...spanOf(life),
      publicKey: keys.publicKey,
      signingKey: await privateKeyOf(authority.privateKey),
      signingAlgorithm: SIGNING,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }))),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ],
    },
    webcrypto,
  )
  return { certificate: certificate.toString('pem'), privateKey: await pemOf(keys.privateKey) }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
}

function spanOf({ at, days }: Life) {
  return { notBefore: new Date(at - BACK_MS), notAfter: new Date(at + days * DAY_MS) }
}

/** 16 random bytes, positive. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(Buffer.alloc(16))
  bytes[0] = (bytes[0] ?? 0) & 0x7f
  return bytes.toString('hex')
}

async function pemOf(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

function privateKeyOf(pem: string): Promise<CryptoKey> {
  const [der] = PemConverter.decode(pem)
  return webcrypto.subtle.importKey('pkcs8', der as ArrayBuffer, KEY, false, ['sign'])
}
