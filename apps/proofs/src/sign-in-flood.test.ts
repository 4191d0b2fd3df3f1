import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { assignRole, createUser } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { address, attempt, bytesSaid, median, type TimedAnswer } from '../test/harness/attempts.ts'
import { startProcesses, type Chain } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { isLong } from '../test/harness/seed.ts'
import type { ServerProcess } from '../test/harness/server-process.ts'
import { until } from '../test/harness/until.ts'

const FLOOD = 500
const WAVES = isLong ? 5 : 1
const SAMPLES = isLong ? 200 : 20
/** Below what locks an account. */
const PER_PERSON = 4
const PEOPLE = Math.ceil(SAMPLES / PER_PERSON) + 10
/** 500 hashes at once would take 9.5 GB; those that run take 76 MB. */
const MAX_GROWTH_MB = 300
/** Without the same work an unknown name would be answered in a tenth of the time. */
const RATIO = isLong ? 1.2 : 1.5
const COMPANY_RATIO = 2

let chain: Chain<ServerProcess, ServerProcess>
const people: string[] = []
let addresses = 0

beforeAll(async () => {
  chain = await startProcesses({ products: 1 })
  const { adminToken: token } = chain.company
  const storeId = chain.sites[0]?.plan.id ?? ''
  // Kept by the process, with the cost of a real password.
  for (let at = 0; at < PEOPLE; at += 1) {
    const username = `person-${String(at).padStart(3, '0')}`
    const body = { username, displayName: username, locale: 'en' as const, password: PASSWORD }
    const { id } = await call(chain.hq.url, createUser, { token, body })
    await call(chain.hq.url, assignRole, { token, params: { id }, body: { roleCode: 'store_manager', storeId } })
    people.push(username)
  }
})
afterAll(() => chain?.close())

const urlOf = (kind: 'hq' | 'store') => (kind === 'hq' ? chain.hq.url : (chain.sites[0]?.url ?? ''))
/** From an address nobody has used before. */
function tryOnce(kind: 'hq' | 'store', username: string, password: string, tenant = chain.company.slug) {
  addresses += 1
  return attempt(urlOf(kind), { tenant, username, password, from: address(addresses) })
}

/** Most memory the process had at once since the last call, in MB. */
function peakMb(pid: number): number {
  const [, kb = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return Number(kb) / 1024
}

/** Asks whether the server lives, again and again, and gives how long it took each time, in ms, the longest last. */
function watchHealth(url: string): () => Promise<readonly number[]> {
  let isOver = false
  const took: number[] = []
  const watching = (async () => {
    while (!isOver) {
      const startedAt = performance.now()
      const { status } = await fetch(`${url}/health/live`)
      if (status !== 200) throw new Error(`/health/live answers ${status}`)
      took.push(performance.now() - startedAt)
      await sleep(20)
    }
  })()
  return async () => {
    isOver = true
    await watching
    return took.toSorted((one, other) => one - other)
  }
}

describe(`${FLOOD} people who sign in at once, some right, some wrong, some unknown`, () => {
  test('cost a bounded amount of memory; the server lives on, and says when to come again', async () => {
    const { pid } = chain.hq
    peakMb(pid)
    const before = peakMb(pid)
    const stopWatching = watchHealth(chain.hq.url)
    const startedAt = performance.now()
    const answers: TimedAnswer[] = []
    for (let wave = 0; wave < WAVES; wave += 1) {
      const tries = Array.from({ length: FLOOD }, (_, at) => {
        // A third of them right, each of ten people again and again; wrong ones are of many, so that none is locked.
        if (at % 3 === 0) return tryOnce('hq', people[at % 10] ?? '', PASSWORD)
        return tryOnce('hq', `${at % 3 === 1 ? 'stranger' : 'unknown'}-${wave}-${at}`, 'not the password')
      })
      answers.push(...(await Promise.all(tries)))
    }
    const lasted = performance.now() - startedAt
    const took = await stopWatching()
    const slowest = took.at(-1) ?? Number.NaN
    const usual = took[Math.floor(took.length * 0.95)] ?? Number.NaN
    const peak = peakMb(pid)
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    console.log(
      `${answers.length} sign-ins: ${count(200)} in, ${count(401)} refused, ${count(503)} sent away; ` +
        `memory ${before.toFixed(0)} -> ${peak.toFixed(0)} MB at most; /health/live ${usual.toFixed(0)} ms (p95 of ${took.length}), ${slowest.toFixed(0)} ms at most`,
    )
    expect(count(200) + count(401) + count(503)).toBe(answers.length)
    expect([count(200) > 0, count(401) > 0, count(503) > 0]).toEqual([true, true, true])
    for (const { status, headers } of answers) if (status === 503) expect(headers['retry-after']).toMatch(/^[1-9]\d*$/)
    expect(peak - before).toBeLessThan(MAX_GROWTH_MB)
    // Whoever waits behind the flood waits for all of it.
    expect(slowest).toBeLessThan(lasted / 2)
    const [first = ''] = people
    expect((await tryOnce('hq', first, PASSWORD)).status).toBe(200)
    const metrics = await (await fetch(`${chain.hq.url}/metrics`)).text()
    expect(metrics).toContain(`pos_sign_ins_total{way="password",outcome="AUTH_FAILED"} ${count(401)}`)
    expect(metrics).toContain(`pos_sign_ins_total{way="password",outcome="OVERLOADED"} ${count(503)}`)
    expect(metrics).toContain(`pos_refusals_total{code="OVERLOADED"} ${count(503)}`)
    expect(metrics).toMatch(/^pos_hashes_waiting 0$/m)
    // Ten people and the boss.
    expect(metrics).toMatch(/^pos_sessions 11$/m)
    for (const name of [...people, 'stranger', 'unknown', chain.company.slug]) expect(metrics).not.toContain(name)
  })
})

describe.each(['hq', 'store'] as const)('at the %s server', (kind) => {
  test('an unknown name is answered as a wrong password is: in the same words and the same time', async () => {
    const samples: Record<string, number[]> = { known: [], unknown: [], nowhere: [] }
    const said = new Set<string>()
    const note = async (who: string, answer: Promise<TimedAnswer>) => {
      const heard = await answer
      expect(heard.status).toBe(401)
      samples[who]?.push(heard.tookMs)
      said.add(bytesSaid(heard))
    }
    if (kind === 'store')
      await until('the store knows everybody', async () => {
        const last = people.at(-1) ?? ''
        return (await tryOnce('store', last, PASSWORD)).status === 200
      })
    for (let at = 0; at < SAMPLES; at += 1) {
      const person = 10 + Math.floor(at / PER_PERSON)
      await note('known', tryOnce(kind, people[person] ?? '', 'not the password'))
      await note('unknown', tryOnce(kind, `nobody-${person}`, 'not the password'))
      // A store serves one company, whatever is asked for.
      await note('nowhere', tryOnce(kind, `nobody-else-${person}`, 'not the password', 'no-such-company'))
    }
    expect([...said]).toHaveLength(1)
    const [known = 0, unknown = 0, nowhere = 0] = Object.values(samples).map(median)
    console.log(
      `${kind}: wrong password ${known.toFixed(1)} ms, unknown name ${unknown.toFixed(1)} ms, ` +
        `unknown company ${nowhere.toFixed(1)} ms`,
    )
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(RATIO)
    // No audit log takes what was tried at no company, which is quicker; which companies there are is no secret.
    expect(Math.max(known, nowhere) / Math.min(known, nowhere)).toBeLessThan(COMPANY_RATIO)
  })
})
