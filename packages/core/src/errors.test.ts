import { ERROR_STATUS } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { assert, DomainError, InvariantError } from './index.ts'

test('a refusal carries its code, the status of the code, and the parameters of its sentence', () => {
  const error = new DomainError('SALE_DISCOUNT_TOO_HIGH', { limit: 20 })
  expect(error).toMatchObject({
    name: 'DomainError',
    message: 'SALE_DISCOUNT_TOO_HIGH',
    code: 'SALE_DISCOUNT_TOO_HIGH',
    status: 403,
    params: { limit: 20 },
  })
})

test('a refusal without parameters has none', () => {
  expect(new DomainError('SALE_EMPTY').params).toEqual({})
})

test('a refusal keeps the error it was made from', () => {
  const cause = new Error('duplicate key value')
  expect(new DomainError('CODE_TAKEN', { code: 'A-1' }, { cause }).cause).toBe(cause)
})

test('a refusal is no bug, and a bug is no refusal', () => {
  expect(new DomainError('SALE_EMPTY')).not.toBeInstanceOf(InvariantError)
  expect(new InvariantError('the ledger is not balanced')).not.toBeInstanceOf(DomainError)
})

test('a code that is not in the list does not compile', () => {
  // @ts-expect-error there is no such refusal
  expect(new DomainError('SALE_TOO_NICE').status).toBeUndefined()
})

test('every status of a refusal is one of a client or of a server', () => {
  const odd = Object.entries(ERROR_STATUS).filter(([, status]) => status < 400 || status > 599)
  expect(odd).toEqual([])
})

test('what must be true and is not is a bug with a message', () => {
  expect(() => assert(false, 'a shift has a register')).toThrow(new InvariantError('a shift has a register'))
  expect(() => assert(0, 'zero is nothing')).toThrow(InvariantError)
})

test('what must be true and is, is known to the compiler from then on', () => {
  const register: { name: string } | undefined = [{ name: 'R1' }][0]
  assert(register, 'a shift has a register')
  expect(register.name).toBe('R1')
})
