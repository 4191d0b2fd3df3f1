import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  write(createLog({ name: 'test', destination }))
  return lines.join('')
}

test('[SEC-29] secrets do not reach the log, wherever they stand', () => {
  const text = logged((log) => {
    log.info(
      { pin: '2468', user: { password: 'hunter2' }, req: { headers: { authorization: 'Bearer abc' } } },
      'signed in',
    )
    log.info({ body: { cardNumber: '4111' }, accessToken: 'ey.x' }, 'sent')
  })

  expect(text).not.toMatch(/2468|hunter2|Bearer abc|4111|ey\.x/)
  expect(text).toContain('signed in')
})

test('an error of the database is logged without the values of its statement', () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "users_e"'), {
    code: '23505',
    detail: 'Key (email)=(ana@example.com) already exists.',
  })
  const error = new Error('Failed query: insert into users values ($1)\nparams: ana@example.com', { cause })

  const text = logged((log) => log.error({ err: error }, 'request failed'))

  expect(text).not.toContain('ana@example.com')
  expect(text).toContain('23505')
  expect(text).toContain('users_e')
})

test('entries carry their time in UTC', () => {
  expect(logged((log) => log.info('x'))).toMatch(/"time":"\d{4}-\d\d-\d\dT[\d:.]+Z"/)
})
