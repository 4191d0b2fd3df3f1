import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '@pos/testing'
import { describe, expect, test } from 'vitest'
import { BoundedWork } from './bounded-work.ts'
import { readPepper } from './pepper.ts'
import { readOrCreateSecret, replaceSecret } from './secret-file.ts'
import { createSecretHasher } from './secret-hasher.ts'
import { isTrivialPin } from './trivial-pin.ts'

const cost = { memoryKib: 1024, passes: 2 }
const pepper = randomBytes(32)

describe('a password', () => {
  const hasher = createSecretHasher({ pepper, cost })

  test('is kept as Argon2id with its parameters, and recognised', async () => {
    const stored = await hasher.hash('correct horse')

    expect(stored).toMatch(/^\$argon2id\$v=19\$m=1024,/)
    expect(await hasher.verify(stored, 'correct horse')).toBe(true)
    expect(await hasher.verify(stored, 'correct horsE')).toBe(false)
  })

  test('is worthless without the pepper of the node', async () => {
    const stored = await hasher.hash('correct horse')
    const elsewhere = createSecretHasher({ pepper: randomBytes(32), cost })

    expect(await elsewhere.verify(stored, 'correct horse')).toBe(false)
  })

  test('is the same however its accents were typed', async () => {
    const stored = await hasher.hash('caf\u00e9 solo')

    expect(await hasher.verify(stored, 'cafe\u0301 solo')).toBe(true)
  })

  test('of a user who does not exist is wrong', async () => {
    expect(await hasher.verify(undefined, 'nobody')).toBe(false)
  })

  test('made with other parameters is to be replaced', async () => {
    const stored = await hasher.hash('correct horse')
    const stronger = createSecretHasher({ pepper, cost: { memoryKib: 2048, passes: 2 } })

    expect(hasher.isOutdated(stored)).toBe(false)
    expect(stronger.isOutdated(stored)).toBe(true)
  })

  test('beyond a kilobyte is not even hashed', async () => {
    await expect(hasher.hash('x'.repeat(1025))).rejects.toMatchObject({ code: 'AUTH_FAILED' })
  })

  test('costs 19 MiB and two passes unless told otherwise', async () => {
    expect(await createSecretHasher({ pepper }).hash('x')).toMatch(/\$m=19456,t=2,p=1\$|\$m=19456,p=1,t=2\$/)
  })
})

test('[SEC-02] work is done a few at a time, a bounded number waits, the rest is sent away', async () => {
  const work = new BoundedWork(2, 3)
  let running = 0
  let most = 0
  const job = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
  }

  const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => work.run(job)))

  expect(most).toBe(2)
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5)
  expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'OVERLOADED' } })
  await expect(work.run(job)).resolves.toBeUndefined()
})

test('work that fails gives its place back', async () => {
  const work = new BoundedWork(1, 0)
  await expect(work.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')

  await expect(work.run(async () => 'yes')).resolves.toBe('yes')
})

test('a pepper is made once, for its owner only', async () => {
  const folder = temporaryFolder()
  const file = join(folder.path, 'secrets', 'pin.pepper')

  const [one, two] = await Promise.all([readPepper(file), readPepper(file)])
  const again = await readPepper(file)
  const { mode } = await stat(file)
  folder.remove()

  expect(one).toHaveLength(32)
  expect(two).toEqual(one)
  expect(again).toEqual(one)
  expect(mode & 0o777).toBe(0o600)
})

test.each(['1234', '123456', '654321', '0000', '111111', '121212', '123123', '1990', '2024', '2580', '890123'])(
  'the PIN %s is too simple',
  (pin) => {
    expect(isTrivialPin(pin)).toBe(true)
  },
)

test.each(['2468', '407193', '8035', '91827364'])('the PIN %s will do', (pin) => {
  expect(isTrivialPin(pin)).toBe(false)
})

test('a secret that was given takes the place of the one made here, for the owner only', async () => {
  const folder = temporaryFolder()
  const file = join(folder.path, 'keys', 'secret')
  await replaceSecret(file, 'first')
  expect(await readOrCreateSecret(file, () => 'made here')).toBe('first')
  await replaceSecret(file, 'given')
  expect(await readOrCreateSecret(file, () => 'made here')).toBe('given')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  folder.remove()
})
