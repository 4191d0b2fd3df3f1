import { screenTexts, type Language } from '@pos/i18n'
import type { HqScreen } from '@pos/testing'
import type { Page } from 'playwright-core'
import type { Onlooker } from './camera.ts'

type PeopleWalk = {
  readonly page: Page
  readonly onlooker: Onlooker
  readonly language: Language
  /** Signed in as somebody who may manage users, roles and policies. */
  readonly hq: HqScreen
}

/** Goes through the pages of users, roles, policies, security and sessions and shows each. Leaves a policy that touches no sale. */
export async function walkPeople({ page, onlooker, language, hq }: PeopleWalk): Promise<void> {
  const { people, roles, policies, security } = screenTexts[language]
  const row = page.locator('tbody tr, [data-row]').first()
  await hq.open('people/users', people.title)
  await row.waitFor()
  await onlooker.take('hq-15-users')
  await row.click()
  await page.getByRole('heading', { name: people.account.title }).waitFor()
  await onlooker.take('hq-16-user')
  await hq.open('people/users/new', people.newTitle)
  await onlooker.take('hq-17-new-user')
  await hq.open('people/roles', roles.title)
  await row.waitFor()
  await onlooker.take('hq-18-roles')
  await row.click()
  await page.getByRole('heading', { name: roles.matrix.title }).waitFor()
  await onlooker.take('hq-19-role')
  await hq.open('people/roles/new', roles.newTitle)
  await onlooker.take('hq-20-new-role')
  await hq.open('people/policies/new', policies.newTitle)
  await page.getByLabel(policies.fields.name, { exact: true }).fill(policies.acts.role.delete)
  await page.getByLabel(policies.fields.action).selectOption('role:delete')
  await page.getByRole('button', { name: policies.addRule }).click()
  await page.getByLabel(policies.attribute).selectOption('weekday')
  await page.getByLabel(policies.operator).selectOption('in')
  await page.getByLabel(policies.value).selectOption('7')
  await onlooker.take('hq-21-new-policy')
  await page.getByRole('button', { name: policies.create }).click()
  await row.waitFor()
  await onlooker.take('hq-22-policies')
  await hq.open('people/approvals/new', policies.newApprovalTitle)
  await onlooker.take('hq-23-new-approval')
  await hq.open('security', security.title)
  await page.getByLabel(security.rules.auth.pin_length.label).waitFor()
  await onlooker.take('hq-25-security')
  await hq.open('sessions', security.sessions.title)
  await page.getByText(security.sessions.current, { exact: true }).waitFor()
  await onlooker.take('hq-26-sessions')
}
