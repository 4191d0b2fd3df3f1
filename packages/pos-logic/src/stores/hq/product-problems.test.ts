import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import type { ErrorCode } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { emptyForm } from './product-form.ts'
import { fieldProblemsOf } from './product-problems.ts'

const form = { ...emptyForm(), code: 'TEA', nameEn: 'Tea', nameEs: 'Té', receiptEs: 'TE', departmentId: 'd' }
const refusal = (code: ErrorCode, params: Record<string, string>, ...fields: [path: string, problem: string][]) =>
  new BackendRefusal({
    code,
    params,
    detail: '',
    traceId: null,
    fields: fields.map(([path, problem]) => ({ path, problem })),
  })

test('what the server says of a body stands beside the field it was written in', () => {
  const problem = refusal(
    'VALIDATION_FAILED',
    {},
    ['body.departmentId', 'wrong_format'],
    ['body.taxGroupId', 'wrong_format'],
    ['body.texts.1.receiptName', 'too_long'],
    ['body.barcodes.0.code', 'too_short'],
    ['body.tenantId', 'unknown'],
  )
  expect(fieldProblemsOf(problem, form)).toEqual({
    departmentId: 'wrong_format',
    taxGroupId: 'missing',
    receiptEs: 'too_long',
    barcode: 'too_short',
  })
})

test('a name without a language belongs to the language it was taken from', () => {
  const problem = refusal('VALIDATION_FAILED', {}, ['body.name', 'too_short'])
  expect(fieldProblemsOf(problem, { ...form, nameEn: '', nameEs: '' })).toEqual({ nameEn: 'missing' })
  expect(fieldProblemsOf(problem, { ...form, nameEn: '' })).toEqual({ nameEs: 'too_short' })
})

test('a code that is taken is the code of the product, else a barcode', () => {
  expect(fieldProblemsOf(refusal('CODE_TAKEN', { code: 'TEA' }), form)).toEqual({ code: 'taken' })
  expect(fieldProblemsOf(refusal('CODE_TAKEN', { code: '4006381333931' }), form)).toEqual({ barcode: 'taken' })
  expect(fieldProblemsOf(refusal('BARCODE_CHECK_DIGIT', { code: '1' }), form)).toEqual({ barcode: 'check_digit' })
})

test('a server that is away is about no field', () => {
  expect(fieldProblemsOf(new DomainError('HQ_UNREACHABLE'), form)).toEqual({})
  expect(fieldProblemsOf(refusal('PERMISSION_DENIED', {}), form)).toEqual({})
})
