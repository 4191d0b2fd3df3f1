import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyBoth } from './links/against-pouchdb.ts'
import { identityOf, variantsIn } from './links/closed-store.ts'
import { costOfComparisons, costOfConnects, costOfPolls, type OfficeCost } from './links/office-cost.ts'
import { spreadNews } from './links/price-news.ts'
import { bytesPerPoll } from './links/wire-bytes.ts'
import type { BenchRow } from './row.ts'
import { percentile } from './sales/load-client.ts'
import { postJson } from './sales/requests.ts'
import { saleBytes } from './links/sale-bytes.ts'
import { ServerProcess } from './server-process.ts'
import { measureFirstCopy, type FirstCopyResult } from './sync/first-copy.ts'
import { article } from './sync/goods.ts'
import { prepareBigCompany } from './sync/head-office.ts'

const PRODUCTS = 200_000
const CUSTOMERS = 100_000
const ROUNDS = 3
const STORES = 50
const PRICES = 60
const COST_MS = 4_000
const COPY = `an empty store takes ${PRODUCTS.toLocaleString('en')} products and ${CUSTOMERS.toLocaleString('en')} customers, two processes, loopback`
const BARE = 'bare download, JSON.parse and insert (limit)'
const NEWS = `a price saved at head office, ${STORES} stores connected, loopback`
const WIRE = 'bytes on the wire, HTTP headers included'
const OFFICE = 'what stores cost head office'
const LIGHT = 'real notice sockets, pullers and signed pulls in one process beside head office; rows are not written'
const PEER_PRODUCTS = 10_000
const PEER = `${PEER_PRODUCTS.toLocaleString('en')} products into an empty replica, through a proxy that counts`
const POUCH = 'PouchDB 9 from express-pouchdb 4'
const COPY_GOAL = 0.4

