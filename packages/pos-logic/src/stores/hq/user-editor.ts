import { createUser, getUser, updateUser, type BodyOf, type UserId, type UserView } from '@pos/shared-types'
import type { Backend } from '../back-office/backend.ts'
import { useRecordEditor, type RecordEditor } from './record-editor.ts'
import { recordProblemsOf, type RecordProblems } from './record-problems.ts'

/** What is written about a user. His name for signing in and his first password only while he is new. */
export type UserForm = {
  displayName: string
  username: string
  locale: 'en' | 'es'
  email: string
  phone: string
  password: string
  isSuperAdmin: boolean
}
export type UserField = keyof UserForm
export type UserEditor = RecordEditor<UserView, UserForm, RecordProblems<UserForm>>

const EMPTY: UserForm = {
  displayName: '',
  username: '',
  locale: 'en',
  email: '',
  phone: '',
  password: '',
  isSuperAdmin: false,
}

/** A user of the company; undefined is one who is new. */
export function useUserEditor(backend: Backend, id: UserId | undefined, locale: UserForm['locale']): UserEditor {
  return useRecordEditor({
    read: () => backend.execute(getUser, { params: { id: id ?? '' } }),
    save: (form, before) =>
      before === undefined
        ? backend.execute(createUser, { body: creationOf(form) })
        : backend.execute(updateUser, { params: { id: before.id }, body: updateOf(form, before.revision) }),
    formOf,
    empty: () => ({ ...EMPTY, locale }),
    problemsOf: (problem, form) => recordProblemsOf(problem, form, 'username'),
    // Roles are no part of the form.
    beside: (shown, { roles }) => ({ ...shown, roles }),
    isNew: id === undefined,
  })
}

function formOf({ displayName, username, locale, email, phone, isSuperAdmin }: UserView): UserForm {
  return {
    displayName,
    username,
    locale: locale.startsWith('es') ? 'es' : 'en',
    email: email ?? '',
    phone: phone ?? '',
    password: '',
    isSuperAdmin,
  }
}

function creationOf({ displayName, username, locale, email, phone, password }: UserForm): BodyOf<typeof createUser> {
  const optional = { email: email.trim(), phone: phone.trim(), password }
  const given = Object.entries(optional).filter(([, text]) => text !== '')
  return {
    displayName: displayName.trim(),
    username: username.trim().toLowerCase(),
    locale,
    ...Object.fromEntries(given),
  }
}

function updateOf(
  { displayName, locale, email, phone, isSuperAdmin }: UserForm,
  revision: number,
): BodyOf<typeof updateUser> {
  return {
    displayName: displayName.trim(),
    locale,
    email: email.trim() || null,
    phone: phone.trim() || null,
    isSuperAdmin,
    revision,
  }
}
