import type { Digest } from '@pos/shared-types'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { DigestSum, judged, settledOnly } from './digest.ts'

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
function digestOf(texts: readonly string[]) {
  const sum = new DigestSum(sha256)
  for (const text of texts) sum.add(text)
  return sum.result()
}
const sheet = (digests: readonly Digest[]) => ({ epoch: 'e', version: 1, seq: 1, digests: [...digests] })
const sales = (texts: readonly string[], grain = '2026-03-02'): Digest => ({
  kind: 'sales',
  grain,
  sumMinor: 0,
  ...digestOf(texts),
})

test('[SE50] the order of rows changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.nat()), (texts, keys) => {
      const other = texts
        .map((text, at) => ({ text, key: keys[at] ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ text }) => text)
      expect(digestOf(other)).toEqual(digestOf(texts))
    }),
  )
})

test('[SE50] a row that is missing, doubled, added or changed is seen', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), fc.string(), (texts, where, another) => {
      const at = where % texts.length
      const whole = digestOf(texts).hash
      expect(digestOf(texts.toSpliced(at, 1)).hash).not.toBe(whole)
      expect(digestOf([...texts, texts[at] ?? '']).hash).not.toBe(whole)
      if (another !== texts[at]) expect(digestOf(texts.with(at, another)).hash).not.toBe(whole)
    }),
  )
})

test('an empty table has a digest too', () => {
  expect(digestOf([])).toEqual({ count: 0, hash: '0'.repeat(64) })
})

test('[SE50] [SE51] each thing is judged by itself, the own digest stays the own, and what the peer leaves out is open', () => {
  const own = [sales(['a'], 'one'), sales(['b'], 'two'), sales(['c'], 'three')]
  const compared = judged(own, [sales(['b'], 'two'), sales(['x'], 'one'), sales(['y'], 'four')])
  expect(compared.map(({ grain, verdict }) => [grain, verdict])).toEqual([
    ['one', 'different'],
    ['two', 'equal'],
    ['three', 'pending'],
  ])
  expect(compared.map(({ hash }) => hash)).toEqual(own.map(({ hash }) => hash))
  expect(compared[0]?.peerHash).toBe(digestOf(['x']).hash)
})

test('[SE50] another count or sum is a difference under the same hash', () => {
  const own = sales(['a'])
  expect(judged([own], [{ ...own, count: 2 }])[0]?.verdict).toBe('different')
  expect(judged([own], [{ ...own, sumMinor: 1 }])[0]?.verdict).toBe('different')
})

test('[SE51] a difference counts only when this node has stood still meanwhile', () => {
  const compared = judged([sales(['a'], 'one'), sales(['b'], 'two')], [sales(['x'], 'one'), sales(['y'], 'two')])
  const now = sheet([sales(['a'], 'one'), sales(['b', 'c'], 'two')])
  expect(settledOnly(compared, now).map(({ verdict }) => verdict)).toEqual(['different', 'pending'])
  expect(settledOnly(compared, undefined).map(({ verdict }) => verdict)).toEqual(['pending', 'pending'])
})