/** Lines between stores and head office: the first copy of a big chain, news, bytes, and what they cost head office. */
export async function benchLinks(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pos-bench-links-'))
  try {
    return [
      ...(await officeRows(folder)),
      ...(await byteRows(join(folder, 'shops'))),
      ...(await peerRows(join(folder, 'peer'))),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function officeRows(folder: string): Promise<BenchRow[]> {
  const storeFolder = join(folder, 'store')
  const company = await prepareBigCompany(join(folder, 'hq'), PRODUCTS, CUSTOMERS)
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: company.hqFolder })
  try {
    const { token, cashier, priceListId, hqFolder } = company
    const last = article(PRODUCTS - 1)
    const wanted = { barcode: last.barcode, priceMinor: last.priceMinor, words: last.name }
    const order = { folder: storeFolder, hqUrl: hq.url, token, rounds: ROUNDS, wanted, cashier }
    const copy = await measureFirstCopy(order)
    const { signer } = identityOf(storeFolder)
    const signIn = { tenant: company.slug, ...company.admin }
    const hqToken = String((await postJson(`${hq.url}/api/v1/auth/login`, signIn))['accessToken'])
    const news = { hqUrl: hq.url, hqToken, priceListId, variantIds: variantsIn(storeFolder, PRICES), signer }
    const alone = await spreadNews(news, 1)
    const many = await spreadNews(news, STORES)
    const ratio = percentile(alone.last, 0.5) / percentile(many.last, 0.5)
    const office = { hq, hqFolder, signer }
    const poll = await bytesPerPoll({ serverPort: hq.port, signer })
    return [
      ...copyRows(copy),
      row(NEWS, 'until each store has it, p50', percentile(many.each, 0.5), 'ms', { note: LIGHT }),
      row(NEWS, 'until each store has it, p95', percentile(many.each, 0.95), 'ms'),
      {
        ...row(NEWS, 'until the last store has it, p50', percentile(many.last, 0.5), 'ms'),
        ratio,
        against: 'one store connected',
      },
      row(NEWS, 'until the last store has it, p95', percentile(many.last, 0.95), 'ms'),
      row(WIRE, 'a poll that finds nothing new', poll.up + poll.down, 'bytes', {
        note: `${Math.round(poll.up)} up, ${Math.round(poll.down)} down`,
      }),
      costRow('a poll that finds nothing new', await costOfPolls(office, COST_MS)),
      costRow('a socket for notices opened', await costOfConnects(office, COST_MS)),
      costRow(`a comparison of ${PRODUCTS.toLocaleString('en')} products`, await costOfComparisons(office, COST_MS)),
    ]
  } finally {
    await hq.stop()
  }
}

function copyRows({ cold, rounds }: FirstCopyResult): BenchRow[] {
  const bareS = median(rounds.map((round) => round.bare)) / 1_000
  const storeS = median(rounds.map((round) => round.store)) / 1_000
  const ratio = median(rounds.map((round) => round.bare / round.store))
  return [
    row(COPY, BARE, bareS, 's', { note: 'unique index each, flushed once' }),
    {
      ...row(COPY, 'store, snapshot file warm at head office', storeS, 's'),
      ratio,
      against: BARE,
      goal: `>= ${COPY_GOAL} of the limit`,
      ok: ratio >= COPY_GOAL,
      note: 'priced, searchable, checked and flushed',
    },
    row(COPY, 'store, head office makes the snapshot first', cold / 1_000, 's'),
  ]
}

async function byteRows(folder: string): Promise<BenchRow[]> {
  const { tillUp, plain, packed, plainBatch, packedBatch, aloneUs } = await saleBytes(folder)
  const total = ({ up, down }: { readonly up: number; readonly down: number }) => up + down
  const line = (name: string, bytes: typeof plain) =>
    row(WIRE, name, total(bytes), 'bytes', { note: `${Math.round(bytes.up)} up, ${Math.round(bytes.down)} down` })
  const against = 'the same, not packed'
  return [
    line('a sale of 5 lines, till to store, alone', tillUp),
    line('a sale of 5 lines, store to head office, alone, not packed', plain),
    { ...line('a sale of 5 lines, store to head office, alone', packed), ratio: total(packed) / total(plain), against },
    line('a sale of 5 lines, store to head office, 40 together, not packed', plainBatch),
    {
      ...line('a sale of 5 lines, store to head office, 40 together', packedBatch),
      ratio: total(packedBatch) / total(plainBatch),
      against,
    },
    row(OFFICE, 'a sale of 5 lines that comes alone: processor time', aloneUs, 'us', {
      note: 'head office and PostgreSQL together',
    }),
  ]
}

async function peerRows(folder: string): Promise<BenchRow[]> {
  const { ours, pouch } = await copyBoth(folder, PEER_PRODUCTS)
  return [
    row(PEER, `${POUCH}: products taken`, pouch.perSecond, 'products/s', { note: `batches of 1,000, LevelDB both` }),
    {
      ...row(PEER, 'first copy of a store: products taken', ours.perSecond, 'products/s'),
      ratio: ours.perSecond / pouch.perSecond,
      against: POUCH,
      note: 'head office makes the snapshot first; priced, searchable, checked and flushed',
    },
    row(PEER, `${POUCH}: bytes for a product`, pouch.bytes, 'bytes'),
    {
      ...row(PEER, 'first copy of a store: bytes for a product', ours.bytes, 'bytes'),
      ratio: ours.bytes / pouch.bytes,
      against: POUCH,
    },
  ]
}

function costRow(name: string, { perSecond, processUs, postgresUs }: OfficeCost): BenchRow {
  const shares = `head office ${Math.round(processUs)} us, PostgreSQL ${Math.round(postgresUs)} us`
  const rate = `${Math.round(perSecond)}/s from one client on the same cores`
  return row(OFFICE, `${name}: processor time`, processUs + postgresUs, 'us', { note: `${shares}; ${rate}` })
}

type Remark = Pick<BenchRow, 'goal' | 'ok' | 'note'>

function row(group: string, name: string, value: number, unit: string, remark: Remark = {}): BenchRow {
  return { group, name, value: Number(value.toPrecision(3)), unit, ...remark }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
