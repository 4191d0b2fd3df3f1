import { login, loginWithCode } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { nextCode } from '../test/harness/code-app.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain
let [first, second]: Site[] = []
beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 5 })
  ;[first, second] = chain.sites
  for (const site of chain.sites) {
    await until('a store knows its people', async () => (await tryPassword(site)).code !== 'CATALOGUE_INCOMPLETE')
  }
})
afterAll(() => chain.close())

type Said = { readonly code?: string; readonly appContext?: string; readonly params?: Record<string, string> }

const tryPassword = async (site: Site | undefined, username = 'founder'): Promise<Said> =>
  (await ask(site?.url ?? '', login, { body: { username, password: PASSWORD } })).json()

async function enter(site: Site | undefined, code: string): Promise<string | undefined> {
  const asked = await tryPassword(site)
  expect(asked.code).toBe('AUTH_TOTP_REQUIRED')
  const body = { challenge: asked.params?.['challenge'] ?? '', code }
  const said: Said = (await ask(site?.url ?? '', loginWithCode, { body })).json()
  return said.code ?? said.appContext
}

test('a super admin enters a store with a code of his app, which head office takes once', async () => {
  const code = nextCode(chain.company.adminApp)
  expect(await enter(first, code)).toBe('store')
  expect(await enter(first, code)).toBe('AUTH_TOTP_WRONG')
  expect(await enter(second, code)).toBe('AUTH_TOTP_WRONG')
  expect(await enter(second, chain.company.adminApp.recoveryCodes[0] ?? '')).toBe('store')
})

test('while head office is away he is told why he must wait; a manager of the store need not', async () => {
  await chain.hq.stop()
  expect(await enter(first, chain.company.adminApp.recoveryCodes[1] ?? '')).toBe('AUTH_TOTP_UNREACHABLE')
  expect((await tryPassword(first, first?.plan.manager.username)).appContext).toBe('store')
  await chain.hq.start()
})

test('whoever guesses at one store is locked out at all of them', async () => {
  for (let wrong = 0; wrong < 3; wrong += 1) expect(await enter(first, '000000')).toBe('AUTH_TOTP_WRONG')
  expect(await enter(second, chain.company.adminApp.recoveryCodes[2] ?? '')).toBe('AUTH_LOCKED')
})
