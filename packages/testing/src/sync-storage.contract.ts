import type { Context, Unit } from '@pos/core'
import { createIngest, createRepair, type EventHandler, type IngestStore } from '@pos/sync-engine'
import type { PushBatch, PushEvent } from '@pos/shared-types'
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sequentialIds } from './sequential-ids.ts'
import { TEST_STORE, testContext } from './test-context.ts'

export type IngestStoreUnderTest<Tx> = {
  readonly store: IngestStore<Tx>
  /** Ids of the events in the inbox with their verdicts, and of those in quarantine with their codes. */
  readonly kept: () => Promise<{ readonly inbox: Record<string, string>; readonly quarantine: Record<string, string> }>
  readonly remove: () => Promise<void>
}

type Fact = {
  readonly aggregate?: string
  readonly storeId: string
  readonly codes?: readonly string[]
  readonly throws?: string
  /** What the act is told by its maker, whatever the bytes. */
  readonly act?: string
}

const DEVICE = '019cad5e-0000-7000-8000-0000000000d1'
const OTHER_DEVICE = '019cad5e-0000-7000-8000-0000000000d2'
const OTHER_STORE = '019cad5e-0000-7000-8000-0000000000a2'
const quiet = { info: () => {}, warn: () => {} }
const sha256 = (content: string | Uint8Array) => hash('sha256', content, 'hex')
const peer = (deviceId = DEVICE, storeId = TEST_STORE): Context =>
  testContext({ deviceId, storeId, appContext: 'peer' })

