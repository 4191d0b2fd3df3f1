import { BackendRefusal } from '@pos/backend-adapter'
import { DomainError } from '@pos/core'
import {
  createUser,
  getUser,
  listRoles,
  type BodyOf,
  type Command,
  type RoleView,
  type saveRole,
  type UserView,
} from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useRoleEditor } from './role-editor.ts'
import { useUserEditor } from './user-editor.ts'

const ID = '01890000-0000-7000-8000-000000000001'
type Args = { readonly body?: object }
const backendOf = (answer: (command: Command, args: Args) => object) =>
  ({ execute: async (command: Command, args: Args) => answer(command, args) }) as unknown as Backend

const ana: UserView = {
  id: ID,
  username: 'ana',
  displayName: 'Ana',
  email: null,
  phone: null,
  locale: 'es-PR',
  isActive: true,
  isSuperAdmin: false,
  hasPassword: true,
  hasSecondFactor: false,
  revision: 1,
  roles: [],
}
const refusal = (code: 'VALIDATION_FAILED' | 'CODE_TAKEN', path = '', problem = '') =>
  new BackendRefusal({ code, params: {}, detail: '', traceId: null, fields: path === '' ? [] : [{ path, problem }] })

test('a new user is sent with what was written and nothing else; his name for signing in in small letters', async () => {
  const sent: unknown[] = []
  const backend = backendOf((command, { body }) => {
    expect(command).toBe(createUser)
    sent.push(body)
    return ana
  })
  const editor = useUserEditor(backend, undefined, 'es')
  expect(editor.changes.value).toEqual([])
  Object.assign(editor.form.value, { displayName: ' Ana ', username: 'Ana' })
  expect(await editor.save()).toBe(true)
  expect(sent).toEqual([{ displayName: 'Ana', username: 'ana', locale: 'es' }])
  expect(editor.record.value?.id).toBe(ID)
  expect(editor.changes.value).toEqual([])
})

test('a field that was refused is marked, as missing where nothing is written, until it is written anew', async () => {
  let refused = refusal('VALIDATION_FAILED', 'body.displayName', 'too_short')
  const editor = useUserEditor(
    backendOf(() => {
      throw refused
    }),
    undefined,
    'en',
  )
  editor.form.value.username = 'ana'
  expect(await editor.save()).toBe(false)
  expect([editor.problems.value, editor.saveProblem.value]).toEqual([{ displayName: 'missing' }, undefined])
  editor.form.value.displayName = 'Ana'
  expect(editor.problems.value).toEqual({})
  refused = refusal('CODE_TAKEN')
  await editor.save()
  expect(editor.problems.value).toEqual({ username: 'taken' })
})

test('what another command here did to the record is taken over, and what is written stays', async () => {
  const editor = useUserEditor(
    backendOf((command) => {
      expect(command).toBe(getUser)
      return ana
    }),
    ID,
    'en',
  )
  await editor.refresh()
  editor.form.value.phone = '787 555 0100'
  editor.adopt({ ...ana, isActive: false, revision: 2 })
  expect([editor.record.value?.isActive, editor.changes.value, editor.conflict.value]).toEqual([
    false,
    ['phone'],
    undefined,
  ])
})

/** A role at a server that refuses what was written on top of an older revision. */
function roleDesk() {
  let saved: RoleView = {
    id: ID,
    code: 'helper',
    name: 'Helper',
    scope: 'store',
    description: null,
    isBuiltin: false,
    revision: 1,
    holders: 0,
    permissions: ['store:inventory.view', 'store:costs.view'],
  }
  const change = (fields: Partial<RoleView>) => (saved = { ...saved, ...fields, revision: saved.revision + 1 })
  const backend = backendOf((command, args) => {
    if (command === listRoles) return { items: [saved] }
    const body = args.body as Partial<RoleView> & Pick<BodyOf<typeof saveRole>, 'revision'>
    if (body.revision !== saved.revision) throw new DomainError('REVISION_CONFLICT')
    return change(body)
  })
  return { editor: useRoleEditor(backend, { id: ID, isNew: false }), change, saved: () => saved }
}

test('rights in another order are the same rights; a list changed in place is a change', async () => {
  const { editor } = roleDesk()
  await editor.refresh()
  expect(editor.form.value.permissions).toEqual(['store:costs.view', 'store:inventory.view'])
  editor.form.value.permissions.push('store:sales.view')
  expect(editor.changes.value).toEqual(['permissions'])
  editor.discard()
  expect([editor.changes.value, editor.form.value.permissions.length]).toEqual([[], 2])
})

test('rights that two people changed clash: mine stay until I give way', async () => {
  const { editor, change, saved } = roleDesk()
  await editor.refresh()
  editor.form.value.permissions = ['store:costs.view']
  editor.form.value.name = 'Clerk'
  change({ permissions: ['store:sales.view'], description: 'Helps' })
  expect(await editor.save()).toBe(false)
  expect(editor.conflict.value).toMatchObject({ theirs: ['description', 'permissions'], clashes: ['permissions'] })
  editor.takeTheirs()
  expect(await editor.save()).toBe(true)
  expect(saved()).toMatchObject({ name: 'Clerk', description: 'Helps', permissions: ['store:sales.view'] })
})

test('a role that is not there is missing, not empty', async () => {
  const editor = useRoleEditor(
    backendOf(() => ({ items: [] })),
    { id: ID, isNew: false },
  )
  await editor.refresh()
  expect(editor.loadProblem.value).toMatchObject({ code: 'NOT_FOUND' })
  expect(await editor.save()).toBe(false)
})
