import { DomainError } from '@pos/core'
import { listRoles, saveRole, type PermissionCode, type RoleView, type Scope } from '@pos/shared-types'
import type { Backend } from '../back-office/backend.ts'
import { useRecordEditor, type RecordEditor } from './record-editor.ts'
import { recordProblemsOf, type RecordProblems } from './record-problems.ts'

export type RoleForm = {
  name: string
  code: string
  scope: Scope
  description: string
  /** In the order of the alphabet, so that the same rights are the same. */
  permissions: string[]
}
export type RoleField = keyof RoleForm
export type RoleEditor = RecordEditor<RoleView, RoleForm, RecordProblems<RoleForm>>

type Which = { readonly id: string; readonly isNew: boolean }

/** A role of the company. One that is new gets the id that is given. */
export function useRoleEditor(backend: Backend, { id, isNew }: Which): RoleEditor {
  return useRecordEditor({
    async read() {
      const found = (await backend.execute(listRoles, {})).items.find((role) => role.id === id)
      if (found === undefined) throw new DomainError('NOT_FOUND')
      return found
    },
    save: (form, before) =>
      backend.execute(saveRole, {
        params: { id },
        body: {
          ...form,
          name: form.name.trim(),
          code: form.code.trim(),
          description: form.description.trim() || null,
          permissions: form.permissions as PermissionCode[],
          revision: before?.revision ?? 0,
        },
      }),
    formOf: ({ name, code, scope, description, permissions }) => ({
      name,
      code,
      scope,
      description: description ?? '',
      permissions: permissions.toSorted(),
    }),
    empty: (): RoleForm => ({ name: '', code: '', scope: 'store', description: '', permissions: [] }),
    problemsOf: (problem, form) => recordProblemsOf(problem, form, 'code'),
    beside: (shown, { holders }) => ({ ...shown, holders }),
    isNew,
  })
}
