import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, SLUG, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
beforeAll(async () => {
  office = await openHeadOffice()
})
afterAll(() => office.close())

const signIn = (changes: object = {}) =>
  office.anybody.post('/auth/login', { tenant: SLUG, username: 'buyer', password: PASSWORD, ...changes })

describe('signing in at head office', () => {
  test('gives the right person a token that opens his own page and nothing of what he may not see', async () => {
    expect(await signIn()).toMatchObject({ status: 200, body: { displayName: 'buyer', appContext: 'hq' } })
    const buyer = await office.as('buyer')
    const { body } = await buyer.get<{ username: string; permissions: string[]; isSuperAdmin: boolean }>('/auth/me')
    expect(body).toMatchObject({ username: 'buyer', isSuperAdmin: false, storeId: null, company: { currency: 'USD' } })
    expect(body.permissions).toContain('hq:prices.manage')
    expect(body.permissions).not.toContain('hq:users.manage')
  })

  test('does not care how the name is written', async () => {
    expect((await signIn({ username: 'BUYER' })).status).toBe(200)
  })

  test('answers a wrong password, an unknown person, an unknown company and a missing one alike', async () => {
    const answers = [
      await signIn({ password: 'wrong' }),
      await signIn({ username: 'stranger' }),
      await signIn({ tenant: 'no-such-company' }),
      await signIn({ tenant: undefined }),
    ]
    const alike = answers.map(({ status, body }) => ({ status, ...Object(body), traceId: '' }))
    expect(alike[0]).toMatchObject({ status: 401, code: 'AUTH_FAILED' })
    expect(new Set(alike.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('is told in the language of the reader', async () => {
    const body = { tenant: SLUG, username: 'buyer', password: 'wrong' }
    const inSpanish = await office.anybody.send<{ detail: string }>('POST', '/auth/login', body, {
      'accept-language': 'es',
    })
    const inEnglish = await office.anybody.send<{ detail: string }>('POST', '/auth/login', body, {})
    expect(inSpanish.body.detail).not.toBe(inEnglish.body.detail)
    expect(inSpanish.headers['content-language']).toBe('es')
  })

  test('ends for a person who is disabled, with the next request', async () => {
    const owner = await office.as('owner')
    const user = await owner.post<{ id: string }>('/users', {
      username: 'leaver',
      displayName: 'Leaver',
      locale: 'en',
      password: PASSWORD,
    })
    const leaver = await office.as('leaver')
    expect((await leaver.get('/auth/me')).status).toBe(200)
    await office.write(async ({ tx }) => {
      await tx.query(sql`update users set is_active = false where id = ${user.body.id}`)
      tx.touch('user', user.body.id)
    })
    expect((await leaver.get('/auth/me')).status).toBe(401)
    expect((await signIn({ username: 'leaver' })).status).toBe(401)
  })

  test('lasts as long as the token and no longer', async () => {
    const buyer = await office.as('buyer')
    office.clock.advance(25 * 3_600_000)
    expect(await buyer.get('/auth/me')).toMatchObject({ status: 401 })
  })
})
