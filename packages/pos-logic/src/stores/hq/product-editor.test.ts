import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import { getProduct, type BodyOf, type Command, type ProductView, type updateProduct } from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useProductEditor } from './product-editor.ts'

const ID = '01890000-0000-7000-8000-000000000001'
type Args = { readonly body?: BodyOf<typeof updateProduct> }

/** A product at a server that refuses what was written on top of an older revision. */
function headOffice() {
  const desk = { isAway: false, refusal: undefined as DomainError | undefined }
  let saved: ProductView = {
    id: ID,
    code: 'TEA',
    name: 'Tea',
    receiptName: 'TEA',
    kind: 'goods',
    departmentId: ID,
    taxGroupId: ID,
    baseUnitCode: 'ea',
    isWeighed: false,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    texts: [{ locale: 'en', name: 'Tea', receiptName: 'TEA' }],
    status: 'active',
    revision: 1,
    variants: [],
  }
  const change = (fields: Partial<ProductView>) => (saved = { ...saved, ...fields, revision: saved.revision + 1 })
  const answer = (command: Command, { body }: Args): ProductView => {
    if (desk.isAway) throw new DomainError('HQ_UNREACHABLE')
    if (command === getProduct || body === undefined) return saved
    if (desk.refusal) throw desk.refusal
    if (body.revision !== saved.revision) throw new DomainError('REVISION_CONFLICT')
    return change(body)
  }
  let line = Promise.resolve()
  const execute = async (command: Command, args: Args) => {
    const answered = answer(command, args)
    await line
    return answered
  }
  /** Holds answers back until the line is let go. */
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    line = promise
    return () => {
      line = Promise.resolve()
      resolve()
    }
  }
  const backend = { execute } as unknown as Backend
  return { hold, editor: useProductEditor(backend, ID), desk, change, saved: () => saved }
}

test('what is written is counted, saved, and then nothing is unsaved', async () => {
  const { editor, saved } = headOffice()
  await editor.refresh()
  editor.form.value.nameEs = 'Té'
  editor.form.value.isWeighed = true
  expect(editor.changes.value.toSorted()).toEqual(['isWeighed', 'nameEs'])
  expect(await editor.save()).toBe(true)
  expect(editor.changes.value).toEqual([])
  expect(saved()).toMatchObject({
    revision: 2,
    isWeighed: true,
    texts: [{ locale: 'en' }, { locale: 'es', name: 'Té' }],
  })
})

test('what is written and taken back is no change; what is discarded is gone', async () => {
  const { editor } = headOffice()
  await editor.refresh()
  editor.form.value.code = 'X'
  editor.form.value.code = 'TEA'
  expect(editor.changes.value).toEqual([])
  editor.form.value.code = 'X'
  editor.discard()
  expect([editor.form.value.code, editor.changes.value]).toEqual(['TEA', []])
})

test('a product that somebody else saved meanwhile is not overwritten: it is told, and saved on top when asked again', async () => {
  const { editor, change, saved } = headOffice()
  await editor.refresh()
  editor.form.value.nameEs = 'Té'
  change({ status: 'discontinued' })
  expect(await editor.save()).toBe(false)
  expect(saved()).toMatchObject({ revision: 2, texts: [{ locale: 'en' }] })
  expect(editor.conflict.value).toMatchObject({ theirs: ['status'], clashes: [] })
  expect(editor.form.value).toMatchObject({ nameEs: 'Té', status: 'discontinued' })
  expect(editor.saveProblem.value).toBeUndefined()
  expect(await editor.save()).toBe(true)
  expect(saved()).toMatchObject({ revision: 3, status: 'discontinued', texts: [{}, { name: 'Té' }] })
  expect(editor.conflict.value).toBeUndefined()
})

test('where both wrote, mine stays until I give way', async () => {
  const { editor, change } = headOffice()
  await editor.refresh()
  editor.form.value.code = 'MINE'
  editor.form.value.nameEs = 'Té'
  change({ code: 'THEIRS' })
  await editor.save()
  expect([editor.form.value.code, editor.conflict.value?.clashes]).toEqual(['MINE', ['code']])
  editor.takeTheirs()
  expect([editor.form.value.code, editor.changes.value, editor.conflict.value]).toEqual([
    'THEIRS',
    ['nameEs'],
    undefined,
  ])
})

test('a refused field is marked until it is written anew', async () => {
  const { editor, desk } = headOffice()
  await editor.refresh()
  editor.form.value.code = 'SOAP'
  desk.refusal = new BackendRefusal({
    code: 'CODE_TAKEN',
    params: { code: 'SOAP' },
    detail: '',
    traceId: null,
    fields: [],
  })
  expect(await editor.save()).toBe(false)
  expect([editor.problems.value, editor.saveProblem.value]).toEqual([{ code: 'taken' }, undefined])
  editor.form.value.code = 'SOAP-2'
  expect([editor.problems.value, editor.saveProblem.value]).toEqual([{}, undefined])
})

test('a server that is away costs nothing that was written', async () => {
  const { editor, desk } = headOffice()
  await editor.refresh()
  editor.form.value.code = 'X'
  desk.isAway = true
  expect(await editor.save()).toBe(false)
  await editor.refresh()
  expect(editor.form.value.code).toBe('X')
  expect([editor.saveProblem.value, editor.loadProblem.value]).toEqual([
    expect.any(DomainError),
    expect.any(DomainError),
  ])
})

test('news of a change show at once where nothing is unsaved, and wait where something is', async () => {
  const { editor, change } = headOffice()
  await editor.refresh()
  change({ code: 'NEW' })
  await editor.refresh()
  expect(editor.form.value.code).toBe('NEW')
  editor.form.value.nameEn = 'Green tea'
  change({ code: 'NEWER' })
  await editor.refresh()
  expect([editor.form.value.code, editor.changes.value]).toEqual(['NEW', ['nameEn']])
})

test('what is typed while a save is under way is not lost', async () => {
  const { editor, hold, saved } = headOffice()
  await editor.refresh()
  editor.form.value.code = 'A'
  const letGo = hold()
  const saving = editor.save()
  editor.form.value.code = 'AB'
  editor.form.value.nameEs = 'Té'
  letGo()
  expect(await saving).toBe(true)
  expect([saved().code, editor.form.value.code, editor.changes.value.toSorted()]).toEqual([
    'A',
    'AB',
    ['code', 'nameEs'],
  ])
})

test('an answer that was asked for before a save does not bring the old state back', async () => {
  const { editor, hold } = headOffice()
  await editor.refresh()
  const letGo = hold()
  const reading = editor.refresh()
  editor.form.value.code = 'A'
  const saving = editor.save()
  letGo()
  await Promise.all([saving, reading])
  await reading
  expect([editor.record.value?.revision, editor.form.value.code]).toEqual([2, 'A'])
  editor.form.value.code = 'B'
  expect(await editor.save()).toBe(true)
})

test('where only what is not in the form has moved, it is saved without a question', async () => {
  const { editor, change, saved } = headOffice()
  await editor.refresh()
  editor.form.value.nameEs = 'Té'
  change({ variants: [] })
  expect(await editor.save()).toBe(true)
  expect([saved().revision, editor.conflict.value]).toEqual([3, undefined])
})
