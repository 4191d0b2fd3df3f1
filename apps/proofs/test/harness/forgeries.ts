import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign as seal,
  type KeyObject,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateKeyOf } from '@pos/server-kit'

type Claims = Readonly<Record<string, unknown>>

/** What a forger knows who has stolen everything a node has but its clock: its key, and a token it gave. */
export type Loot = {
  readonly key: KeyObject
  readonly kid: string
  /** Of a token the node believes. */
  readonly claims: Claims
  readonly good: string
}

export type Elsewhere = {
  /** The signing key of another node of the same company. */
  readonly key: KeyObject
  readonly kid: string
  /** The audience of a server that is not asked. */
  readonly audience: string
  readonly issuer: string
  readonly storeId: string
}

export type Forgery = {
  readonly what: string
  readonly token: string
  /** Of what was good once, the answer says so. */
  readonly code: 'AUTH_REQUIRED' | 'AUTH_SESSION_ENDED'
}

const YEAR_S = 365 * 24 * 3600
const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The key with which a node signs, and a token of its own. */
export function lootOf(folder: string, good: string): Loot {
  const key = privateKeyOf(readFileSync(join(folder, 'token-key.pem'), 'utf8'))
  const [header, claims] = good.split('.').slice(0, 2).map(read)
  return { key, kid: String(header?.['kid']), claims: claims ?? {}, good }
}

