import { DomainError } from '@pos/core'
import { fakeClock } from '@pos/testing'
import { expect, test } from 'vitest'
import { createSessionKeeper, type SessionKeeper } from './session-keeper.ts'

/** Two tabs of a browser before a server that counts refreshes and how many run at once. */
function browser() {
  const clock = fakeClock(1_000)
  const kept = new Map<string, string>()
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const server = { asked: 0, running: 0, most: 0, refusal: undefined as DomainError | undefined }
  let turn: Promise<unknown> = Promise.resolve()
  const alone = <Result>(_name: string, work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  const refresh = async () => {
    server.asked += 1
    server.running += 1
    server.most = Math.max(server.most, server.running)
    await new Promise((resolve) => setImmediate(resolve))
    server.running -= 1
    if (server.refusal) throw server.refusal
    return { accessToken: `token-${server.asked}`, expiresAt: clock.now() + 60_000 }
  }
  const tab = (): SessionKeeper => createSessionKeeper({ clock, memory, name: 'pos.hq', refresh, alone })
  return { clock, kept, server, tab }
}

test('a token is good until shortly before its end, and no copy of it lies in the browser', () => {
  const { clock, kept, tab } = browser()
  const page = tab()
  page.keep({ accessToken: 'secret', expiresAt: 61_000 })
  expect(page.token()).toBe('secret')
  expect(JSON.stringify([...kept])).not.toContain('secret')
  clock.set(51_000)
  expect(page.token()).toBeUndefined()
})

test('however many ask in a tab, it is renewed once; two tabs do it one after the other', async () => {
  const { server, tab } = browser()
  const [one, two] = [tab(), tab()]
  one.keep({ accessToken: 'old', expiresAt: 0 })
  expect(await Promise.all([one.renew(), one.renew(), two.renew(), one.renew()])).toEqual([true, true, true, true])
  expect(server).toMatchObject({ asked: 2, most: 1 })
  expect([one.token(), two.token()]).toEqual(['token-1', 'token-2'])
})

test('a session that is over is forgotten, and nobody is asked again', async () => {
  const { server, tab } = browser()
  const page = tab()
  page.keep({ accessToken: 'old', expiresAt: 0 })
  server.refusal = new DomainError('AUTH_SESSION_ENDED')
  expect([await page.renew(), page.isHeld(), await page.renew()]).toEqual([false, false, false])
  expect(server.asked).toBe(1)
})

test('a server that does not answer ends nothing', async () => {
  const { server, tab } = browser()
  const page = tab()
  page.keep({ accessToken: 'old', expiresAt: 0 })
  server.refusal = new DomainError('HQ_UNREACHABLE')
  await expect(page.renew()).rejects.toMatchObject({ code: 'HQ_UNREACHABLE' })
  expect(page.isHeld()).toBe(true)
  server.refusal = undefined
  expect(await page.renew()).toBe(true)
})

test('who never signed in here is not asked about', async () => {
  const { server, tab } = browser()
  expect([await tab().renew(), server.asked]).toEqual([false, 0])
})
