import { DomainError } from '@pos/core'
import {
  listPolicies,
  LONGEST_APPROVAL_S,
  saveApprovalPolicy,
  savePolicy,
  type BodyOf,
  type ResponseOf,
} from '@pos/shared-types'
import type { Backend } from '../back-office/backend.ts'
import { emptyPolicy, policyBodyOf, policyFormOf, type PolicyForm, type PolicyView } from './policy-form.ts'
import { useRecordEditor, type RecordEditor } from './record-editor.ts'
import { recordProblemsOf, type RecordProblems } from './record-problems.ts'

type Which = { readonly id: string; readonly isNew: boolean }

export type PolicyEditor = RecordEditor<PolicyView, PolicyForm, RecordProblems<PolicyForm>>

/** An access policy. One that is new gets the id that is given. */
export function usePolicyEditor(backend: Backend, { id, isNew }: Which): PolicyEditor {
  return useRecordEditor({
    read: async () => foundIn((await backend.execute(listPolicies, {})).items, id),
    save: (form, before) =>
      backend.execute(savePolicy, { params: { id }, body: policyBodyOf(form, before?.revision ?? 0) }),
    formOf: policyFormOf,
    empty: emptyPolicy,
    problemsOf: (problem, form) => recordProblemsOf(problem, form, 'code'),
    beside: (shown) => shown,
    isNew,
  })
}

export type ApprovalView = ResponseOf<typeof listPolicies>['approvals'][number]
export type ApprovalForm = Omit<BodyOf<typeof saveApprovalPolicy>, 'revision'>
export type ApprovalEditor = RecordEditor<ApprovalView, ApprovalForm, RecordProblems<ApprovalForm>>

/** An approval policy. One that is new gets the id that is given. */
export function useApprovalEditor(backend: Backend, { id, isNew }: Which): ApprovalEditor {
  return useRecordEditor({
    read: async () => foundIn((await backend.execute(listPolicies, {})).approvals, id),
    save: (form, before) =>
      backend.execute(saveApprovalPolicy, { params: { id }, body: { ...form, revision: before?.revision ?? 0 } }),
    formOf: ({ id: _, revision: __, ...form }): ApprovalForm => form,
    empty: (): ApprovalForm => ({
      action: 'sale:discount',
      permissionCode: 'pos:approve',
      thresholdMinor: null,
      thresholdPpm: null,
      canBeRemote: false,
      ttlS: LONGEST_APPROVAL_S,
    }),
    problemsOf: (problem, form) => recordProblemsOf(problem, form, 'action'),
    beside: (shown) => shown,
    isNew,
  })
}

function foundIn<View extends { readonly id: string }>(views: readonly View[], id: string): View {
  const found = views.find((view) => view.id === id)
  if (found === undefined) throw new DomainError('NOT_FOUND')
  return found
}