/** What every inbox must do so that ingest keeps its promises on it. */
export function ingestStoreContract<Tx>(name: string, open: () => Promise<IngestStoreUnderTest<Tx>>): void {
  describe(`the inbox of ${name}`, () => {
    const ids = sequentialIds(0x5c)
    let opened: IngestStoreUnderTest<Tx>
    let applied: string[] = []
    const acts = new Set<string>()
    let seq = 0
    const stumbles = new Set<string>()

    beforeAll(async () => {
      opened = await open()
    })
    afterAll(async () => {
      await opened.remove()
    })

    const handler: EventHandler<Tx, Fact> = {
      type: 'sale.completed',
      schema: 1,
      read: (payload) => (payload.startsWith('{') ? JSON.parse(payload) : undefined),
      storeOf: (fact) => fact.storeId,
      isKnown: (_unit, { fact }) => fact.act !== undefined && acts.has(fact.act),
      apply(_unit, events) {
        for (const { eventId, fact } of events) {
          applied.push(eventId)
          if (fact.act !== undefined) acts.add(fact.act)
          if (stumbles.has(fact.aggregate ?? '')) throw new Error('a bug of today')
          if (fact.throws !== undefined) throw new Error(fact.throws)
        }
        return new Map(events.map((event) => [event.eventId, event.fact.codes ?? []]))
      },
    }
    const receive = (batch: PushBatch, ctx = peer()) =>
      createIngest({ store: opened.store, handlers: [handler], sha256, log: quiet }).receive(ctx, batch)
    const verdicts = async (batch: PushBatch, ctx?: Context) =>
      (await receive(batch, ctx)).verdicts.map(({ eventId: _, ...verdict }) => verdict)

    const sale = (aggregateId = ids.next(), aggregateSeq = 1, fact: Partial<Fact> | string = {}): PushEvent => {
      seq += 1
      const payload =
        typeof fact === 'string' ? fact : JSON.stringify({ storeId: TEST_STORE, seq, name: 'Añejo', ...fact })
      const place = { aggregateType: 'sale', aggregateId, aggregateSeq, type: 'sale.completed', schema: 1 }
      return {
        ...place,
        eventId: ids.next(),
        seq,
        hlc: '1',
        wallTime: 1,
        catalogueVersion: 0,
        payload,
        sha256: sha256(payload),
      }
    }
    const lineage = ids.next()
    const batch = (...events: PushEvent[]): PushBatch => ({ lineage, events })

    test('[SE12] [SE13] [SE21] a batch is taken once: sent again it is answered from what was stored', async () => {
      const sales = batch(sale(), sale(undefined, 1, { codes: ['SALE_PRICE_CHANGED'] }), sale())
      applied = []
      expect(await verdicts(sales)).toEqual([
        { verdict: 'applied' },
        { verdict: 'accepted_flagged', codes: ['SALE_PRICE_CHANGED'] },
        { verdict: 'applied' },
      ])
      expect(await verdicts(sales)).toEqual([
        { verdict: 'duplicate' },
        { verdict: 'accepted_flagged', codes: ['SALE_PRICE_CHANGED'] },
        { verdict: 'duplicate' },
      ])
      expect(applied).toEqual(sales.events.map((event) => event.eventId))
    })

    test('[SE12] five copies at the same moment take effect once', async () => {
      const sales = batch(sale(), sale())
      const answers = await Promise.all(Array.from({ length: 5 }, () => verdicts(sales)))
      expect(answers.flat().filter((answer) => answer.verdict === 'applied')).toHaveLength(2)
      expect(answers.flat().filter((answer) => answer.verdict === 'duplicate')).toHaveLength(8)
    })

    test('[SE14] an event id that comes back with other content is parked, and both contents are kept', async () => {
      const first = sale()
      const other = { ...sale(), eventId: first.eventId }
      await receive(batch(first))
      expect(await verdicts(batch(other))).toEqual([{ verdict: 'parked', codes: ['SYNC_KEY_REUSED'] }])
      const kept = await opened.kept()
      expect(kept.inbox[first.eventId]).toBe('applied')
      expect(kept.quarantine[first.eventId]).toBe('SYNC_KEY_REUSED')
      expect(await verdicts(batch(first))).toEqual([{ verdict: 'duplicate' }])
    })

    test('[SE15] a gap blocks, and the missing event releases what waited for it', async () => {
      const aggregate = ids.next()
      const [first, second, third] = [sale(aggregate, 1), sale(aggregate, 2), sale(aggregate, 3)]
      expect(await verdicts(batch(second, third))).toEqual([{ verdict: 'blocked' }, { verdict: 'blocked' }])
      expect(await verdicts(batch(third, second, first))).toEqual([
        { verdict: 'applied' },
        { verdict: 'applied' },
        { verdict: 'applied' },
      ])
    })

    test('[SE15] a parked event blocks its own aggregate and no other, and names itself as the reason', async () => {
      const aggregate = ids.next()
      const [poison, next, other] = [sale(aggregate, 1, 'not a fact'), sale(aggregate, 2), sale()]
      await receive(batch(poison))
      expect(await verdicts(batch(poison, next, other))).toEqual([
        { verdict: 'parked', codes: ['VALIDATION_FAILED'] },
        { verdict: 'blocked', by: poison.eventId },
        { verdict: 'applied' },
      ])
    })

    test('[SE15] a later event that is parked names itself to those behind it', async () => {
      const aggregate = ids.next()
      const [first, poison, next] = [sale(aggregate, 1), sale(aggregate, 2, 'not a fact'), sale(aggregate, 3)]
      await receive(batch(first, poison))
      expect(await verdicts(batch(next))).toEqual([{ verdict: 'blocked', by: poison.eventId }])
    })

    test('[SE16] a position of the lineage that comes with another event is a fork, and nothing is taken', async () => {
      const first = sale()
      await receive(batch(first))
      const fork = { ...sale(), seq: first.seq }
      await expect(receive(batch(fork))).rejects.toMatchObject({ code: 'SYNC_LINEAGE_FORK' })
      expect((await opened.kept()).inbox[fork.eventId]).toBeUndefined()
    })

    test('[SE17] [SE18] one bad event does not take the batch with it; it is parked after three tries, its text kept', async () => {
      const [good, bad, alsoGood] = [sale(), sale(undefined, 1, { throws: 'a bug' }), sale()]
      applied = []
      expect(await verdicts(batch(good, bad, alsoGood))).toEqual([
        { verdict: 'applied' },
        { verdict: 'parked', codes: ['INTERNAL'] },
        { verdict: 'applied' },
      ])
      expect(applied.filter((id) => id === bad.eventId)).toHaveLength(4)
      const kept = await opened.kept()
      expect(kept.inbox).toMatchObject({
        [good.eventId]: 'applied',
        [bad.eventId]: 'parked',
        [alsoGood.eventId]: 'applied',
      })
      expect(kept.quarantine[bad.eventId]).toBe('INTERNAL')
    })

    test('[SE19] a hash that does not fit the bytes parks the event; the right bytes are still welcome', async () => {
      const right = sale()
      const broken = { ...right, payload: right.payload.replace('Añejo', 'Anejo') }
      expect(await verdicts(batch(broken))).toEqual([{ verdict: 'parked', codes: ['VALIDATION_FAILED'] }])
      expect(await verdicts(batch(right))).toEqual([{ verdict: 'applied' }])
    })

    test('[SE19] an unknown type or schema is parked', async () => {
      const unknown = [
        { ...sale(), type: 'sale.unheard-of' },
        { ...sale(), schema: 99 },
      ]
      const parked = { verdict: 'parked', codes: ['VALIDATION_FAILED'] }
      expect(await verdicts(batch(...unknown))).toEqual([parked, parked])
    })

    test('[SE20] a fact that names another store is parked', async () => {
      const theirs = sale(undefined, 1, { storeId: OTHER_STORE })
      expect(await verdicts(batch(theirs))).toEqual([{ verdict: 'parked', codes: ['SYNC_NOT_YOURS'] }])
    })

    test('[SE20] the lineage of another peer is refused as a whole', async () => {
      await receive(batch(sale()))
      const stranger = peer(OTHER_DEVICE, OTHER_STORE)
      await expect(receive(batch(sale()), stranger)).rejects.toMatchObject({ code: 'SYNC_NOT_YOURS' })
    })

    describe('a person who settles what is parked', () => {
      const repair = () => createRepair({ store: opened.store, handlers: [handler], sha256 })
      const settle = <Result>(work: (unit: Unit<Tx>) => Promise<Result>) =>
        opened.store.write(peer(), 'sync.repair', work)
      const take = (event: PushEvent, correction?: string) =>
        settle((unit) => repair().take(unit, { lineage, event }, correction))
      const discard = (event: PushEvent) => settle((unit) => repair().discard(unit, { lineage, event }))
      /** An event whose handler stumbles, until `mend`. */
      const stumbling = (aggregate = ids.next(), place = 1) => {
        stumbles.add(aggregate)
        return sale(aggregate, place, { aggregate })
      }

      test('[SE44] takes it in by the handlers of today, once, and what waits behind it follows', async () => {
        const aggregate = ids.next()
        const [bad, next] = [stumbling(aggregate), sale(aggregate, 2)]
        expect(await verdicts(batch(bad, next))).toMatchObject([{ verdict: 'parked' }, { verdict: 'blocked' }])
        stumbles.clear()
        applied = []
        expect(await take(bad)).toEqual([])
        await expect(take(bad)).rejects.toMatchObject({ code: 'SYNC_STILL_PARKED' })
        expect(await verdicts(batch(bad, next))).toEqual([{ verdict: 'duplicate' }, { verdict: 'applied' }])
        expect(applied).toEqual([bad.eventId, next.eventId])
      })

      test('[SE44] takes it in once, though two press the button at the same moment', async () => {
        const bad = stumbling()
        await receive(batch(bad))
        stumbles.clear()
        applied = []
        const tries = await Promise.allSettled([take(bad), take(bad), receive(batch(bad))])
        expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
        expect(applied).toEqual([bad.eventId])
        expect((await opened.kept()).inbox[bad.eventId]).toBe('applied')
      })

      test('[SE45] records a correction: the handlers see it, and the sender still knows the event by its own bytes', async () => {
        const [bad, next] = [sale(undefined, 1, 'not a fact'), sale()]
        await receive(batch(bad))
        const corrected = JSON.stringify({ storeId: TEST_STORE, codes: ['SALE_PRICE_CHANGED'] })
        expect(await take(bad, corrected)).toEqual(['SYNC_CORRECTED', 'SALE_PRICE_CHANGED'])
        expect(await verdicts(batch(bad, next))).toEqual([
          { verdict: 'accepted_flagged', codes: ['SYNC_CORRECTED', 'SALE_PRICE_CHANGED'] },
          { verdict: 'applied' },
        ])
      })

      test('[SE45] corrects what arrived with a hash that does not fit, and the right bytes are known then', async () => {
        const right = sale()
        const torn = { ...right, payload: right.payload.replace('Añejo', 'Anejo') }
        await receive(batch(torn))
        await expect(take(torn)).rejects.toMatchObject({ reason: { code: 'VALIDATION_FAILED' } })
        await take(torn, right.payload)
        expect(await verdicts(batch(right))).toEqual([{ verdict: 'accepted_flagged', codes: ['SYNC_CORRECTED'] }])
      })

      test('[SE46] discards it: it has no effect, its sender is told, and what waits behind it goes on', async () => {
        const aggregate = ids.next()
        const [bad, next] = [sale(aggregate, 1, 'not a fact'), sale(aggregate, 2)]
        await receive(batch(bad))
        applied = []
        await discard(bad)
        expect(await verdicts(batch(bad, next))).toEqual([
          { verdict: 'accepted_flagged', codes: ['SYNC_DISCARDED'] },
          { verdict: 'applied' },
        ])
        expect(applied).toEqual([next.eventId])
      })

      test('[SE47] changes nothing when it cannot be taken today either, and is told why', async () => {
        const bad = stumbling()
        await receive(batch(bad))
        await expect(take(bad)).rejects.toMatchObject({ code: 'SYNC_STILL_PARKED', reason: { code: 'INTERNAL' } })
        await expect(take(bad, 'not a fact')).rejects.toMatchObject({ reason: { code: 'VALIDATION_FAILED' } })
        const theirs = JSON.stringify({ storeId: OTHER_STORE })
        await expect(take(bad, theirs)).rejects.toMatchObject({ reason: { code: 'SYNC_NOT_YOURS' } })
        expect((await opened.kept()).inbox[bad.eventId]).toBe('parked')
        expect(await verdicts(batch(bad))).toEqual([{ verdict: 'parked', codes: ['INTERNAL'] }])
        stumbles.clear()
      })

      test('[SE47] cannot take in other bytes under an id that is known, nor a second event on a place', async () => {
        const [first, aggregate] = [sale(), ids.next()]
        const other = { ...sale(), eventId: first.eventId }
        const [early, late] = [sale(aggregate, 1), sale(aggregate, 1)]
        await receive(batch(first, early))
        await receive(batch(other, late))
        const reused = { reason: { code: 'SYNC_KEY_REUSED' } }
        await expect(take(other)).rejects.toMatchObject(reused)
        await expect(take(late)).rejects.toMatchObject(reused)
        await discard(late)
        expect(await verdicts(batch(late))).toEqual([{ verdict: 'accepted_flagged', codes: ['SYNC_DISCARDED'] }])
        expect(await verdicts(batch(first))).toEqual([{ verdict: 'duplicate' }])
      })

      test('[SE48] settles nothing before what stands in front of it', async () => {
        const aggregate = ids.next()
        const [first, second] = [sale(aggregate, 1, 'not a fact'), sale(aggregate, 2, 'no fact either')]
        await receive(batch(first, second))
        await expect(discard(second)).rejects.toMatchObject({ code: 'SYNC_BLOCKED' })
        await discard(first)
        await discard(second)
        expect(await verdicts(batch(sale(aggregate, 3)))).toEqual([{ verdict: 'applied' }])
      })
    })

    test('[SE14] a second event on a position of its aggregate is parked', async () => {
      const aggregate = ids.next()
      await receive(batch(sale(aggregate, 1)))
      expect(await verdicts(batch(sale(aggregate, 1)))).toEqual([{ verdict: 'parked', codes: ['SYNC_KEY_REUSED'] }])
    })

    test('[SE41] an act told in other bytes is another one, while its maker has had one life only', async () => {
      const told = sale(undefined, 1, { act: 'only life' })
      await receive(batch(told))
      const anew = { ...sale(undefined, 1, { act: 'only life' }), eventId: told.eventId }
      expect(await verdicts(batch(anew))).toEqual([{ verdict: 'parked', codes: ['SYNC_KEY_REUSED'] }])
    })

    describe('a peer that begins another lineage', () => {
      const second = ids.next()

      test('[SE40] takes effect where its earlier life has used a position already, and both go on', async () => {
        const aggregate = ids.next()
        await receive(batch(sale(aggregate, 1), sale(aggregate, 2)))
        const [other, onward] = [sale(aggregate, 2), sale(aggregate, 3)]
        expect(await verdicts({ lineage: second, events: [other, onward] })).toEqual([
          { verdict: 'accepted_flagged', codes: ['SYNC_LINEAGE_FORK'] },
          { verdict: 'applied' },
        ])
        expect(await verdicts(batch(sale(aggregate, 3)))).toEqual([
          { verdict: 'accepted_flagged', codes: ['SYNC_LINEAGE_FORK'] },
        ])
      })

      test('[SE41] may tell an act that is known in other bytes, and only that one', async () => {
        const told = sale(undefined, 1, { act: 'sold to Eve' })
        await receive(batch(told))
        const anew = { ...sale(undefined, 1, { act: 'sold to Eve', codes: ['told anew'] }), eventId: told.eventId }
        expect(await verdicts({ lineage: second, events: [anew] })).toEqual([{ verdict: 'duplicate' }])
        const another = { ...sale(undefined, 1, { act: 'never told' }), eventId: told.eventId }
        expect(await verdicts({ lineage: second, events: [another] })).toEqual([
          { verdict: 'parked', codes: ['SYNC_KEY_REUSED'] },
        ])
      })
    })
  })
}