/** Tokens that nobody may believe, each made of a good one by changing one thing. */
export function forgeriesOf(loot: Loot, elsewhere: Elsewhere): readonly Forgery[] {
  const { key, kid, claims, good } = loot
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid }
  const now = Math.floor(Date.now() / 1000)
  const [head = '', body = '', signature = ''] = good.split('.')
  const stranger = generateKeyPairSync('ed25519')
  const jwk = stranger.publicKey.export({ format: 'jwk' })
  const ours = createPublicKey(key)
  const signText = (text: string, changedHeader: object = {}, by: Sealer = eddsa(key)) => {
    const sealed = `${part({ ...header, ...changedHeader })}.${Buffer.from(text).toString('base64url')}`
    return `${sealed}.${by(Buffer.from(sealed)).toString('base64url')}`
  }
  const sign = (changed: Claims, changedHeader: object = {}, by?: Sealer) =>
    signText(JSON.stringify({ ...claims, ...changed }), changedHeader, by)
  const without = (name: string) => sign({ [name]: undefined })
  const raw = (rawHeader: object, rawBody: unknown, sealed = signature) =>
    `${part(rawHeader)}.${part(rawBody)}.${sealed}`
  const hmac = (alg: string, hash: string, secret: string | Buffer) => {
    const text = `${part({ ...header, alg })}.${body}`
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`
  }
  const pem = ours.export({ type: 'spki', format: 'pem' })
  const der = ours.export({ type: 'spki', format: 'der' })
  const turned = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  const aud = String(claims['aud'])

  const refused: Kinds = {
    'nothing at all': '',
    'a word': 'admin',
    'dots only': '..',
    'algorithm none, no signature': raw({ ...header, alg: 'none' }, claims, ''),
    'algorithm none, with the old signature': raw({ ...header, alg: 'none' }, claims),
    'algorithm None, in another case': raw({ ...header, alg: 'nOnE' }, claims, ''),
    'HS256 with our public key as PEM': hmac('HS256', 'sha256', pem),
    'HS256 with our public key as DER': hmac('HS256', 'sha256', der),
    'HS512 with our key id': hmac('HS512', 'sha512', kid),
    'HS256 with an empty secret': hmac('HS256', 'sha256', ''),
    'ES256 by its own key': sign({}, { alg: 'ES256' }, es256),
    'RS256 by its own key': sign({}, { alg: 'RS256' }, rs256(constants.RSA_PKCS1_PADDING)),
    'PS256 by its own key': sign({}, { alg: 'PS256' }, rs256(constants.RSA_PKCS1_PSS_PADDING)),
    'EdDSA by its own key under our key id': sign({}, {}, eddsa(stranger.privateKey)),
    'the key of another node under our key id': sign({}, {}, eddsa(elsewhere.key)),
    'the key of another node under its own key id': sign({}, { kid: elsewhere.kid }, eddsa(elsewhere.key)),
    'no key id': sign({}, { kid: undefined }),
    'a key id that is no text': sign({}, { kid: [kid] }),
    'a key id that is a path': sign({}, { kid: '../../dev/null' }),
    'a key id that is a statement': sign({}, { kid: `${kid}' or '1'='1` }),
    'a key id that is a prototype': sign({}, { kid: '__proto__' }),
    'another type': sign({}, { typ: 'JWT' }),
    'no type': sign({}, { typ: undefined }),
    'its own key brought along': sign({}, { jwk }, eddsa(stranger.privateKey)),
    'its own key beside our signature': sign({}, { jwk }),
    'the address of a key': sign({}, { jku: 'https://keys.example/jwks' }),
    'the address of a certificate': sign({}, { x5u: 'https://keys.example/cert' }),
    'a certificate brought along': sign({}, { x5c: [Buffer.from(der).toString('base64')] }),
    'a critical header we do not know': sign({}, { crit: ['x'], x: 1 }),
    'a critical header that is empty': sign({}, { crit: [] }),
    'an unencoded payload': sign({}, { b64: false, crit: ['b64'] }),
    'the issuer of another node': sign({ iss: elsewhere.issuer }),
    'no issuer': without('iss'),
    'the audience of another node': sign({ aud: elsewhere.audience }),
    'two audiences, one of them ours': sign({ aud: [aud, elsewhere.audience] }),
    'our audience in another case': sign({ aud: aud.toUpperCase() }),
    'no audience': without('aud'),
    'another store': sign({ store: elsewhere.storeId, aud: `pos:${elsewhere.storeId}` }),
    'another place of work than its audience': sign({ ctx: claims['ctx'] === 'pos' ? 'store' : 'pos' }),
    'a place of work that does not exist': sign({ ctx: 'root' }),
    'not valid yet': sign({ nbf: now + 3600 }),
    'issued in the future': sign({ iat: now + 3600, exp: now + 7200 }),
    'no time of issue': without('iat'),
    'no end': without('exp'),
    'an end that is text': sign({ exp: String(now + 900) }),
    'no person': without('sub'),
    'a person who is a statement': sign({ sub: "' or 1=1 --" }),
    'a person with a NUL': sign({ sub: `${String(claims['sub'])}\u0000` }),
    'no company': without('tenant'),
    'cut after the payload': `${head}.${body}`,
    'cut within the signature': good.slice(0, -6),
    'an altered signature': `${head}.${body}.${turned}`,
    'another person under the old signature': raw(header, { ...claims, sub: randomUUID() }),
    doubled: `${good}.${good}`,
    'twice, with a comma': `${good}, ${good}`,
    'standard base64 instead of that of addresses': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}!`,
    'encrypted, five parts': `${head}.${body}.${signature}.${signature}.${signature}`,
    huge: `${head}.${part({ ...claims, more: 'x'.repeat(6000) })}.${signature}`,
    'deeply nested': `${head}.${Buffer.from('['.repeat(1500)).toString('base64url')}.${signature}`,
    'a payload that is no object': signText('[]'),
  }
  const ended: Kinds = {
    'expired an hour ago': sign({ iat: now - 4500, exp: now - 3600 }),
    'expired a minute ago, just outside what clocks may differ': sign({ iat: now - 900, exp: now - 60 }),
    'two ends, the last one past': signText(
      JSON.stringify({ ...claims, exp: now - 900 }).replace('{', `{"exp":${now + 900},`),
    ),
    'older than any token lives, with an end in a year': sign({ iat: now - 3600, exp: now + YEAR_S }),
  }
  return [...named(refused, 'AUTH_REQUIRED'), ...named(ended, 'AUTH_SESSION_ENDED')]
}

type Kinds = Readonly<Record<string, string>>

const named = (kinds: Kinds, code: Forgery['code']): readonly Forgery[] =>
  Object.entries(kinds).map(([what, token]) => ({ what, token, code }))

type Sealer = (text: Buffer) => Buffer

const eddsa =
  (key: KeyObject): Sealer =>
  (text) =>
    seal(null, text, key)

const es256: Sealer = (text) => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return seal('sha256', text, { key, dsaEncoding: 'ieee-p1363' })
}

const rs256 =
  (padding: number): Sealer =>
  (text) => {
    const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    return seal('sha256', text, { key, padding })
  }
